"""Template tags for the charts of `northing.ui.charts`.

Small marks take numbers, `{% chance 0.54 was=0.78 %}`; charts take the render model that a view put into the
context, `{% futures_chart futures %}`.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from northing.ui import charts
from northing.ui.charts import markup, scale

register = template.Library()


@register.filter
def place(value: float) -> SafeString:
    """A percentage for a style attribute; digits need no escaping."""
    return markup.safe(scale.place(value))


@register.filter
def pixels(value: float) -> SafeString:
    return markup.safe(scale.pixels(value))


@register.filter
def dots(count: int) -> SafeString:
    """So many dots, without a loop in the template."""
    return markup.safe("<i></i>" * count)


@register.simple_tag
def chance(
    probability: float | str | None = None,
    was: float | None = None,
    *,
    done: bool = False,
    boxed: bool = False,
    of: str = "chance to make the commitment",
) -> SafeString:
    """Ring and number; a tick when done, a dash when there is no chance to state."""
    if done:
        return markup.chance_done_mark()
    if probability is None or isinstance(probability, str):
        return markup.chance_none_mark()  # a template hands over "" for a chance that is not there
    return markup.chance_mark(charts.chance_ring(probability, was=was, of=of), boxed=boxed)


@register.simple_tag
def feature_bar(bar: charts.FeatureBar) -> SafeString:
    """Bar, flag and text beside it, inside a positioned track as wide as the axis."""
    return markup.feature_bar_mark(bar)


@register.inclusion_tag("ui/charts/axis_labels.html")
def axis_labels(axis: charts.TimeAxis) -> dict[str, Any]:
    """The two rows of labels and today's tag."""
    return {"axis": axis}


@register.inclusion_tag("ui/charts/axis_grid.html")
def axis_grid(axis: charts.TimeAxis) -> dict[str, Any]:
    """Vertical lines and today, to lie over the tracks."""
    return {"axis": axis}


@register.inclusion_tag("ui/charts/futures.html")
def futures_chart(futures: charts.Futures, *, compact: bool = False, table: bool = True) -> dict[str, Any]:
    """Twenty dots. `compact` for a side panel, without P50 and P85 below."""
    return {"chart": futures, "compact": compact, "with_table": table}


@register.simple_tag
def connectors_chart(connectors: charts.Connectors) -> SafeString:
    """Dependency lines, to lie over the timeline."""
    return markup.connectors_mark(connectors)


@register.inclusion_tag("ui/charts/capacity.html")
def capacity_cells(capacity: charts.CapacityRow) -> dict[str, Any]:
    """The cells of the capacity row, as wide as the axis."""
    return {"chart": capacity}


@register.inclusion_tag("ui/charts/timeline_legend.html")
def timeline_legend() -> dict[str, Any]:
    return {}


@register.simple_tag
def meter(meter: charts.Meter) -> SafeString:
    """A load bar or a progress bar."""
    return markup.meter_mark(meter)


@register.simple_tag
def interval(interval: charts.Interval, *, axis: bool = False) -> SafeString:
    """A range; `axis=True` draws the line that it lies on."""
    return markup.interval_mark(interval, axis=axis)


@register.simple_tag
def sparkline(line: charts.Sparkline) -> SafeString:
    return markup.sparkline_mark(line)


@register.inclusion_tag("ui/charts/burn_up.html")
def burn_up_chart(chart: charts.BurnUp) -> dict[str, Any]:
    """Items finished, and where they lead."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/series.html")
def series_chart(chart: charts.SeriesChart, look: str = "") -> dict[str, Any]:
    """A measure over time. `look` "big-plot" for a page's own one."""
    return {"chart": chart, "look": look}


@register.inclusion_tag("ui/charts/promises.html")
def promises_chart(chart: charts.PromiseHistory) -> dict[str, Any]:
    """What was promised, and what was likely."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/calibration.html")
def calibration_chart(chart: charts.Calibration) -> dict[str, Any]:
    """Said and held."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/slips.html")
def slips_chart(chart: charts.Slips) -> dict[str, Any]:
    """Slip, by how far ahead it was promised."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/coverage.html")
def coverage_chart(rows: tuple[charts.CoverageRow, ...]) -> dict[str, Any]:
    """Did the range hold the day?"""
    return {"rows": rows}


@register.inclusion_tag("ui/charts/rates.html")
def rates_chart(rates: charts.Rates) -> dict[str, Any]:
    """How often each team's promises hold."""
    return {"rates": rates}


@register.inclusion_tag("ui/charts/week_bars.html")
def week_bars_chart(chart: charts.WeekBars) -> dict[str, Any]:
    """A bar a week."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/finish_times.html")
def finish_times_chart(chart: charts.FinishTimes) -> dict[str, Any]:
    """How long each finished item took."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/item_ages.html")
def item_ages_chart(chart: charts.ItemAges) -> dict[str, Any]:
    """How old what is in progress is, by kind."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/running_totals.html")
def running_totals_chart(chart: charts.RunningTotals) -> dict[str, Any]:
    """What came, was begun and was finished."""
    return {"chart": chart}
