"""How much of its usual self a team will be, week by week."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.errors import InvalidRange
from northing_engine.forecasting.work import Key


@dataclass(frozen=True, slots=True)
class TeamCapacity:
    """A team's factor for each week from the forecast's start.

    factors:      1 is the team as its history knows it, 0 a week in which nobody works, 1.2 a team of five
                  that borrowed a sixth. Ordinary holidays are already in the history: give a factor only for
                  what the history does not know.
    later:        the factor of every week after the last one given.
    person_weeks: what the whole team gives to work in one week at factor 1, in person-weeks; needed for
                  pieces that are estimated as effort.

    Raises InvalidRange when a number is negative or not finite.
    """

    factors: tuple[float, ...] = ()
    later: float = 1.0
    person_weeks: float | None = None

    def __post_init__(self) -> None:
        numbers = [*self.factors, self.later, self.person_weeks or 0.0]
        if not all(np.isfinite(number) and number >= 0 for number in numbers):
            raise InvalidRange("capacity factors and person-weeks are finite numbers from 0 up")

    def weeks(self, first: int, count: int) -> NDArray[np.float64]:
        """The factors of ``count`` weeks from week ``first`` on, shape (count,)."""
        known = np.asarray(self.factors[first : first + count], dtype=np.float64)
        return np.concatenate([known, np.full(count - known.size, self.later)])

    def changed(self, by: float, first: int, last: int) -> "TeamCapacity":
        """The same team with ``by`` added to its factor from week ``first`` to week ``last`` (both included).

        A person lent by a team of five is -0.2 there and +0.25 in a team of four. Never goes below 0.
        """
        factors = self.weeks(0, max(len(self.factors), last + 1))
        factors[first : last + 1] = np.maximum(factors[first : last + 1] + by, 0.0)
        return TeamCapacity(tuple(factors.tolist()), self.later, self.person_weeks)


@dataclass(frozen=True, slots=True)
class Capacity:
    """The capacity of all teams; a team that is not named works as its history knows it."""

    teams: Mapping[Key, TeamCapacity] = field(default_factory=dict)

    def of(self, team: Key) -> TeamCapacity:
        """The team's capacity, the usual one when nothing is known."""
        return self.teams.get(team, TeamCapacity())

    def lending(
        self, giver: Key, taker: Key, *, lost: float, gained: float, first: int, last: int
    ) -> "Capacity":
        """What it would be if ``giver`` lent somebody to ``taker`` from week ``first`` to ``last``."""
        teams = dict(self.teams)
        teams[giver] = self.of(giver).changed(-lost, first, last)
        teams[taker] = self.of(taker).changed(gained, first, last)
        return Capacity(teams)
