"""What was known of metrics on a day: the latest value of each, and what was forecast last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from northing.metrics.models import MetricForecast

_LATEST = """
SELECT wanted.id, latest.day, latest.value FROM unnest(%s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT day, value FROM metrics_observation WHERE metric_id = wanted.id AND day <= %s
    ORDER BY day DESC LIMIT 1) AS latest
"""
_FORESEEN = """
SELECT target.metric, asked.day, said.days[cardinality(said.days)],
    said.p10[place], said.p25[place], said.p50[place], said.p75[place], said.p90[place]
FROM unnest(%s::bigint[], %s::date[]) AS target (metric, by)
CROSS JOIN unnest(%s::date[]) AS asked (day)
CROSS JOIN LATERAL (
    SELECT * FROM metrics_metricforecast WHERE metric_id = target.metric AND said_on <= asked.day
    ORDER BY said_on DESC LIMIT 1) AS said
CROSS JOIN LATERAL (
    SELECT count(*)::int AS place FROM unnest(said.days) AS day WHERE day <= target.by) AS reached
WHERE place > 0
"""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Quantiles (10, 25, 50, 75, 90 %) of one day in the metric's unit; `last`: how far the forecast goes."""

    last: date
    quantiles: list[float]


def latest_values(metrics: Collection[int], day: date) -> dict[int, tuple[date, float]]:
    """By metric the last day with a value, and the value; however long the series are."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(metrics), day])
        return {metric: (on, value) for metric, on, value in cursor.fetchall()}


def latest_forecasts(metrics: Collection[int], day: date) -> dict[int, MetricForecast]:
    """The latest of each metric that was said by that day."""
    return {row.metric_id: row for row in _said_by(metrics, day)}


def foreseen(targets: Mapping[int, date], days: Sequence[date]) -> dict[tuple[int, date], Foreseen]:
    """What was forecast for the day of each metric's target, as said last by each of `days`; one query.

    The database picks the day: a forecast is hundreds of numbers, of which a chance needs five.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORESEEN, [list(targets), list(targets.values()), list(days)])
        rows = cursor.fetchall()
    return {(metric, day): Foreseen(last, quantiles) for metric, day, last, *quantiles in rows}


def _said_by(metrics: Collection[int], day: date) -> "QuerySet[MetricForecast]":
    said = MetricForecast.objects.filter(metric__in=metrics, said_on__lte=day).defer("basis")
    return said.order_by("metric_id", "-said_on").distinct("metric_id")


def expected_ranges(metrics: Collection[int], day: date) -> dict[int, tuple[float | None, float | None]]:
    """By metric the range in which the forecast of that day expected the next value, in the metric's unit."""
    rows = _said_by(metrics, day).values_list("metric_id", "expected_low", "expected_high")
    return {metric: (low, high) for metric, low, high in rows}
