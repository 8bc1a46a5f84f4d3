"""What the teams have done, week by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.errors import InvalidRange
from northing_engine.forecasting.work import Key

ENOUGH_WEEKS = 7
"""The next value lies inside the range of the n before with probability (n - 1) / (n + 1): .75 at 7."""


@dataclass(frozen=True, eq=False)
class History:
    """Items done in each week by each team.

    teams: the columns' names.
    done:  shape (weeks, teams), float64, oldest week first, the same week for all teams in a row. Zeros are
           zeros; NaN is a week in which the team did not exist (or was not counted).

    Raises InvalidRange when a count is negative, infinite or broken or the shape does not fit the teams.
    """

    teams: tuple[Key, ...]
    done: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.done.ndim != 2 or self.done.shape[1] != len(self.teams):
            raise InvalidRange("history needs one column a team")
        known = self.done[~np.isnan(self.done)]
        if np.isinf(known).any() or (known < 0).any() or (known % 1).any():
            raise InvalidRange("items done in a week are whole numbers from 0 up")

    @classmethod
    def of(cls, counts: Mapping[Key, Sequence[float]]) -> "History":
        """From one list a team, oldest week first, all ending in the same (last whole) week: a younger team's
        list is shorter."""
        weeks = max((len(column) for column in counts.values()), default=0)
        done = np.full((weeks, len(counts)), np.nan)
        for place, column in enumerate(counts.values()):
            if len(column):
                done[weeks - len(column) :, place] = column
        return cls(tuple(counts), done)

    def recent(self, weeks: int | None) -> "History":
        """Only the last ``weeks`` weeks; all of them for None."""
        return self if weeks is None else History(self.teams, self.done[max(len(self.done) - weeks, 0) :])

    def weekly(self, team: Key) -> NDArray[np.float64]:
        """The counts of the weeks in which the team existed, shape (weeks,); empty for a team not known."""
        if team not in self.teams:
            return np.empty(0)
        column = self.done[:, self.teams.index(team)]
        return column[~np.isnan(column)]


def chance_inside_range(weeks: int) -> float:
    """Chance that the next week's count lies between the smallest and the largest of ``weeks`` past ones:
    (n - 1) / (n + 1), for values that are exchangeable and without ties."""
    return (weeks - 1) / (weeks + 1) if weeks > 0 else 0.0


def chance_median_inside(values: int) -> float:
    """Chance that the population's median lies between the smallest and the largest of ``values`` draws:
    1 - 2 / 2^n (Hubbard's rule of five: 0.9375)."""
    return 1 - 2.0 ** (1 - values) if values > 0 else 0.0
