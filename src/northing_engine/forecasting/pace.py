"""How fast a team goes: the table its weeks are drawn from, and the unit it counts in."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.capacity import TeamCapacity
from northing_engine.forecasting.history import ENOUGH_WEEKS, History
from northing_engine.forecasting.ranges import WIDTH_OF_90
from northing_engine.forecasting.work import Key, Piece

PACE_DOUBT = 2 * math.log(2) / WIDTH_OF_90
"""With no week seen, the true pace would lie between half and double of what is thought, 90 % sure."""


@dataclass(frozen=True, eq=False)
class Pace:
    """One team's weeks as the simulation draws them.

    table:    shape (weeks of history,), items done in each week of the common history, NaN where the team did
              not exist; empty for a team that is planned in person-weeks.
    own:      the counts of the weeks in which it existed.
    capacity: the factors of the weeks to come.
    per_person_week: what one person-week of effort is in the team's unit: items a person-week where there is a
              history, 1 where the unit is the person-week itself, None where effort cannot be turned into time.
    doubts_mean: whether the mean of a finite history is itself taken as uncertain.
    """

    team: Key
    table: NDArray[np.float32]
    own: NDArray[np.float64]
    capacity: TeamCapacity
    per_person_week: float | None
    doubts_mean: bool = False

    @property
    def counts_items(self) -> bool:
        """Whether the unit is the item (else the person-week)."""
        return self.own.size > 0

    @property
    def mean(self) -> float:
        """Units a week at factor 1."""
        return float(self.own.mean()) if self.counts_items else self.capacity.person_weeks or 0.0

    @property
    def doubt(self) -> float:
        """Standard deviation of the logarithm of the pace itself: 0 when the history is taken at its word."""
        missing = max(ENOUGH_WEEKS - self.own.size, 0) if self.counts_items else 0
        error = mean_error(self.own) if self.doubts_mean else 0.0
        return math.sqrt(PACE_DOUBT**2 * missing / ENOUGH_WEEKS + error**2)

    @property
    def is_short(self) -> bool:
        """Whether there are fewer weeks than the tails need."""
        return 0 < self.own.size < ENOUGH_WEEKS

    def units(self, piece: Piece) -> float | None:
        """How many of the team's units one unit of the piece's estimate is; None when nothing can be said."""
        if piece.items is not None and self.counts_items:
            return 1.0
        return self.per_person_week if piece.effort is not None else None


def mean_error(counts: NDArray[np.float64]) -> float:
    """Standard error of the mean of past weeks, as a share of the mean; 0 when it cannot be known."""
    if counts.size < 2 or not counts.any():
        return 0.0
    return float(counts.std(ddof=1) / counts.mean() / math.sqrt(counts.size))


def pace_of(team: Key, history: History, capacity: TeamCapacity, *, doubts_mean: bool = False) -> Pace:
    """The pace of one team from the common history (already cut to the weeks that should count)."""
    own = history.weekly(team)
    if not own.size:
        known = capacity.person_weeks is not None
        return Pace(team, np.empty(0, np.float32), own, capacity, 1.0 if known else None)
    table = history.done[:, history.teams.index(team)].astype(np.float32)
    per_person_week = float(own.mean()) / capacity.person_weeks if capacity.person_weeks else None
    return Pace(team, table, own, capacity, per_person_week, doubts_mean)
