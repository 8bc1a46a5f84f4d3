"""Getting better or worse over the years, told apart from single good and bad periods.

Two terms beside the others: a level that moves from period to period (a random walk, whose last value is what
the next promise starts from), and the luck of one period, which is not carried on. Both sizes are learnt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from northing_engine.forecasting.slip_promises import Floats

MOST_STEPS, MOST_BINS = 24, 12
# Where the prior precisions of a level's move and of a period's luck start.
MOVE, LUCK = 20.0, 10.0


@dataclass(frozen=True)
class Drift:
    """Periods begin at `starts`; the first one reaches back without end."""

    starts: Floats

    @property
    def size(self) -> int:
        return int(self.starts.size)

    def period(self, time: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
        return np.maximum(np.searchsorted(self.starts, time, side="right") - 1, 0)

    @property
    def moves(self) -> Floats:
        """(periods, periods - 1): the moves that have happened by each period."""
        return np.tri(self.size, self.size - 1, -1)

    @property
    def columns(self) -> Floats:
        """(periods, columns): for each period the moves up to it, then its own luck."""
        return np.hstack([self.moves, np.eye(self.size)])

    @property
    def now(self) -> Floats:
        """The columns of what is promised next: every move has happened, its luck is not known."""
        return np.concatenate([np.ones(self.size - 1), np.zeros(self.size)])


def learn_drift(time: Floats, step: float | None) -> Drift:
    """Periods are steps, the last 24 of them, or on a line of days up to 12 with as many promises each."""
    if time.size == 0:
        return Drift(np.zeros(1))
    if step is not None:
        return Drift(np.unique(time)[-MOST_STEPS:])
    bins = max(1, min(MOST_BINS, time.size // 20))
    return Drift(np.unique(np.quantile(time, np.arange(bins) / bins)))
