"""Did a series break its expected range, or drift away from it: since when, and by how much?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.series.drifts import Drift, Drifts
from northing_engine.series.errors import SeriesError
from northing_engine.series.expected import BREAKS_AT, Expected
from northing_engine.series.seasons import Floats

SECONDS_A_DAY = 86400.0
LONGEST_WITHIN_A_DAY = 0.75  # days
# Steps of fewer than so many days are days, weeks, months and quarters: how many make a week, or a year.
CYCLES = ((2.0, 7), (20.0, 52), (60.0, 12), (math.inf, 4))


@dataclass(frozen=True)
class Break:
    """Positions `first` to `last` of values outside the range, `worst` the furthest off.

    `size`: how far the worst value lay from what was expected, with its sign, in the series' unit. `score`:
    minus the decimal logarithm of the chance of such a value. `still`: it has not come back for long enough.
    `noticed`: the position at which it was known. `drift`: the level went away slowly, from `first` on, and
    lies `size` from where it was then.
    """

    first: int
    last: int
    worst: int
    size: float
    score: float
    still: bool
    noticed: int
    drift: bool = False


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
    """A step takes `days`; after `cycle` of them such a series may repeat itself; `phase`: of each value, and
    of the one that comes next.

    `learning`: values before the first range; `calm`: a break is over after so many values inside.
    """

    days: float
    cycle: int
    phase: NDArray[np.intp]

    @property
    def learning(self) -> int:
        return max(20, min(self.cycle // 2, 150))

    @property
    def calm(self) -> int:
        return max(7, self.cycle // 6)

    @property
    def levels_tell(self) -> bool:
        """Whether a level that moves is news, and stays. Within a day levels go up and down: only days tell."""
        return self.days > LONGEST_WITHIN_A_DAY


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
    expected = Expected(rhythm.cycle, rhythm.learning, x.size, levels_tell=rhythm.levels_tell)
    drifts = Drifts(rhythm.learning, 2 * rhythm.calm)
    foretold, limit, score = np.full(x.size + 1, np.nan), np.full(x.size + 1, np.nan), np.zeros(x.size)
    for step, phase in enumerate(rhythm.phase.tolist()):
        foretold[step] = expected.at(phase)
        limit[step] = expected.limit(phase, BREAKS_AT)
        if step < x.size and not math.isnan(x[step]):
            value = float(x[step])
            score[step] = expected.score(value, phase)
            if rhythm.levels_tell:
                drifts.learn(step, expected.without_season(value, phase), expected.error(phase))
            expected.learn(value, phase)
    low, high = _not_below_nothing(foretold - limit, x), foretold + limit
    breaks = _episodes(x, foretold[:-1], score, drifts.found, rhythm.calm)
    return Detection(
        foretold[:-1], low[:-1], high[:-1], score, float(low[-1]), float(high[-1]), rhythm.calm, breaks
    )


def _not_below_nothing(low: Floats, values: Floats) -> Floats:
    """What never was below zero, such as a count, is not expected to be."""
    least = np.fmin.accumulate(np.concatenate([[np.nan], values]))
    return np.where((least >= 0) & (low < 0), 0.0, low)


def rhythm_of(seconds: Floats) -> Rhythm:
    """That of values at these `seconds`, which rise. Raises SeriesError where most of them do not."""
    if seconds.size < 2:
        return Rhythm(1.0, 1, np.zeros(seconds.size + 1, dtype=np.intp))
    step = float(np.median(np.diff(seconds)))
    if step <= 0:
        raise SeriesError("give times that rise")
    days = step / SECONDS_A_DAY
    cycle = round(1 / days) if days < LONGEST_WITHIN_A_DAY else next(n for most, n in CYCLES if days < most)
    when = np.append(seconds, seconds[-1] + step)
    # Months and quarters are not evenly long: their place in the year is counted, not measured.
    place = np.rint((when - when[0]) / step) if days < 20 else np.arange(when.size)
    return Rhythm(days, cycle, (place % cycle).astype(np.intp))


def _episodes(
    values: Floats, foretold: Floats, score: Floats, drifts: Sequence[Drift], calm: int
) -> tuple[Break, ...]:
    """What is outside of the range, or drifts, with fewer than `calm` values between is one break.

    It is what was noticed of it first: a value outside of the range, or a drift.
    """
    outside = np.flatnonzero(score > BREAKS_AT)
    parts = np.split(outside, np.flatnonzero(np.diff(outside) > calm) + 1) if outside.size else []
    found = [_left(part, values, foretold, score, calm) for part in parts]
    found += [_drifted(drift, score) for drift in drifts]
    joined: list[Break] = []
    for each in sorted(found, key=lambda one: (one.noticed, one.drift)):
        if joined and each.noticed - joined[-1].last <= calm:
            joined[-1] = _as_one(joined[-1], each)
        else:
            joined.append(each)
    return tuple(joined)


def _left(part: NDArray[np.intp], values: Floats, foretold: Floats, score: Floats, calm: int) -> Break:
    away = values[part] - foretold[part]
    worst = int(np.abs(away).argmax())
    first, last = int(part[0]), int(part[-1])
    still = values.size - 1 - last < calm
    return Break(first, last, int(part[worst]), float(away[worst]), float(score[part].max()), still, first)


def _drifted(drift: Drift, score: Floats) -> Break:
    highest = max(BREAKS_AT, float(score[drift.noticed : drift.last + 1].max()))
    last = drift.last
    return Break(drift.first, last, last, drift.size, highest, not drift.ended, drift.noticed, drift=True)


def _as_one(one: Break, other: Break) -> Break:
    same = one.drift == other.drift and abs(other.size) > abs(one.size)
    return replace(
        one,
        last=max(one.last, other.last),
        worst=other.worst if same else one.worst,
        size=other.size if same else one.size,
        score=max(one.score, other.score),
        still=one.still or other.still,
    )


def _seconds(times: ArrayLike) -> Floats:
    when = np.asarray(times)
    if when.dtype == object:
        when = when.astype("datetime64[s]")
    if np.issubdtype(when.dtype, np.datetime64):
        return when.astype("datetime64[s]").astype(float)
    return np.asarray(when, dtype=float) * SECONDS_A_DAY
