"""Values of a metric as they are read: in its unit, with its decimals."""

from django import template

from northing.metrics.models import Metric
from northing.metrics.queries.standing import Standing
from northing.ui import formatting

register = template.Library()


@register.simple_tag
def metric_value(metric: Metric, value: float | None) -> str:
    """90.1 %, 29.1 d, €3.24m."""
    return formatting.measured(value, metric.unit, metric.decimals)


@register.simple_tag
def metric_target(metric: Metric, value: float) -> str:
    """As exactly as it was said: 13.5 % of a metric that is read as 14 %."""
    return formatting.typed(value, metric.unit, metric.decimals)


@register.simple_tag
def metric_size(metric: Metric, size: float) -> str:
    """How far it moved: −1.7 points, +3 d."""
    return formatting.moved_by(size, metric.unit, metric.decimals)


@register.simple_tag
def metric_range(metric: Metric, low: float | None, high: float | None) -> str:
    """91.3–92.5 %, €2.48m–€2.79m; "at least" or "at most" where one end is open; one value where both are
    written alike."""
    if low is None or high is None:
        word = "at most" if low is None else "at least"
        return f"{word} {metric_value(metric, high if low is None else low)}"
    lowest, highest = metric_value(metric, low), metric_value(metric, high)
    if lowest == highest:
        return highest
    unit = highest.removeprefix(formatting.number(high, metric.decimals))
    return f"{lowest.removesuffix(unit) if unit else lowest}{formatting.DASH}{highest}"


@register.simple_tag
def metric_out(standing: Standing) -> str:
    """6 days below its range; slowly since 3 Oct."""
    alert = standing.alert
    if alert is None:
        return ""
    if alert.drift:
        return f"slowly since {formatting.short_day(alert.since)}"
    days = formatting.counted((standing.day - alert.since).days + 1, "day")
    return f"{days} {'below' if alert.size < 0 else 'above'} its range"


@register.simple_tag
def metric_change(share: float) -> str:
    """+31 %."""
    return formatting.signed(share * 100, "%")
