"""What each team has taken on for a quarter, against what it can plan: person-weeks of both."""

from dataclasses import dataclass
from datetime import date

from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.capacity import available
from northing.planning.queries.capacity.load import likely_loads


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """Person-weeks of one team in the quarter that begins on `quarter`."""

    quarter: date
    load: float
    capacity: float

    @property
    def ratio(self) -> float:
        return self.load / self.capacity if self.capacity else 0.0


def team_loads(today: date) -> dict[int, TeamLoad]:
    """By team, for the next quarter, since this one is no longer whole; teams without capacity are left out."""
    quarter = quarters_from(today, 2)[1]
    there, loads = available(quarters=[quarter]), likely_loads([quarter])
    return {
        team: TeamLoad(quarter.starts_on, loads.get((team, 0), 0.0), weeks.likely)
        for (team, _, discipline), weeks in there.weeks.items()
        if not discipline and weeks.likely
    }
