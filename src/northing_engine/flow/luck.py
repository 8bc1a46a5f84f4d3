"""What luck would do: which of several differences stand out, and what a usual week looks like."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

LEVEL = 0.05


def significant(by_chance: Sequence[float], level: float = LEVEL) -> tuple[bool, ...]:
    """Which of them luck would not do, with at most `level` to be wrong about any of them (Holm 1979).

    by_chance: for each, how often luck alone gives as much.

    >>> significant([0.04, 0.001, 0.03])
    (False, True, False)
    """
    order = sorted(range(len(by_chance)), key=lambda at: by_chance[at])
    found = [False] * len(by_chance)
    for place, at in enumerate(order):
        if by_chance[at] > level / (len(by_chance) - place):
            break
        found[at] = True
    return tuple(found)


def usual_range(values: ArrayLike, level: float = 0.9) -> tuple[float, float]:
    """Where that share of the weeks lies, equal tails, in values that were seen (inverted cdf).

    >>> usual_range([3, 5, 4, 6, 5, 9, 5, 4, 5, 6])
    (3.0, 9.0)
    """
    seen = np.asarray(values, dtype=float)
    low, high = np.quantile(seen, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return float(low), float(high)
