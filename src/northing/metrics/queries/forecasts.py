"""What was said about where a metric is going."""

from northing.metrics.models import Metric, MetricForecast


def latest_forecast(metric: Metric) -> MetricForecast | None:
    return MetricForecast.objects.filter(metric=metric).first()
