"""What became of what teams said: how long estimated features took, and which targets were reached.

No timesheet is kept. What a feature took is its share of what its team finished in each week in which one of
its items was done, times the people who build there: a week of five builders that ends with ten items, two of
them the feature's, is one person-week for it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Max, Sum

from northing.kernel.once import once_a_page
from northing.organisation.models import Discipline, Membership
from northing.planning.models import Feature, FeatureState
from northing.strategy.models import CheckIn, KeyResult

YEARS_BACK = timedelta(days=730)
# Whose time goes into effort: estimates are in person-weeks of those who build.
BUILDERS = (Discipline.ENGINEERING, Discipline.DESIGN, Discipline.DATA, Discipline.OTHER)
# Grouped by each column: as of a past day the table is a view, of which PostgreSQL knows no primary key.
TOOK = """
WITH week AS (
    SELECT team_id, date_trunc('week', done_at) AS starts, count(*) AS items
    FROM planning_item WHERE team_id IS NOT NULL AND done_at >= %(since)s GROUP BY 1, 2
)
SELECT feature.team_id, feature.estimate_likely::float, sum(1.0::float / week.items)
FROM planning_feature AS feature
JOIN planning_item AS item ON item.feature_id = feature.id AND item.team_id = feature.team_id
JOIN week ON week.team_id = item.team_id AND week.starts = date_trunc('week', item.done_at)
WHERE feature.state = 'shipped' AND feature.estimate_likely IS NOT NULL AND feature.shipped_on >= %(since)s
GROUP BY feature.id, feature.team_id, feature.estimate_likely ORDER BY feature.id
"""


@dataclass(frozen=True, slots=True)
class Said:
    """The first chance that somebody gave for reaching a target, and whether it was reached."""

    chance: float
    reached: bool


class Outcomes(NamedTuple):
    """By what it is known whether a record still holds: how many outcomes there are, and of which rows."""

    shipped: int
    last_shipped: int | None
    estimated: Decimal | None
    closed: int
    last_closed: int | None


@once_a_page
def outcomes() -> Outcomes:
    shipped = Feature.objects.filter(state=FeatureState.SHIPPED).aggregate(
        count=Count("pk"), last=Max("pk"), weeks=Sum("estimate_likely")
    )
    closed = KeyResult.objects.filter(closed_value__isnull=False).aggregate(count=Count("pk"), last=Max("pk"))
    return Outcomes(shipped["count"], shipped["last"], shipped["weeks"], closed["count"], closed["last"])


def effort_ratios(today: date) -> dict[int, list[float]]:
    """For each team, what its shipped features took over what was estimated, of the last two years."""
    builders = _builders()
    found: defaultdict[int, list[float]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(TOOK, {"since": today - YEARS_BACK})
        for team, estimate, weeks in cursor.fetchall():
            if team in builders:
                found[team].append(builders[team] * weeks / estimate)
    return dict(found)


def said_chances() -> Mapping[int | None, Sequence[Said]]:
    """By team, and under None of everybody: the first chance given for each key result of a closed cycle.

    It counts for the team whose objective it is, else for each team that who said it works in.
    """
    closed = KeyResult.objects.standing().filter(closed_value__isnull=False).select_related("objective")
    ended = closed.in_bulk()
    teams = _teams_of_members()
    found: defaultdict[int | None, list[Said]] = defaultdict(list)
    first = CheckIn.objects.filter(key_result__in=ended).order_by("key_result_id", "said_on")
    for row in first.distinct("key_result_id"):
        key_result = ended[row.key_result_id]
        said = Said(row.confidence, key_result.score(key_result.closed_value or 0) >= 1)
        own = key_result.objective.team_id
        for team in {own} if own is not None else teams.get(row.said_by_id or 0, set()):
            found[team].append(said)
        found[None].append(said)
    return found


def _builders() -> dict[int, float]:
    rows = Membership.objects.filter(discipline__in=BUILDERS, member__is_active=True).values_list("team_id")
    return {team: shares / 100 for team, shares in rows.annotate(shares=Sum("share")) if shares}


def _teams_of_members() -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for member, team in Membership.objects.values_list("member_id", "team_id"):
        found[member].add(team)
    return found
