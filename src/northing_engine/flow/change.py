"""Has a measure changed between two windows, or is it what weeks picked by chance would show?

Significance: the weeks of both windows are shuffled, and it is counted how often as many weeks drawn at random
differ at least as much as the last ones do (a permutation test; Good, "Permutation, Parametric and Bootstrap
Tests", 2005). Whole weeks are shuffled and not items, because what is finished in one week is finished under
the same circumstances. How far it changed: weeks drawn again from each window (bootstrap), with the spread
widened by sqrt(n / (n - 1)), since a handful of weeks varies less than what it was drawn from.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.flow.statistics import Statistic
from northing_engine.flow.windows import Windows

Floats = NDArray[np.float64]
CLOSE = 1e-9
CLEAR = 2.64
"""Standard errors that a difference needs to be clear among half a dozen measures: 5 % shared by six."""
LONGEST_WAIT = 26


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and now, in its own unit.

    by_chance:  how often luck alone gives a difference as large.
    range80, range50: where the true difference (now less before) lies, so sure.
    luck:       what as many weeks as now, drawn at random from all, show 19 times in 20.
    more_weeks: how many more weeks like the last ones would tell; None when told or over half a year.
    """

    before: float
    now: float
    overall: float
    by_chance: float
    range80: tuple[float, float]
    range50: tuple[float, float]
    luck: tuple[float, float]
    more_weeks: int | None = None

    @property
    def difference(self) -> float:
        return self.now - self.before


@dataclass(frozen=True, eq=False)
class Shuffled:
    """Weeks picked at random in `draws` ways, the same for every measure that is compared.

    picked: shape (draws, weeks), 1 where the week is taken for one of the last.
    again_before, again_now: the weeks of each window drawn again with replacement, how often each.
    """

    windows: Windows
    picked: Floats
    again_before: Floats
    again_now: Floats

    @classmethod
    def of(cls, windows: Windows, rng: np.random.Generator, draws: int = 4000) -> "Shuffled":
        order = np.argsort(rng.random((draws, windows.weeks)), axis=1)
        picked = np.zeros((draws, windows.weeks))
        np.put_along_axis(picked, order[:, : windows.now], 1.0, axis=1)
        before = rng.multinomial(windows.before, np.full(windows.before, 1 / windows.before), draws)
        now = rng.multinomial(windows.now, np.full(windows.now, 1 / windows.now), draws)
        return cls(
            windows,
            picked,
            np.pad(before, ((0, 0), (0, windows.now))).astype(float),
            np.pad(now, ((0, 0), (windows.before, 0))).astype(float),
        )


def compare(statistic: Statistic, shuffled: Shuffled) -> Change | None:
    """The change of a measure from the first window to the last; None where one of them has nothing to show."""
    windows = shuffled.windows
    last = windows.is_now.astype(float)[None]
    before, now = float(statistic(1 - last)[0]), float(statistic(last)[0])
    if math.isnan(before) or math.isnan(now):
        return None
    by_luck = statistic(shuffled.picked)
    differences = by_luck - statistic(1 - shuffled.picked)
    differences = differences[~np.isnan(differences)]
    as_large = int(np.count_nonzero(np.abs(differences) >= abs(now - before) - CLOSE))
    spread_before = (statistic(shuffled.again_before) - before) * _widened(windows.before)
    spread_now = (statistic(shuffled.again_now) - now) * _widened(windows.now)
    likely = now - before + spread_now - spread_before
    by_chance = (1 + as_large) / (1 + differences.size)
    return Change(
        before=before,
        now=now,
        overall=float(statistic(np.ones((1, windows.weeks)))[0]),
        by_chance=by_chance,
        range80=_between(likely, 0.8),
        range50=_between(likely, 0.5),
        luck=_between(by_luck, 0.95),
        more_weeks=_more_weeks(now - before, spread_before, spread_now, windows.now),
    )


def _widened(weeks: int) -> float:
    return math.sqrt(weeks / (weeks - 1))


def _between(values: Floats, level: float) -> tuple[float, float]:
    low, high = np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _more_weeks(difference: float, before: Floats, now: Floats, weeks: int) -> int | None:
    """More of the last weeks make what is known of now surer, but nothing of before: perhaps never enough."""
    left = (difference / CLEAR) ** 2 - float(np.nanvar(before))
    if left <= 0:
        return None
    needed = math.ceil(float(np.nanvar(now)) * weeks / left) - weeks
    return needed if 0 < needed <= LONGEST_WAIT else None
