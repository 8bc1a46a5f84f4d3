"""What was known of metrics on a day: the latest value of each, and what was forecast last."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from northing.metrics.models import MetricForecast
from northing.metrics.queries.outlook import Foreseen, Outlook

_LATEST = """
SELECT wanted.id, latest.day, latest.value FROM unnest(%s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT day, value FROM metrics_observation WHERE metric_id = wanted.id AND day <= %s
    ORDER BY day DESC LIMIT 1) AS latest
"""
_OUTLOOKS = """
SELECT target.metric, target.by, asked.day, said.said_on, said.days[1], said.days[cardinality(said.days)],
    said.p50[1], said.p10[place], said.p25[place], said.p50[place], said.p75[place], said.p90[place]
FROM unnest(%s::bigint[], %s::date[]) AS target (metric, by)
CROSS JOIN unnest(%s::date[]) AS asked (day)
CROSS JOIN LATERAL (
    SELECT * FROM metrics_metricforecast WHERE metric_id = target.metric AND said_on <= asked.day
    ORDER BY said_on DESC LIMIT 1) AS said
CROSS JOIN LATERAL (
    SELECT greatest(count(*) FILTER (WHERE day <= target.by), 1)::int AS place FROM unnest(said.days) AS day
) AS reached
WHERE cardinality(said.days) > 0
"""


def latest_values(metrics: Collection[int], day: date) -> dict[int, tuple[date, float]]:
    """By metric the last day with a value, and the value; however long the series are."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(metrics), day])
        return {metric: (on, value) for metric, on, value in cursor.fetchall()}


def latest_forecasts(metrics: Collection[int], day: date) -> dict[int, MetricForecast]:
    """The latest of each metric that was said by that day."""
    said = MetricForecast.objects.filter(metric__in=metrics, said_on__lte=day).defer("basis")
    return {row.metric_id: row for row in said.order_by("metric_id", "-said_on").distinct("metric_id")}


def outlooks(
    targets: Collection[tuple[int, date]], days: Collection[date]
) -> dict[tuple[int, date, date], Outlook]:
    """By metric, day of a target and day of looking: what was forecast for the one, as said last by the other.

    One query, and the database picks the day: a forecast is hundreds of numbers, of which a chance needs five.
    """
    metrics, by = [metric for metric, _ in targets], [day for _, day in targets]
    with connection.cursor() as cursor:
        cursor.execute(_OUTLOOKS, [metrics, by, list(days)])
        rows = cursor.fetchall()
    said = {
        (metric, by, day): Foreseen(said_on, first, last, began, tuple(quantiles)).on(by)
        for metric, by, day, said_on, first, last, began, *quantiles in rows
    }
    return {asked: outlook for asked, outlook in said.items() if outlook is not None}
