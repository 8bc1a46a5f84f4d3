"""Does the level go away so slowly that no single value breaks its range?"""

from __future__ import annotations

import math
from dataclasses import dataclass

# The recent level follows new values so fast, and the usual one, from which it goes away, so slowly.
RECENT_RATE, USUAL_RATE = 0.1, 0.01
# Values that make the recent level are so old, in mean.
AGE = round(1 / RECENT_RATE - 1)
# It drifts when it is so many times further from the usual level than it usually is.
DRIFTS_AT = 3.5
# And no longer once that has become usual, or so many values after it was noticed.
USUAL_AGAIN = 2.0
NEWS = 60
# A drift is told from growth after so many times the values from which ranges are learnt.
FIRST = 3
# It turns when it comes back by so many times what noise does.
TURNED = 3.0
# How far noise alone takes the recent level, as a share of the mean distance of values from what was expected.
# It counts as so many values of the past, so that a short quiet past is no measure.
NOISE, NOISE_WEIGHT = 0.3, 40


@dataclass(slots=True)
class Drift:
    """Positions: it began at `first`, was noticed at `noticed`, and was furthest at `last`, by `size`."""

    first: int
    noticed: int
    last: int
    size: float
    ended: bool = False


class Drifts:
    """A recent and a slow average of the values without their season, and how far apart these two usually lie.

    The root mean square of that is the series' own: growth that goes on, a year's season and a wandering level
    are usual where they are so, and no drift. A drift is over when the recent level turns, has gone no
    further for `calm` values, or has gone on for so long that it is no news; where it then lies is the usual
    level. `found`: all so far, the oldest first.
    """

    def __init__(self, learning: int, calm: int) -> None:
        self._learning, self._calm = FIRST * learning, calm
        self._count, self._squares = 0, 0.0
        self._recent = self._usual = 0.0
        self._left_at, self._left_from = 0, 0.0
        self._going = False
        self.found: list[Drift] = []

    def learn(self, at: int, level: float, error: float) -> None:
        """The value at position `at` without its season; `error`: mean distance of values from the expected."""
        self._count += 1
        if self._count == 1:
            self._usual = level
        self._recent += max(RECENT_RATE, 1 / self._count) * (level - self._recent)
        away = self._recent - self._usual
        usually = self._usually(NOISE * error)
        if self._going:
            self._follow(at, usual_again=abs(away) <= USUAL_AGAIN * usually, noise=NOISE * error)
        elif self._count > self._learning and error > 0:
            self._judge(at, away, usually)
        self._squares += away * away
        self._usual += max(USUAL_RATE, 1 / self._count) * (level - self._usual)

    def _judge(self, at: int, away: float, usually: float) -> None:
        if abs(away) <= usually or self._count == self._learning + 1:
            self._left_at, self._left_from = at, self._recent
        elif abs(away) > DRIFTS_AT * usually:
            self._going = True
            first = max(self._left_at - AGE, 0)
            self.found.append(Drift(first, at, at, self._recent - self._left_from))

    def _follow(self, at: int, *, usual_again: bool, noise: float) -> None:
        drift = self.found[-1]
        size = self._recent - self._left_from
        turned = (drift.size - size) * math.copysign(1.0, drift.size) > TURNED * noise
        if size * math.copysign(1.0, drift.size) > abs(drift.size):
            drift.last, drift.size = at, size
        if turned or usual_again or at - drift.last >= self._calm or at - drift.noticed >= NEWS:
            drift.ended = True
            self._going, self._usual = False, self._recent

    def _usually(self, noise: float) -> float:
        """How far apart both levels lie."""
        known = self._count - 1
        mean = (self._squares + NOISE_WEIGHT * noise * noise) / (known + NOISE_WEIGHT)
        return max(math.sqrt(mean), noise)
