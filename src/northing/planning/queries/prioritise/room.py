"""How much there is room for: person-weeks of the quarters that are planned, less what is under way already."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from northing.kernel import clock
from northing.planning.models import Scenario
from northing.planning.queries.calendar import Quarter, quarters_from
from northing.planning.queries.capacity import available
from northing.ui import formatting

# What is left of features that are being built, spread evenly until their P50; the part inside the period.
UNDER_WAY = """
WITH going AS (
    SELECT feature.estimate_likely::float * CASE WHEN feature.items_total > 0
               THEN 1 - feature.items_done::float / feature.items_total ELSE 1 END AS weeks,
           greatest(outlook.starts_on, %(today)s) AS starts_on,
           greatest(outlook.p50, outlook.starts_on, %(today)s) AS ends_on
    FROM planning_feature AS feature JOIN planning_outlook AS outlook ON outlook.feature_id = feature.id
    WHERE feature.state = 'building' AND feature.estimate_likely IS NOT NULL
      AND (%(team)s::bigint IS NULL OR feature.team_id = %(team)s)
      AND NOT feature.id = ANY(%(weighed)s)
)
SELECT coalesce(sum(weeks * greatest(0, least(ends_on, %(last)s) - greatest(starts_on, %(first)s) + 1)::float
                    / (ends_on - starts_on + 1)), 0)
FROM going
"""


@dataclass(frozen=True, slots=True)
class Room:
    """Person-weeks for candidates from `first` to `last`: a range, as what is kept free is one.

    `under_way`: taken off already, for what is being built and is no candidate.
    """

    first: date
    last: date
    low: float
    likely: float
    high: float
    under_way: float

    @property
    def name(self) -> str:
        """Q3 2026, Q3 and Q4 2026, Q3 2026 to Q2 2027."""
        begins, ends = formatting.quarter(self.first), formatting.quarter(self.last)
        return begins if begins == ends else f"{begins} to {ends}"

    @property
    def short(self) -> str:
        return (
            self.name.split()[0] if self.first.year == self.last.year and "to" not in self.name else self.name
        )


def room(scenario: Scenario | None, count: int, team: int | None, weighed: list[int]) -> Room:
    """Of the first `count` of the scenario's quarters; without one of the next, since this one has begun.

    `weighed`: features under way that compete for the room themselves.
    """
    quarters = _quarters(scenario, count)
    there = available([team] if team is not None else None, quarters, scenario=scenario)
    weeks = [found for (_, _, discipline), found in there.weeks.items() if not discipline]
    first, last = quarters[0].starts_on, quarters[-1].ends_on - timedelta(days=1)
    said = {"today": clock.today(), "first": first, "last": last, "team": team, "weighed": weighed}
    with connection.cursor() as cursor:
        cursor.execute(UNDER_WAY, said)
        taken = float(cursor.fetchone()[0])
    low, likely, high = (
        max(0.0, sum(getattr(each, end) for each in weeks) - taken) for end in ("low", "likely", "high")
    )
    return Room(first, last, low, likely, high, taken)


def _quarters(scenario: Scenario | None, count: int) -> list[Quarter]:
    if scenario is not None:
        return quarters_from(scenario.starts_on, min(count, scenario.periods))
    return quarters_from(clock.today(), 1 + count)[1:]
