"""Charts of a metric: its values, what they were expected to be, and where they are going."""

from collections.abc import Iterable
from datetime import date, timedelta

from northing.kernel import clock
from northing.metrics.expected import expected
from northing.metrics.models import Alert, AlertState, Metric, MetricForecast, Restatement, Target
from northing.metrics.queries.series import Ranges, Series
from northing.ui import charts

AHEAD = timedelta(days=400)
SHORT = timedelta(days=42)


def whole_picture(
    metric: Metric,
    values: Series,
    *,
    grain: str,
    kept: Ranges,
    forecast: MetricForecast | None = None,
    targets: Iterable[Target] = (),
    alerts: Iterable[Alert] = (),
    restatements: Iterable[Restatement] = (),
    old: Series | None = None,
    beside: Series | None = None,
) -> charts.SeriesChart:
    """Everything that is known of it, on one chart."""
    end = clock.today() + AHEAD
    marks = [
        charts.Mark(alert.since, alert.cause or _left(alert), bad=alert.state != AlertState.EXPLAINED)
        for alert in alerts
        if alert.state != AlertState.OVER
    ]
    marks += [
        charts.Mark(row.day, f"restated: {row.reason}" if row.reason else "restated") for row in restatements
    ]
    ahead = _ahead(forecast, end) if forecast else []
    reached = ahead[-1].day if ahead else clock.today()
    return charts.series_chart(
        charts.Measure(
            name=metric.name,
            points=_points(grain, values, kept),
            forecast=ahead,
            old=old or (),
            beside=beside or (),
            targets=[(min(row.by, reached), row.value) for row in targets if row.by >= clock.today()],
            limits=(metric.band_low, metric.band_high),
            marks=marks,
            unit=metric.unit,
            digits=metric.decimals,
        )
    )


def short_picture(metric: Metric, values: Series, kept: Ranges) -> charts.SeriesChart:
    """The last six weeks, by day."""
    points = _points(metric.grain, values, kept)
    since = points[-1].day - SHORT if points else clock.today()
    return charts.series_chart(
        charts.Measure(
            name=f"{metric.name}, the last six weeks",
            points=[point for point in points if point.day >= since],
            unit=metric.unit,
            digits=metric.decimals,
        ),
        label_count=4,
    )


def _points(grain: str, values: Series, kept: Ranges) -> list[charts.Point]:
    return [
        charts.Point(day, value, among.low, among.high)
        for (day, value), among in zip(values, expected(grain, values, kept), strict=True)
    ]


def _ahead(said: MetricForecast, end: date) -> list[charts.ForecastPoint]:
    quantiles = zip(said.days, said.p10, said.p25, said.p50, said.p75, said.p90, strict=True)
    return [charts.ForecastPoint(day, *values) for day, *values in quantiles if clock.today() <= day <= end]


def _left(alert: Alert) -> str:
    if alert.drift:
        return "falling slowly from here" if alert.size < 0 else "rising slowly from here"
    return "below its expected range" if alert.size < 0 else "above its expected range"
