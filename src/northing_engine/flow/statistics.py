"""What is measured of a set of weeks: a rate, a share, a time that so many items stay within.

Each is a function of how much every week counts: weights of shape (sets, weeks) in, one value a set out, NaN
where nothing can be said. So the same measure is taken of the weeks as they were, shuffled and drawn again.
"""

import math
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

    Equal times are counted together. Which of the others it is, is looked for among every so manieth first and
    then between two of those, so that the work grows with the root of the number of items.
    """
    if not 0 < level < 1:
        raise FlowError("a level lies between 0 and 1")
    values, place = np.unique(np.asarray(times, dtype=float), return_inverse=True)
    at = np.asarray(weeks, dtype=np.intp) * values.size + place
    counted = np.bincount(at, minlength=of * values.size).reshape(of, values.size)
    done_within = np.cumsum(counted, axis=1, dtype=np.float32)  # whole numbers far below 2^24: exact
    step = max(1, math.isqrt(values.size))
    coarse = done_within[:, step - 1 :: step]

    def time(weights: Floats) -> Floats:
        if not values.size:
            return np.full(len(weights), np.nan)
        sets = weights.astype(np.float32)
        count = sets @ done_within[:, -1]
        needed = (level * count - CLOSE)[:, None]
        slower = np.count_nonzero(sets @ coarse < needed, axis=1) * step
        for first in np.unique(slower[slower < values.size]):
            here = slower == first
            part = sets[here] @ done_within[:, first : first + step]
            slower[here] += np.count_nonzero(part < needed[here], axis=1)
        return np.where(count > 0, values[np.minimum(slower, values.size - 1)], np.nan)

    return time


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))
