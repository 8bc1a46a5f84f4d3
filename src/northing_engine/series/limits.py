"""Natural process limits: which values of a series are signals, and which are its usual noise?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.series.errors import SeriesError, TooShort
from northing_engine.series.seasons import Floats

# Wheeler's constants for moving ranges of two: 3 / d2 and D4.
LIMITS = 2.66
RANGE_LIMIT = 3.268
RUN = 8


@dataclass(frozen=True)
class Signal:
    """Values from `first` to `last` (positions): outside the limits, or a run on one side of the mean."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True)
class Limits:
    """`low` and `high` hold what is usual; moving ranges stay below `range_high`. All in the series' unit."""

    mean: float
    moving_range: float
    low: float
    high: float
    range_high: float
    signals: tuple[Signal, ...]


def xmr(values: ArrayLike) -> Limits:
    """The XmR chart (Shewhart; Wheeler 2000): mean plus and minus 2.66 mean moving ranges.

    Signals are values outside ("outside") and runs of `RUN` or more on one side of the mean ("run").

    >>> limits = xmr([39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40])
    >>> round(limits.low, 2), round(limits.high, 2)
    (36.82, 46.01)

    Raises TooShort below two values, SeriesError for missing or infinite ones.
    """
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or not np.isfinite(x).all():
        raise SeriesError("give one column of finite values")
    if x.size < 2:
        raise TooShort(f"Limits need 2 values; there are {x.size}.")
    mean = float(x.mean())
    moving = float(np.abs(np.diff(x)).mean())
    low, high = mean - LIMITS * moving, mean + LIMITS * moving
    outside = [Signal(int(at), int(at), "outside") for at in np.flatnonzero((x < low) | (x > high))]
    signals = sorted([*outside, *_runs(x - mean)], key=lambda each: (each.first, each.last))
    return Limits(mean, moving, low, high, RANGE_LIMIT * moving, tuple(signals))


def _runs(away: Floats) -> list[Signal]:
    side = np.sign(away)
    edges = np.flatnonzero(np.diff(side)) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [side.size]))
    return [
        Signal(int(first), int(end) - 1, "run")
        for first, end in zip(starts, ends, strict=True)
        if end - first >= RUN and side[first] != 0
    ]
