"""What a metric's values were expected to be, worked out again only when a value has changed."""

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from northing.metrics.queries.series import Series
from northing_engine.series import FEWEST, Limits, SeriesError, detect, xmr


@dataclass(frozen=True, slots=True)
class Range:
    """What one value was expected to lie between before it came; None while there was too little to go by."""

    low: float | None
    high: float | None


def expected(values: Series) -> list[Range]:
    """One for each value, oldest first."""
    if len(values) < FEWEST:
        return [Range(None, None)] * len(values)
    return list(_expected(tuple(values)))


# The same values are looked at again and again, and watching 500 of them takes longer than their page.
@lru_cache(maxsize=256)
def _expected(values: tuple[tuple[date, float], ...]) -> tuple[Range, ...]:
    try:
        found = detect([day.toordinal() for day, _ in values], [value for _, value in values])
    except SeriesError:
        return tuple(Range(None, None) for _ in values)
    return tuple(
        Range(None, None) if math.isnan(low) or math.isnan(high) else Range(float(low), float(high))
        for low, high in zip(found.low, found.high, strict=True)
    )


def limits(values: Series) -> Limits | None:
    """Natural process limits, None below two values."""
    return xmr([value for _, value in values]) if len(values) > 1 else None
