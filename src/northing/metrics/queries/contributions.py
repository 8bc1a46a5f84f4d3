"""What moved a metric: how much of its change came from each of those it is made of, asked of the engine."""

from collections.abc import Sequence
from dataclasses import dataclass

from northing.metrics.models import MadeOf
from northing_engine.series import SeriesError, divisia


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after. `inverse`: what it is part of is divided by it, or less by it."""

    before: float
    after: float
    inverse: bool = False


def contributions(made_of: MadeOf, whole: Change, parts: Sequence[Change]) -> list[float] | None:
    """In the whole's unit, one a part. None where nothing can be said: too many factors, or one that is zero.

    Parts and whole may have units of their own (percent times money): a product's contributions are scaled to
    the whole as it was before. What is left over is not explained by the parts.
    """
    if made_of == MadeOf.SUM:
        return [(part.before - part.after) if part.inverse else part.after - part.before for part in parts]
    if any(part.inverse and not (part.before and part.after) for part in parts):
        return None
    before = [1 / part.before if part.inverse else part.before for part in parts]
    after = [1 / part.after if part.inverse else part.after for part in parts]
    product = 1.0
    for factor in before:
        product *= factor
    try:
        found = divisia(before, after)
    except SeriesError:
        return None
    scale = whole.before / product if product else 0.0
    return [each * scale for each in found] if scale else None
