"""How much work a set of features is: the 80 % range of the sum, which is narrower than the ends added up.

An estimate's low, likely and high are read as its 5, 50 and 95 % points: a lognormal of two halves that meet in
the likely value, as the forecast reads it. Mean and variance of each are known in closed form, those of
independent estimates add up, and a lognormal of the same mean and variance stands for the sum (Fenton and
Wilkinson): nothing is drawn at random. People estimate in few different numbers, so the database counts those
and each is worked out once.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

HALF_OF_90 = 1.6448536269514722  # standard deviations from the median to the 95 % point
HALF_OF_80 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-weeks: the middle of the sum and its 80 % range, and of how many features it is the sum."""

    estimated: int
    low: float
    middle: float
    high: float


def effort(estimated: int, mean: float, variance: float) -> Effort | None:
    """From the added-up means and variances; None when nothing is estimated."""
    if not estimated or mean <= 0:
        return None
    spread = math.sqrt(math.log(1 + variance / mean**2))
    middle = mean / math.exp(spread**2 / 2)
    return Effort(
        estimated, middle * math.exp(-HALF_OF_80 * spread), middle, middle * math.exp(HALF_OF_80 * spread)
    )


@lru_cache(maxsize=4096)
def moments(low: Decimal, likely: Decimal, high: Decimal) -> tuple[float, float]:
    """Mean and variance of one estimate, in person-weeks and their square."""
    middle = float(likely)
    below, above = math.log(middle / float(low)) / HALF_OF_90, math.log(float(high) / middle) / HALF_OF_90
    mean = middle * (math.exp(below**2 / 2) * _normal(-below) + math.exp(above**2 / 2) * _normal(above))
    squares = middle**2 * (
        math.exp(2 * below**2) * _normal(-2 * below) + math.exp(2 * above**2) * _normal(2 * above)
    )
    return mean, max(0.0, squares - mean**2)


def _normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2
