"""What each team has taken on for a quarter, against what it has: person-weeks of both."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from northing.planning.models import Capacity

# The likely work that is left of a feature, spread evenly from start to P50; the part inside the quarter.
LOADS = """
WITH going AS (
    SELECT feature.team_id, feature.estimate_likely::float
             * CASE WHEN feature.items_total > 0
                    THEN 1 - feature.items_done::float / feature.items_total ELSE 1 END AS weeks,
           greatest(outlook.starts_on, %(today)s) AS starts_on,
           greatest(outlook.p50, outlook.starts_on, %(today)s) AS ends_on
    FROM planning_feature AS feature JOIN planning_outlook AS outlook ON outlook.feature_id = feature.id
    WHERE feature.state NOT IN ('shipped', 'dropped', 'idea') AND feature.team_id IS NOT NULL
      AND feature.estimate_likely IS NOT NULL AND outlook.p50 >= %(first)s AND outlook.starts_on <= %(last)s
)
SELECT team_id, sum(weeks * greatest(0, least(ends_on, %(last)s) - greatest(starts_on, %(first)s) + 1)::float
                    / (ends_on - starts_on + 1))
FROM going GROUP BY team_id
"""


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """Person-weeks of one team in the quarter that begins on `quarter`."""

    quarter: date
    load: float
    capacity: float

    @property
    def ratio(self) -> float:
        return self.load / self.capacity if self.capacity else 0.0


def next_quarter(today: date) -> tuple[date, date]:
    """First and last day of the quarter after this one; the present one has begun and is no longer whole."""
    month = (today.month - 1) // 3 * 3 + 4
    first = date(today.year + (month > 12), (month - 1) % 12 + 1, 1)
    after = date(first.year + (first.month > 9), (first.month + 2) % 12 + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)


def team_loads(today: date) -> dict[int, TeamLoad]:
    """By team, for the next quarter; teams without a known capacity are left out."""
    first, last = next_quarter(today)
    capacities: dict[int, float] = {}
    for row in Capacity.objects.filter(starts_on__lte=last, ends_on__gt=first):
        days = (row.ends_on - row.starts_on).days
        inside = (
            min(row.ends_on.toordinal(), last.toordinal() + 1) - max(row.starts_on, first).toordinal()
        ) / days
        capacities[row.team_id] = capacities.get(row.team_id, 0.0) + float(row.person_weeks) * inside
    if not capacities:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LOADS, {"today": today, "first": first, "last": last})
        loads = {team: float(load or 0) for team, load in cursor.fetchall()}
    return {team: TeamLoad(first, loads.get(team, 0.0), capacity) for team, capacity in capacities.items()}
