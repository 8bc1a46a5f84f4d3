"""Where metrics stand: now, a year ago, against what was expected, and how likely the next target is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from northing.kernel import clock
from northing.metrics.models import Alert, AlertState, Direction, Metric, Target
from northing.metrics.queries.latest import outlooks
from northing.metrics.queries.outlook import Outlook

YEAR = timedelta(days=365)
COMPARED_AFTER = timedelta(days=14)
_LATEST = """
SELECT wanted.id, now.day, now.value, ago.value, said.expected_low, said.expected_high
FROM unnest(%s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT day, value FROM metrics_observation WHERE metric_id = wanted.id ORDER BY day DESC LIMIT 1) AS now
LEFT JOIN LATERAL (
    SELECT value FROM metrics_observation WHERE metric_id = wanted.id AND day BETWEEN now.day - 395
    AND now.day - 365 ORDER BY day DESC LIMIT 1) AS ago ON true
LEFT JOIN LATERAL (
    SELECT expected_low, expected_high FROM metrics_metricforecast WHERE metric_id = wanted.id AND said_on <= %s
    ORDER BY said_on DESC LIMIT 1) AS said ON true
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """In the metric's unit. `chance` is that of the next target, `was` what it was two weeks before.

    What is not known is None: without a forecast there is no chance, without 8 values no expected range.
    """

    day: date
    value: float
    a_year_ago: float | None = None
    expected_low: float | None = None
    expected_high: float | None = None
    target: Target | None = None
    chance: float | None = None
    was: float | None = None
    alert: Alert | None = None

    @property
    def change(self) -> float | None:
        """Of the value within a year, as a share."""
        return self.value / self.a_year_ago - 1 if self.a_year_ago else None


def standing(metrics: Collection[Metric]) -> dict[int, Standing]:
    """By metric; those without a value are left out. As many queries for many as for one."""
    ids = [metric.pk for metric in metrics]
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [ids, today])
        latest = {metric: row for metric, *row in cursor.fetchall()}
    targets, alerts = _next_targets(ids, today), _open_alerts(ids)
    before = today - COMPARED_AFTER
    said = outlooks([(pk, target.by) for pk, target in targets.items()], (today, before))
    found = {}
    for metric in metrics:
        if metric.pk not in latest:
            continue
        day, value, ago, low, high = latest[metric.pk]
        target = targets.get(metric.pk)
        found[metric.pk] = Standing(
            day=day,
            value=value,
            a_year_ago=ago,
            expected_low=low,
            expected_high=high,
            target=target,
            chance=chance(metric, said.get((metric.pk, target.by, today)), target) if target else None,
            was=chance(metric, said.get((metric.pk, target.by, before)), target) if target else None,
            alert=alerts.get(metric.pk),
        )
    return found


def chance(metric: Metric, outlook: Outlook | None, target: Target) -> float | None:
    """0 to 1; None without a forecast that reaches the day. A band is held when it ends inside of it."""
    if outlook is None:
        return None
    if metric.direction != Direction.HOLD:
        return outlook.reaches(target.value, rising=metric.direction == Direction.UP)
    low = outlook.below(metric.band_low) if metric.band_low is not None else 0.0
    high = outlook.below(metric.band_high) if metric.band_high is not None else 1.0
    return high - low


def _next_targets(ids: list[int], today: date) -> dict[int, Target]:
    rows = Target.objects.filter(metric__in=ids, by__gte=today, is_floor=False)
    return {row.metric_id: row for row in rows.order_by("metric_id", "by").distinct("metric_id")}


def _open_alerts(ids: list[int]) -> dict[int, Alert]:
    rows = Alert.objects.filter(metric__in=ids, state=AlertState.OPEN).order_by("metric_id", "-since")
    return {row.metric_id: row for row in rows.distinct("metric_id")}
