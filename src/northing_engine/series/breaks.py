"""Did a series break its expected range: since when, and by how much?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.series.errors import SeriesError
from northing_engine.series.expected import BREAKS_AT, Expected
from northing_engine.series.seasons import Floats

SECONDS_A_DAY = 86400.0


@dataclass(frozen=True)
class Break:
    """Positions `first` to `last` of values outside the range, `worst` the furthest off.

    `size`: how far the worst value lay from what was expected, with its sign, in the series' unit. `score`:
    minus the decimal logarithm of the chance of such a value. `still`: it has not come back for long enough.
    """

    first: int
    last: int
    worst: int
    size: float
    score: float
    still: bool


@dataclass(frozen=True)
class Detection:
    """`expected`, `low` and `high`: what each value was expected to be before it came, NaN while learning.

    `next_low` and `next_high` hold for the value that comes next. A break is over after `calm` values inside.
    """

    expected: Floats
    low: Floats
    high: Floats
    score: Floats
    next_low: float
    next_high: float
    calm: int
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Rhythm:
    """`cycle`: steps after which such a series may repeat itself; `phase`: of each value and the next one.

    `learning`: values before the first range; `calm`: a break is over after so many values inside.
    """

    cycle: int
    phase: NDArray[np.intp]

    @property
    def learning(self) -> int:
        return max(20, min(self.cycle // 2, 150))

    @property
    def calm(self) -> int:
        return max(7, self.cycle // 6)


def detect(times: ArrayLike, values: ArrayLike) -> Detection:
    """Watch a series value by value, each judged by those before it alone.

    `times`: dates, datetimes or numpy.datetime64 in order (plain numbers count as days); NaN is passed over.
    The spacing says which cycle may repeat: a day of shorter steps, a week of days, a year of weeks, months or
    quarters; it is followed when it errs less than the level alone. Raises SeriesError when both don't have the
    same length or most times do not rise.
    """
    at, x = _seconds(times), np.asarray(values, dtype=float)
    if x.ndim != 1 or at.shape != x.shape or np.isinf(x).any():
        raise SeriesError("give as many times as values, each value finite or NaN")
    rhythm = rhythm_of(at)
    expected = Expected(rhythm.cycle, rhythm.learning, x.size)
    foretold, limit, score = np.full(x.size + 1, np.nan), np.full(x.size + 1, np.nan), np.zeros(x.size)
    for step, phase in enumerate(rhythm.phase.tolist()):
        foretold[step] = expected.at(phase)
        limit[step] = expected.limit(phase, BREAKS_AT)
        if step < x.size and not math.isnan(x[step]):
            score[step] = expected.score(float(x[step]), phase)
            expected.learn(float(x[step]), phase)
    low, high = foretold - limit, foretold + limit
    breaks = _episodes(x, foretold[:-1], score, rhythm.calm)
    return Detection(
        foretold[:-1], low[:-1], high[:-1], score, float(low[-1]), float(high[-1]), rhythm.calm, breaks
    )


def rhythm_of(seconds: Floats) -> Rhythm:
    if seconds.size < 2:
        return Rhythm(1, np.zeros(seconds.size + 1, dtype=np.intp))
    step = float(np.median(np.diff(seconds)))
    if step <= 0:
        raise SeriesError("give times that rise")
    days = step / SECONDS_A_DAY
    cycle = round(1 / days) if days < 0.75 else 7 if days < 2 else 52 if days < 20 else 12 if days < 60 else 4
    when = np.append(seconds, seconds[-1] + step)
    # Months and quarters are not evenly long: their place in the year is counted, not measured.
    place = np.rint((when - when[0]) / step) if days < 20 else np.arange(when.size)
    return Rhythm(cycle, (place % cycle).astype(np.intp))


def _episodes(values: Floats, foretold: Floats, score: Floats, calm: int) -> tuple[Break, ...]:
    """Values outside the range with fewer than `calm` inside between them are one break."""
    outside = np.flatnonzero(score > BREAKS_AT)
    if not outside.size:
        return ()
    parts = np.split(outside, np.flatnonzero(np.diff(outside) > calm) + 1)
    return tuple(_episode(part, values, foretold, score, calm) for part in parts)


def _episode(part: NDArray[np.intp], values: Floats, foretold: Floats, score: Floats, calm: int) -> Break:
    away = values[part] - foretold[part]
    worst = int(np.abs(away).argmax())
    first, last = int(part[0]), int(part[-1])
    still = values.size - 1 - last < calm
    return Break(first, last, int(part[worst]), float(away[worst]), float(score[part].max()), still)


def _seconds(times: ArrayLike) -> Floats:
    when = np.asarray(times)
    if when.dtype == object:
        when = when.astype("datetime64[s]")
    if np.issubdtype(when.dtype, np.datetime64):
        return when.astype("datetime64[s]").astype(float)
    return np.asarray(when, dtype=float) * SECONDS_A_DAY
