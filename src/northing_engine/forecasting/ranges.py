"""Expert ranges: what somebody who cannot count can still say honestly.

A range is read as a 90 % interval. Without a likely value it is a lognormal,

    mu = (ln low + ln high) / 2,    sigma = (ln high - ln low) / 3.28971,

and with one it is a lognormal of two halves that meet in the likely value, which is then the median: the
5 %, 50 % and 95 % points are the three numbers that were asked for, and no spread is assumed that nobody
gave (a PERT beta would assume one).
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.forecasting.errors import InvalidRange

WIDTH_OF_90 = 2 * 1.6448536269514722
"""Standard deviations between the 5 % and the 95 % point of a normal distribution."""

SHIFT_FOR_ZERO = 0.05
"""A range that begins at 0 is fitted after a shift by this share of its high end, and shifted back."""


@dataclass(frozen=True, slots=True)
class Range:
    """A 90 % range of a positive amount, in the unit of its field (items or person-weeks).

    ``likely`` is the median where it is known. ``low == high`` is a number that is sure.

    Raises InvalidRange when the numbers are negative, not finite or not in order.
    """

    low: float
    high: float
    likely: float | None = None

    def __post_init__(self) -> None:
        numbers = [self.low, self.high] if self.likely is None else [self.low, self.likely, self.high]
        if not all(math.isfinite(number) and number >= 0 for number in numbers):
            raise InvalidRange(f"a range needs numbers from 0 up, not {numbers}")
        if any(before > after for before, after in pairwise(numbers)):
            raise InvalidRange(f"a range needs low <= likely <= high, not {numbers}")

    @property
    def _shift(self) -> float:
        return SHIFT_FOR_ZERO * self.high if self.low == 0 else 0.0

    @property
    def mu(self) -> float:
        """Mean of the logarithm (of the shifted amount when low is 0); minus infinity for the range 0 to 0."""
        if self.high == 0:
            return -math.inf
        low, high = self.low + self._shift, self.high + self._shift
        return (math.log(low) + math.log(high)) / 2

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm between low and high, whatever is likely."""
        if self.high == 0:
            return 0.0
        return (math.log(self.high + self._shift) - math.log(self.low + self._shift)) / WIDTH_OF_90

    @property
    def mean(self) -> float:
        """Mean of the plain lognormal of low and high, exp(mu + sigma^2 / 2), in the range's unit."""
        return max(math.exp(self.mu + self.sigma**2 / 2) - self._shift, 0.0)

    def at(self, z: ArrayLike) -> NDArray[np.float64]:
        """The amounts at standard normal scores ``z`` (any shape): 0 is the median, 1.64485 the high end."""
        scores = np.asarray(z, dtype=np.float64)
        if self.high == 0:
            return np.zeros_like(scores)
        low, high = self.low + self._shift, self.high + self._shift
        median = math.sqrt(low * high) if self.likely is None else max(self.likely + self._shift, low)
        half = WIDTH_OF_90 / 2
        below, above = math.log(median / low) / half, math.log(high / median) / half
        amounts = median * np.exp(scores * np.where(scores < 0, below, above)) - self._shift
        return np.asarray(np.maximum(amounts, 0.0), dtype=np.float64)


def correlated_scores(common: NDArray[np.float64], own: NDArray[np.float64], rho: float) -> NDArray[np.float64]:
    """Standard normal scores that share a common factor: sqrt(rho) common + sqrt(1 - rho) own.

    Any two scores made with the same ``common`` and independent ``own`` have correlation ``rho`` (0 to 1), so
    that estimates made by the same people in the same mood are wrong together.
    """
    if not 0 <= rho <= 1:
        raise InvalidRange(f"a correlation lies between 0 and 1, not {rho}")
    return np.asarray(math.sqrt(rho) * common + math.sqrt(1 - rho) * own, dtype=np.float64)


def variance_of_sum(count: int, deviation: float, rho: float) -> float:
    """Variance of the sum of ``count`` amounts of equal deviation with common correlation ``rho``:
    n s^2 (1 + (n - 1) rho)."""
    return count * deviation**2 * (1 + (count - 1) * rho)
