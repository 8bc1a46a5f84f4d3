"""What a forecast says of one day, and how likely a value is then.

Beyond its last day the median goes on as it went, and the width grows with the root of time, as that of
anything does whose steps are independent; further than `FURTHEST` times its length nothing is said.
"""

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
FURTHEST = 4
_NORMAL = NormalDist()
_Z = tuple(_NORMAL.inv_cdf(level) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a metric is likely to be on one day: the five quantiles of `LEVELS`, in its unit, in order."""

    quantiles: tuple[float, ...]

    def value_at(self, level: float) -> float:
        z = _NORMAL.inv_cdf(level)
        left = min(max(sum(known <= z for known in _Z) - 1, 0), len(_Z) - 2)
        share = (z - _Z[left]) / (_Z[left + 1] - _Z[left])
        return self.quantiles[left] + share * (self.quantiles[left + 1] - self.quantiles[left])

    def below(self, value: float) -> float:
        """The chance of at most `value`; tails are the normal's."""
        at = sum(known <= value for known in self.quantiles) - 1
        if at < 0 or at == len(LEVELS) - 1:
            return self._in_a_tail(value, self.quantiles[max(at, 0)])
        low, high = self.quantiles[at], self.quantiles[at + 1]
        return LEVELS[at] + (value - low) / (high - low) * (LEVELS[at + 1] - LEVELS[at])

    def _in_a_tail(self, value: float, outermost: float) -> float:
        middle = self.quantiles[len(LEVELS) // 2]
        spread = abs(outermost - middle) / _Z[-1]
        return NormalDist(middle, spread).cdf(value) if spread else float(value >= middle)

    def reaches(self, target: float, *, rising: bool) -> float:
        """The chance to be at the target or beyond."""
        return 1 - self.below(target) if rising else self.below(target)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a forecast made on `said_on` says of a day, or of its last one where that comes sooner.

    It goes from `first`, with the median `began`, to `last`.
    """

    said_on: date
    first: date
    last: date
    began: float
    quantiles: tuple[float, ...]

    def on(self, day: date) -> Outlook | None:
        """Of the day that was asked about; None when that was over."""
        if day < self.said_on:
            return None
        if day <= self.last:
            return Outlook(tuple(sorted(self.quantiles)))
        length = max((self.last - self.said_on).days, 1)
        ahead = (day - self.said_on).days
        return self._beyond(day, ahead / length) if ahead <= FURTHEST * length else None

    def _beyond(self, day: date, times: float) -> Outlook:
        middle, days = self.quantiles[len(LEVELS) // 2], (self.last - self.first).days
        slope = (middle - self.began) / days if days else 0.0
        median = middle + slope * (day - self.last).days
        wider = math.sqrt(times)
        return Outlook(tuple(sorted(median + wider * (quantile - middle) for quantile in self.quantiles)))
