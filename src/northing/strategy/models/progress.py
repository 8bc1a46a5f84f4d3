"""Scores as the method has them (re:Work, Doerr): how far a value has come from baseline to target."""

from collections.abc import Iterable
from decimal import Decimal

GOOD, FAIR = 0.7, 0.4  # at least green, at least yellow; below it is red
Number = Decimal | float


def score(baseline: Number, target: Number, value: Number) -> float:
    """0 at the baseline or behind it, 1 at the target or beyond. The target may lie below the baseline."""
    way = float(target) - float(baseline)
    return min(1.0, max(0.0, (float(value) - float(baseline)) / way))


def weighted_mean(scores: Iterable[tuple[float, float]]) -> float | None:
    """Of (score, weight); None when nothing has weight."""
    total = weighed = 0.0
    for one, weight in scores:
        total += weight
        weighed += one * weight
    return weighed / total if total else None
