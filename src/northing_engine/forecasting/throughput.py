"""Exact answers for one team on its own: when is it done, how many will it do?

The weeks to come are drawn from the team's own weeks, so the number of items done in w weeks is a sum of
independent counts and its distribution a convolution: a few milliseconds, no noise. Simulation is for what
this cannot do (needs across teams, ranges). Method: Vacanti, "When Will It Be Done?" (2017).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.forecasting.capacity import TeamCapacity
from northing_engine.forecasting.errors import InvalidRange

MOST_WEEKS = 520
"""Ten years: what is not done by then is reported as never."""

NEGLIGIBLE = 1e-9
AS_USUAL = TeamCapacity()


def weekly_chances(counts: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Chances of 0, 1, 2, ... items in a week: a past week at random, times ``factor``, rounded at random.

    Stochastic rounding, floor(x) plus one with probability frac(x), keeps the mean. counts: shape (weeks,).
    """
    scaled = counts * factor
    floors = np.floor(scaled + NEGLIGIBLE)
    fractions = np.maximum(scaled - floors, 0.0)
    chances = np.zeros(int(floors.max()) + 2)
    np.add.at(chances, floors.astype(np.intp), (1 - fractions) / counts.size)
    np.add.at(chances, floors.astype(np.intp) + 1, fractions / counts.size)
    return np.trim_zeros(chances, "b")


@dataclass(frozen=True, eq=False)
class CompletionWeek:
    """When a backlog is done, in whole weeks: ``chances[w]`` is P(T <= w), shape (weeks + 1,)."""

    chances: NDArray[np.float64]

    def chance_by(self, week: int) -> float:
        """P(done at the end of ``week`` weeks)."""
        return float(self.chances[min(max(week, 0), self.chances.size - 1)])

    def percentile(self, level: float) -> int | None:
        """The smallest number of weeks w with P(T <= w) >= level; None when ten years do not reach it."""
        week = int(np.searchsorted(self.chances, level, side="left"))
        return week if week < self.chances.size else None


@dataclass(frozen=True, eq=False)
class ItemCount:
    """How many items are done: ``chances[m]`` is P(exactly m), shape (most + 1,)."""

    chances: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """Expected items."""
        return float(self.chances @ np.arange(self.chances.size))

    @property
    def variance(self) -> float:
        """Variance, in items squared."""
        return float(self.chances @ (np.arange(self.chances.size) - self.mean) ** 2)

    @property
    def cumulative(self) -> NDArray[np.float64]:
        """P(at most m), shape (most + 1,)."""
        return np.asarray(np.cumsum(self.chances), dtype=np.float64)

    def at_least(self, items: int) -> float:
        """P(``items`` or more)."""
        return float(self.chances[max(items, 0) :].sum())

    def sure_of(self, level: float) -> int:
        """The largest m with P(at least m) >= level: "85 % sure of at least m" is a *low* percentile."""
        at_least = np.cumsum(self.chances[::-1])[::-1]
        return int(np.flatnonzero(at_least >= level - NEGLIGIBLE)[-1])

    def percentile(self, level: float) -> int:
        """The smallest m with P(at most m) >= level (inverted cdf)."""
        place = int(np.searchsorted(self.cumulative, level - NEGLIGIBLE))
        return min(place, self.chances.size - 1)


def how_many(counts: ArrayLike, weeks: int, capacity: TeamCapacity = AS_USUAL) -> ItemCount:
    """How many items a team does in ``weeks`` weeks, exactly.

    counts: items done in past weeks, shape (n,), zeros kept.

    Raises InvalidRange without a single past week.

    >>> how_many([1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8, 2], 4).sure_of(0.85)
    10
    """
    past = _past(counts)
    chances = np.ones(1)
    for factor in capacity.weeks(0, weeks):
        chances = np.convolve(chances, weekly_chances(past, float(factor)))
    return ItemCount(chances)


def when_done(counts: ArrayLike, items: int, capacity: TeamCapacity = AS_USUAL) -> CompletionWeek:
    """When a team has done ``items`` items, exactly, at the end of which week.

    counts: items done in past weeks, shape (n,), zeros kept. Stops when the chance is 1 but for a billionth,
    or after ten years (``percentile`` then says None).

    Raises InvalidRange without a single past week.

    >>> when_done([1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8, 2], 20).percentile(0.85)
    8
    """
    past = _past(counts)
    backlog = np.zeros(items + 1)
    backlog[items] = 1.0
    reached = [float(backlog[0])]
    if not past.any():
        return CompletionWeek(np.asarray(reached))
    for factor in capacity.weeks(0, MOST_WEEKS):
        if reached[-1] >= 1 - NEGLIGIBLE:
            break
        backlog = worked_off(backlog, weekly_chances(past, float(factor)))
        reached.append(float(backlog[0]))
    return CompletionWeek(np.asarray(reached))


def worked_off(backlog: NDArray[np.float64], weekly: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distribution of what is left after one more week.

    backlog: P(k items left), shape (items + 1,); what is done stays at 0. weekly: P(x items in the week).
    """
    after = np.zeros_like(backlog)
    for done, chance in enumerate(weekly[: backlog.size]):
        after[: backlog.size - done] += chance * backlog[done:]
        after[0] += chance * backlog[:done].sum()
    after[0] += weekly[backlog.size :].sum() * backlog.sum()
    return after


def slot_chances(
    counts: NDArray[np.float64], targets: NDArray[np.int64], slots: int, capacity: TeamCapacity = AS_USUAL
) -> NDArray[np.float64]:
    """The chance that a team passes each of several counts of items in each working day, exactly.

    A week's items are finished evenly through the week: the j-th of x is done in slot ceil(j / x * slots).

    counts:  past weeks, shape (n,), not all zero. targets: items, shape (m,), each 1 or more.
    Returns shape (m, slots * weeks) with as many weeks as it takes; a row that does not sum to 1 is never
    done with the rest.
    """
    most = int(targets.max())
    left = np.zeros(most + 1)
    left[most] = 1.0
    weeks: list[NDArray[np.float64]] = []
    for factor in capacity.weeks(0, MOST_WEEKS):
        weekly = weekly_chances(counts, float(factor))
        weights = _within_week(weekly, slots)
        weeks.append(_passed(left, most - targets, weights))
        left = worked_off(left, weekly)
        if left[0] >= 1 - NEGLIGIBLE:
            break
    return np.concatenate(weeks, axis=1)


def _passed(
    left: NDArray[np.float64], beyond: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Chances that a target is passed in each slot of the week, shape (m, slots). ``beyond`` is how many items
    are still left once the target is reached; j items before it means beyond + j left."""
    steps = np.arange(1, weights.shape[0])
    at = beyond[:, None] + steps[None, :]
    before = np.where(at < left.size, left[np.minimum(at, left.size - 1)], 0.0)
    return np.asarray(before @ weights[1:], dtype=np.float64)


def _within_week(weekly: NDArray[np.float64], slots: int) -> NDArray[np.float64]:
    """P(the j-th item of a week is done in slot s), shape (most + 1, slots); row 0 is empty."""
    weights = np.zeros((weekly.size, slots))
    for done in range(1, weekly.size):
        nth = np.arange(1, done + 1)
        slot = -(-nth * slots // done) - 1
        np.add.at(weights, (nth, slot), weekly[done])
    return weights


def _past(counts: ArrayLike) -> NDArray[np.float64]:
    past = np.asarray(counts, dtype=np.float64)
    if past.size == 0 or not np.isfinite(past).all() or (past < 0).any():
        raise InvalidRange("needs at least one past week, with counts from 0 up")
    return past
