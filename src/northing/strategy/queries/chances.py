"""From what a metric's forecast says to the chance of a target, and from those to the chance of an objective.

Within a forecast a chance is the one that the metric's own page shows. Beyond its last day the median goes on
as it went, and the width grows with the root of time, as that of anything does whose steps are independent;
further than `FURTHEST` times its length nothing is said.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from northing.metrics.queries.standing import below

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
PARTS = 20  # equally likely values that stand for a forecast
GRID = 400  # steps of a score from 0 to 1
FURTHEST = 4
_NORMAL = NormalDist()
_Z = tuple(_NORMAL.inv_cdf(level) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a metric is likely to be on one day: the five quantiles of `LEVELS`, in its unit, in order."""

    quantiles: tuple[float, ...]

    def value_at(self, level: float) -> float:
        z = _NORMAL.inv_cdf(level)
        left = min(max(sum(known <= z for known in _Z) - 1, 0), len(_Z) - 2)
        share = (z - _Z[left]) / (_Z[left + 1] - _Z[left])
        return self.quantiles[left] + share * (self.quantiles[left + 1] - self.quantiles[left])

    def reaches(self, target: float, *, rising: bool) -> float:
        """The chance to be at the target or beyond."""
        under = below(list(self.quantiles), target)  # as the metric's own page has it
        return 1 - under if rising else under


def outlook_on(
    day: date, said_on: date, days: Sequence[date], quantiles: Sequence[Sequence[float]]
) -> Outlook | None:
    """What a forecast made on `said_on` says of a day; `quantiles` has a series over `days` for each level."""
    if not days:
        return None
    if day <= days[-1]:
        at = max(sum(known <= day for known in days) - 1, 0)
        return Outlook(tuple(sorted(series[at] for series in quantiles)))
    length = max((days[-1] - said_on).days, 1)
    ahead = (day - said_on).days
    if ahead > FURTHEST * length:
        return None
    return _beyond(quantiles, ahead / length, (day - days[-1]) / timedelta(days=1), (days[-1] - days[0]).days)


def chance_met(parts: Iterable[tuple[Sequence[tuple[float, float]], float]], met_at: float) -> float | None:
    """The chance that the weighted mean of scores is at least `met_at`, the parts being independent.

    Each part is its scores with their probabilities, and its weight. None without parts.
    """
    known = list(parts)
    total = sum(weight for _, weight in known)
    if not total:
        return None
    if met_at >= 1:
        return math.prod(sum(chance for score, chance in scores if score >= 1) for scores, _ in known)
    sums: dict[int, float] = {0: 1.0}
    for scores, weight in known:
        added: dict[int, float] = defaultdict(float)
        for so_far, chance in sums.items():
            for score, likely in scores:
                added[so_far + round(score * weight / total * GRID)] += chance * likely
        sums = added
    return min(1.0, sum(chance for score, chance in sums.items() if score >= round(met_at * GRID)))


def _beyond(quantiles: Sequence[Sequence[float]], times: float, days_past: float, length: int) -> Outlook:
    middle = quantiles[len(LEVELS) // 2]
    slope = (middle[-1] - middle[0]) / length if length else 0.0
    median = middle[-1] + slope * days_past
    wider = math.sqrt(times)
    return Outlook(tuple(sorted(median + wider * (series[-1] - middle[-1]) for series in quantiles)))
