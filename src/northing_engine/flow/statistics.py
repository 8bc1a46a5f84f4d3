"""What is measured of a set of weeks: a rate, a share, a time that so many items stay within.

Each is a function of how much every week counts: weights of shape (sets, weeks) in, one value a set out, NaN
where nothing can be said. So the same measure is taken of the weeks as they were, shuffled and drawn again.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.flow.errors import FlowError

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
CLOSE = 1e-3
"""Items are whole, so that much less than one is none."""


def per_week(counts: ArrayLike) -> Statistic:
    """The mean a week. counts: shape (weeks,)."""
    values = np.asarray(counts, dtype=float)

    def mean(weights: Floats) -> Floats:
        return _ratio(weights @ values, weights.sum(axis=1))

    return mean


def share_of(part: ArrayLike, whole: ArrayLike) -> Statistic:
    """The part's share of the whole, of all weeks together. Both: shape (weeks,)."""
    some, everything = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    if (some > everything).any():
        raise FlowError("a part is no more than its whole")

    def share(weights: Floats) -> Floats:
        return _ratio(weights @ some, weights @ everything)

    return share


def time_within(weeks: ArrayLike, times: ArrayLike, level: float, *, of: int) -> Statistic:
    """The shortest time that at least `level` of the items stayed within (inverted cdf).

    weeks: the place of the week in which each item was finished, shape (items,). times: shape (items,).
    of: how many weeks there are.

    Equal times are counted together, so the work does not grow with the items but with the times there are.
    """
    if not 0 < level < 1:
        raise FlowError("a level lies between 0 and 1")
    values, place = np.unique(np.asarray(times, dtype=float), return_inverse=True)
    counted = np.zeros((of, values.size), np.float32)
    np.add.at(counted, (np.asarray(weeks, dtype=np.intp), place), 1.0)
    done_within = np.cumsum(counted, axis=1)  # whole numbers far below 2^24: exact in half the memory

    def time(weights: Floats) -> Floats:
        if not values.size:
            return np.full(len(weights), np.nan)
        reached = weights.astype(np.float32) @ done_within
        count = reached[:, -1]
        slower = np.count_nonzero(reached < (level * count - CLOSE)[:, None], axis=1)
        return np.where(count > 0, values[np.minimum(slower, values.size - 1)], np.nan)

    return time


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))
