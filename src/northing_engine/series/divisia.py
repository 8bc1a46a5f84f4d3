"""A product changed: how much of the change came from each of its factors?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from northing_engine.series.errors import SeriesError

# Shapley's values look at every subset of the factors.
MOST_FACTORS = 12


def divisia(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """Contributions of the factors of a product to its change, in the product's unit; they sum to the change.

    Log-mean Divisia (Ang 2004): L ln(after / before), L the logarithmic mean of both products; exact, and the
    order of the factors does not matter. Where a factor (or the product) is zero or negative it has no
    logarithm, and Shapley's value is given instead: the mean of what the factor changes, over every order of
    changing them.

    >>> [round(part, 4) for part in divisia([1000, 5, 2], [1100, 4.8, 2.2])]
    [1028.1905, -440.3809, 1028.1905]

    Raises SeriesError when both don't have the same number of finite factors.
    """
    if len(before) != len(after) or not before:
        raise SeriesError("give as many factors after as before, at least one")
    if not all(map(math.isfinite, (*before, *after))):
        raise SeriesError("factors are finite numbers")
    old, new = math.prod(before), math.prod(after)
    if min(*before, *after, old, new) > 0:
        weight = _logarithmic_mean(old, new)
        return tuple(weight * (math.log(b) - math.log(a)) for a, b in zip(before, after, strict=True))
    return shapley(before, after)


def shapley(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """Each factor's change, averaged over every order in which the factors could have changed.

    Raises SeriesError above `MOST_FACTORS`.
    """
    count = len(before)
    if count > MOST_FACTORS:
        raise SeriesError(f"a product with zero or negative factors has at most {MOST_FACTORS} of them")
    return tuple(_marginal(before, after, factor) for factor in range(count))


def _marginal(before: Sequence[float], after: Sequence[float], factor: int) -> float:
    others = [each for each in range(len(before)) if each != factor]
    total = 0.0
    for size in range(len(others) + 1):
        weight = 1 / (len(before) * math.comb(len(others), size))
        for changed in combinations(others, size):
            rest = math.prod(after[each] if each in changed else before[each] for each in others)
            total += weight * rest
    return total * (after[factor] - before[factor])


def _logarithmic_mean(old: float, new: float) -> float:
    ratio = math.log(new) - math.log(old)
    # Near one the quotient loses its digits; the series of the logarithmic mean does not.
    if abs(ratio) < 1e-6:
        return float(np.sqrt(old * new) * (1 + ratio**2 / 24))
    return (new - old) / ratio
