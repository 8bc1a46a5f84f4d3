"""How long items of a kind usually take, and which of those in progress are old for their kind."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

ENOUGH = 20
"""Finished items from which a kind has a usual time: with fewer, 85 % is a matter of one item or two."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Days in which half, 85 % and 95 % of `count` finished items were done, each a time that was seen."""

    half: float
    most: float
    nearly_all: float
    count: int


def usual_time(days: ArrayLike) -> Usual | None:
    """From the times of finished items (inverted cdf: the smallest time with at least so many); None when there
    are fewer than ENOUGH.

    >>> usual_time(range(1, 21))
    Usual(half=10.0, most=17.0, nearly_all=19.0, count=20)
    """
    taken = np.asarray(days, dtype=float)
    if taken.size < ENOUGH:
        return None
    half, most, nearly_all = np.quantile(taken, [0.5, 0.85, 0.95], method="inverted_cdf")
    return Usual(float(half), float(most), float(nearly_all), int(taken.size))


def older_than(ages: ArrayLike, days: ArrayLike) -> NDArray[np.float64]:
    """For each item in progress, the share of finished ones that were done in less time than it has waited.

    ages: shape (items,). days: times of finished items, shape (n,), at least one.
    """
    ordered = np.sort(np.asarray(days, dtype=float))
    return np.searchsorted(ordered, np.asarray(ages, dtype=float), side="left") / ordered.size
