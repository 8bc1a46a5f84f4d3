"""The plan as it was on a day, from the tables of history."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from northing.organisation.queries.history import event_model
from northing.planning.models import Capacity, Commitment, Feature, Holiday, WorkingWeek

UTC = ZoneInfo("UTC")
FEATURES = """
SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_label, state, rank, team_id, items_total, items_done,
       estimate_low::float, estimate_likely::float, estimate_high::float, not_before
FROM planning_featureevent WHERE pgh_created_at <= %s ORDER BY pgh_obj_id, pgh_created_at DESC, pgh_id DESC
"""
NEEDS = """
SELECT feature_id, other_id FROM (
    SELECT DISTINCT ON (pgh_obj_id) pgh_label, feature_id, other_id, kind
    FROM planning_dependencyevent WHERE pgh_created_at <= %s
    ORDER BY pgh_obj_id, pgh_created_at DESC, pgh_id DESC
) AS last WHERE pgh_label <> 'delete' AND kind = 'needs'
"""
WHY = """
SELECT context.metadata ->> 'reason' FROM planning_featureevent AS event
JOIN pghistory_context AS context ON context.id = event.pgh_context_id
WHERE event.pgh_obj_id = %s AND event.pgh_created_at > %s AND event.not_before IS NOT DISTINCT FROM %s
ORDER BY event.pgh_created_at, event.pgh_id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class FeatureThen:
    """What the forecast of that day was made from."""

    id: int
    label: str
    state: str
    rank: float
    team_id: int | None
    items_total: int
    items_done: int
    low: float | None
    likely: float | None
    high: float | None
    not_before: date | None


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def features_then(day: date) -> dict[int, FeatureThen]:
    """Every feature that there was at the end of the day."""
    with connection.cursor() as cursor:
        cursor.execute(FEATURES, [end_of(day)])
        found = [FeatureThen(*row) for row in cursor.fetchall()]
    return {then.id: then for then in found if then.label != "delete"}


def needs_then(day: date) -> set[tuple[int, int]]:
    """(feature, what it needed)."""
    with connection.cursor() as cursor:
        cursor.execute(NEEDS, [end_of(day)])
        return {(feature, other) for feature, other in cursor.fetchall()}


def promise_then(feature: Feature, day: date) -> Commitment | None:
    """The commitment that was open at the end of the day."""
    moment = end_of(day)
    open_then = Q(replaced_at=None) | Q(replaced_at__gt=moment)
    not_closed = Q(closed_at=None) | Q(closed_at__gt=moment)
    rows = feature.commitments.filter(open_then, not_closed, made_at__lte=moment)
    return rows.order_by("-made_at", "-pk").first()


def why_not_before(feature: int, day: date, now: date | None) -> str:
    """The reason that was given when the day to wait for became what it is now."""
    with connection.cursor() as cursor:
        cursor.execute(WHY, [feature, end_of(day), now])
        row = cursor.fetchone()
    return (row[0] if row else "") or ""


def calendar_changed(day: date) -> bool:
    """Whether working days, days off or capacity were changed since the day."""
    since = {"pgh_created_at__gt": end_of(day)}
    return any(
        event_model(model).objects.filter(**since).exists() for model in (Holiday, Capacity, WorkingWeek)
    )
