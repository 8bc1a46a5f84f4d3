"""What metrics say of the key results that read them: the latest value, and what the forecast makes likely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.metrics.models import MetricForecast, Observation
from northing.strategy.models import KeyResult
from northing.strategy.queries.chances import Outlook, outlook_on


@dataclass(frozen=True, slots=True)
class Reading:
    """`outlook`: of the day on which the target is due; None while nothing is forecast."""

    value: Decimal | None
    day: date | None
    outlook: Outlook | None


def readings(rows: Iterable[KeyResult], today: date) -> dict[int, Reading]:
    """By key result, of those that read a metric; two queries."""
    reading = [row for row in rows if row.metric_id is not None]
    metrics = {row.metric_id for row in reading}
    if not metrics:
        return {}
    values = Observation.objects.filter(metric__in=metrics, day__lte=today)
    latest = {row.metric_id: row for row in values.order_by("metric_id", "-day").distinct("metric_id")}
    said = MetricForecast.objects.filter(metric__in=metrics, said_on__lte=today)
    forecasts = {row.metric_id: row for row in said.order_by("metric_id", "-said_on").distinct("metric_id")}
    return {
        row.pk: _reading(row, latest.get(row.metric_id or 0), forecasts.get(row.metric_id or 0))
        for row in reading
    }


def _reading(row: KeyResult, latest: Observation | None, forecast: MetricForecast | None) -> Reading:
    outlook = None
    if forecast is not None:
        series = (forecast.p10, forecast.p25, forecast.p50, forecast.p75, forecast.p90)
        outlook = outlook_on(row.by, forecast.said_on, forecast.days, series)
    if latest is None:
        return Reading(None, None, outlook)
    return Reading(Decimal(str(round(latest.value, 4))), latest.day, outlook)
