"""Work against capacity, period by period: person-weeks of both, for the row below the roadmap."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection
from django.db.models import Sum

from northing.organisation.models import Membership
from northing.planning.models import Capacity
from northing.ui.charts import CapacityPeriod

# The likely work that is left of each feature, spread evenly from its start to its P50, by period.
LOADS = """
WITH going AS (
    SELECT feature.estimate_likely::float
             * CASE WHEN feature.items_total > 0
                    THEN 1 - feature.items_done::float / feature.items_total ELSE 1 END AS weeks,
           greatest(outlook.starts_on, %(today)s) AS starts_on,
           greatest(outlook.p50, outlook.starts_on, %(today)s) AS ends_on
    FROM planning_feature AS feature JOIN planning_outlook AS outlook ON outlook.feature_id = feature.id
    WHERE feature.state NOT IN ('shipped', 'dropped', 'idea') AND feature.team_id IS NOT NULL
      AND feature.estimate_likely IS NOT NULL AND outlook.p50 IS NOT NULL
      AND (%(teams)s::bigint[] IS NULL OR feature.team_id = ANY(%(teams)s))
)
SELECT period.place, coalesce(sum(weeks * greatest(0, least(ends_on, period.ends - 1)
       - greatest(starts_on, period.starts) + 1)::float / (ends_on - starts_on + 1)), 0)
FROM unnest(%(starts)s::date[], %(ends)s::date[]) WITH ORDINALITY AS period(starts, ends, place)
LEFT JOIN going ON true GROUP BY period.place ORDER BY period.place
"""
BUILDING = ("engineering", "design", "data", "other")


def period_loads(
    today: date, periods: Sequence[tuple[date, date]], teams: Collection[int] = ()
) -> list[CapacityPeriod]:
    """Load and capacity, in whole person-weeks, from each first day to before each last one.

    Of a period that has begun, what is left.
    Work without an estimate in person-weeks is not counted. A team without a planned capacity has that of its
    members who build.
    """
    known = [(max(start, today), end) for start, end in periods if end > today]
    if not known:
        return []
    chosen = list(teams) or None
    with connection.cursor() as cursor:
        starts, ends = zip(*known, strict=True)
        cursor.execute(LOADS, {"today": today, "teams": chosen, "starts": list(starts), "ends": list(ends)})
        loads = [float(load) for _, load in cursor.fetchall()]
    had = _capacities(known, chosen)
    shown = [(start, end) for start, end in periods if end > today]
    return [
        CapacityPeriod(start, end, round(load), round(capacity))
        for (start, end), load, capacity in zip(shown, loads, had, strict=True)
    ]


def _capacities(periods: Sequence[tuple[date, date]], teams: list[int] | None) -> list[float]:
    planned = Capacity.objects.filter(starts_on__lt=periods[-1][1], ends_on__gt=periods[0][0])
    people = Membership.objects.filter(discipline__in=BUILDING, member__is_active=True, team__archived_at=None)
    if teams is not None:
        planned, people = planned.filter(team__in=teams), people.filter(team__in=teams)
    rows = list(planned.values_list("team_id", "starts_on", "ends_on", "person_weeks"))
    builders = {
        team: share / 100 for team, share in people.values_list("team_id").annotate(Sum("share")) if share
    }
    known = {team for team, *_ in rows}
    found = []
    for start, end in periods:
        weeks = sum(builder for team, builder in builders.items() if team not in known) * (end - start).days / 7
        for _, first, last, person_weeks in rows:
            inside = (min(end, last) - max(start, first)).days
            weeks += float(person_weeks) * max(0, inside) / (last - first).days
        found.append(weeks)
    return found
