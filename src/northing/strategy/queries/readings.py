"""What metrics say of the key results that read them: the latest value, and what the forecast makes likely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.metrics.models import MetricForecast
from northing.metrics.queries.latest import latest_forecasts, latest_values
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
    reading = {row: row.metric_id for row in rows if row.metric_id is not None}
    if not reading:
        return {}
    metrics = set(reading.values())
    latest, forecasts = latest_values(metrics, today), latest_forecasts(metrics, today)
    return {row.pk: _reading(row, latest.get(metric), forecasts.get(metric)) for row, metric in reading.items()}


def _reading(row: KeyResult, latest: tuple[date, float] | None, forecast: MetricForecast | None) -> Reading:
    outlook = None
    if forecast is not None:
        series = (forecast.p10, forecast.p25, forecast.p50, forecast.p75, forecast.p90)
        outlook = outlook_on(row.by, forecast.said_on, forecast.days, series)
    if latest is None:
        return Reading(None, None, outlook)
    day, value = latest
    return Reading(Decimal(str(round(value, 4))), day, outlook)
