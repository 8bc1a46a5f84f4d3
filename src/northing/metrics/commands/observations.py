"""Values of metrics, many at once, however they come: the one way in for files, programs and feeds.

Safe to run twice: what says nothing new is not written. A value that differs from what was known replaces it,
and the old one is kept as a restatement. Days are those of the metric's grain: several values of one week
become the week's, as the metric adds up over time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible
from northing.metrics import policies
from northing.metrics.commands.adding_up import add_up
from northing.metrics.commands.watching import ask_watching
from northing.metrics.models import Delivery, Feed, Metric, SourceKind, Way
from northing.organisation.history import recorded
from northing.organisation.models import Member

Points = Mapping[int, Mapping[date, float]]
"""Values by metric and day."""

_DIFFERENT = """
WITH said AS (
    SELECT said.*, metric.over_time, date_trunc(metric.grain, said.day)::date AS first
    FROM unnest(%(metrics)s::bigint[], %(days)s::date[], %(values)s::float8[]) AS said (metric_id, day, value)
    JOIN metrics_metric AS metric ON metric.id = said.metric_id
), arriving AS MATERIALIZED (
    SELECT metric_id, first AS day, CASE over_time
        WHEN 'sum' THEN sum(value)
        WHEN 'last' THEN (array_agg(value ORDER BY day DESC))[1]
        ELSE avg(value) END AS value
    FROM said GROUP BY metric_id, first, over_time
), different AS MATERIALIZED (
    SELECT arriving.metric_id, arriving.day, arriving.value, known.value AS before
    FROM arriving LEFT JOIN metrics_observation AS known USING (metric_id, day)
    WHERE known.value IS DISTINCT FROM arriving.value
)"""
_RECORD = f"""{_DIFFERENT}, written AS (
    INSERT INTO metrics_observation (metric_id, day, value, recorded_at)
    SELECT metric_id, day, value, %(now)s FROM different
    ON CONFLICT (metric_id, day) DO UPDATE SET value = EXCLUDED.value
), restated AS (
    INSERT INTO metrics_restatement (metric_id, day, value, restated_at, restated_by_id, reason)
    SELECT metric_id, day, before, %(now)s, %(actor)s, %(reason)s FROM different WHERE before IS NOT NULL
), parts AS (
    INSERT INTO metrics_deliverypart (delivery_id, metric_id, days, before, after)
    SELECT %(delivery)s, metric_id, array_agg(day ORDER BY day), array_agg(before ORDER BY day),
        array_agg(value ORDER BY day)
    FROM different GROUP BY metric_id
)
SELECT count(*), count(before), (SELECT count(*) FROM arriving) FROM different"""  # noqa: S608  our own words; values are parameters
_LOOK = f"""{_DIFFERENT}
SELECT arriving.metric_id, count(*), count(different.value), count(different.before)
FROM arriving LEFT JOIN different USING (metric_id, day) GROUP BY arriving.metric_id"""  # noqa: S608  the same


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many values were new, differed, and said what was known."""

    created: int = 0
    changed: int = 0
    same: int = 0


def look_at_observations(points: Points) -> dict[int, Arrived]:
    """What recording these would do, for each metric. Nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, _columns(points))
        looked = {
            metric: Arrived(many - before, before, arriving - many)
            for metric, arriving, many, before in cursor.fetchall()
        }
    return {metric: looked.get(metric, Arrived()) for metric in points}


def record_observations(
    *,
    actor: Member,
    points: Points,
    way: Way,
    name: str = "",
    feed: Feed | None = None,
    reason: str = "",
    refused: int = 0,
    trouble: str = "",
) -> Delivery:
    """One transaction. `name` says what brought them: the file, the token or the feed; `reason` stands with
    what they restate."""
    with recorded(actor=actor, command="metrics.record_observations", reason=reason or name):
        hold_metrics(actor, points)
        now = clock.now()
        delivery = Delivery.objects.create(
            way=way, name=name[:255], feed=feed, made_by=actor, made_at=now, refused=refused, trouble=trouble
        )
        said: dict[str, Any] = {
            "now": now,
            "actor": actor.pk,
            "reason": reason or name,
            "delivery": delivery.pk,
        }
        with connection.cursor() as cursor:
            cursor.execute(_RECORD, _columns(points) | said)
            many, before, arriving = cursor.fetchone() or (0, 0, 0)
        delivery.created, delivery.changed = many - before, before
        delivery.same = arriving - many
        delivery.save(update_fields=["created", "changed", "same"])
        _name_source(points, way)
        if many:
            ask_watching([*points, *add_up(points)])
    return delivery


def hold_metrics(actor: Member, metrics: Collection[int]) -> None:
    """The metrics, so that two who bring values of one wait for each other. Refused for whoever may not."""
    held = (
        Metric.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=metrics).order_by("pk")
    )
    found = list(held)
    if len(found) < len(metrics):
        raise NotVisible
    if not all(policies.may_change_metric(actor, metric) for metric in found):
        raise NotAllowed("Values are brought in by product managers and heads of product.")


def _name_source(metrics: Collection[int], way: Way) -> None:
    """A metric that comes by itself says so; one file does not make it come from files for ever."""
    before = Metric.objects.filter(pk__in=metrics).exclude(source=way)
    if way not in (Way.FEED, Way.API):
        before = before.filter(source=SourceKind.TYPED)
    before.update(source=way)


def _columns(points: Points) -> dict[str, Any]:
    return {
        "metrics": [metric for metric, said in points.items() for _ in said],
        "days": [day for said in points.values() for day in said],
        "values": [float(value) for said in points.values() for value in said.values()],
    }
