"""How full a team's next quarter is, in the head of its group."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from northing.planning.queries.team_loads import TeamLoad
from northing.ui import charts, formatting
from northing.ui.charts import markup

register = template.Library()
WIDEST = 1.5  # loads a unit of capacity; the bars of all groups share it


@register.simple_tag
def group_load(load: TeamLoad) -> SafeString:
    bar = markup.meter_mark(charts.load_bar(load.load, load.capacity, largest=WIDEST, quiet=True))
    over = formatting.rounded(load.load - load.capacity) > 0
    said = formatting.with_unit(f"{formatting.number(load.load)} of {formatting.number(load.capacity)}", "wk")
    return format_html(
        '<span class="push gl"><span class="dim">{} load</span><span class="gm">{}</span>'
        '<span class="num{}">{}</span></span>',
        formatting.quarter(load.quarter).split()[0],
        bar,
        " bad semi" if over else "",
        said,
    )


@register.filter
def round_to_whole(value: float) -> float:
    return formatting.rounded(value)
