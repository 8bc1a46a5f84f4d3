"""Template tags for the charts of `northing.ui.charts`.

Small marks take numbers, `{% chance 0.54 was=0.78 %}`; charts take the render model that a view put into the
context, `{% futures_chart futures %}`.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from northing.ui import charts
from northing.ui.charts import markup
from northing.ui.charts.scale import place

register = template.Library()
register.filter("place", place)


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


@register.simple_tag
def quarter_bar(bar: charts.QuarterBar) -> SafeString:
    return markup.quarter_bar_mark(bar)


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
