"""What a metric's values were expected to be: as the background kept it, or worked out where it did not."""

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from northing.metrics.models import Grain
from northing.metrics.models.periods import first_day, number_of
from northing.metrics.queries.series import Ranges, Series
from northing_engine.series import FEWEST, Limits, SeriesError, detect, xmr


@dataclass(frozen=True, slots=True)
class Range:
    """What one value was expected to lie between before it came; None while there was too little to go by."""

    low: float | None
    high: float | None


NOT_KEPT = (None, None)
UNKNOWN = Range(*NOT_KEPT)


def expected(grain: str, values: Series, kept: Ranges) -> list[Range]:
    """One for each value of that grain, oldest first. Nothing is kept where nobody watched."""
    if kept:
        return [Range(*kept.get(_begins(grain, day), NOT_KEPT)) for day, _ in values]
    if len(values) < FEWEST:
        return [UNKNOWN] * len(values)
    return list(_expected(tuple(values)))


def _begins(grain: str, day: date) -> date:
    return day if grain == Grain.DAY else first_day(grain, number_of(grain, day))


# The same values are looked at again and again, and watching 500 of them takes longer than their page.
@lru_cache(maxsize=256)
def _expected(values: tuple[tuple[date, float], ...]) -> tuple[Range, ...]:
    try:
        found = detect([day.toordinal() for day, _ in values], [value for _, value in values])
    except SeriesError:
        return tuple(UNKNOWN for _ in values)
    return tuple(
        UNKNOWN if math.isnan(low) or math.isnan(high) else Range(float(low), float(high))
        for low, high in zip(found.low, found.high, strict=True)
    )


def limits(values: Series) -> Limits | None:
    """Natural process limits, None below two values."""
    return xmr([value for _, value in values]) if len(values) > 1 else None
