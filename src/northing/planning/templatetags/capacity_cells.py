"""Cells of the capacity page: a bar, the range of the load, and what it is of."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from northing.planning.queries.capacity.lines import A_LITTLE, Cell, Line
from northing.planning.queries.capacity.page import CapacityPage, is_over
from northing.ui import charts, formatting
from northing.ui.charts import markup

register = template.Library()


@register.simple_tag
def load_cell(line: Line, place: int, largest: float) -> SafeString:
    cell = line.cells[place]
    below = line.kind in {"person", "others", "discipline"}
    bar = markup.load_range_mark(
        charts.load_range(
            cell.load.middle,
            cell.load.high,
            planned=cell.planned.likely,
            there=cell.there,
            largest=largest,
            of=line.name,
        )
    )
    bad = cell.ratio > A_LITTLE and cell.over >= 0.1 if below else is_over(cell)
    return format_html(
        '{}<span class="l"><b class="{}">{}</b>{}</span>',
        bar,
        "bad" if bad else "",
        _range(cell, whole=not below),
        _against(cell, whole=not below, bad=bad),
    )


@register.simple_tag
def when(page: CapacityPage, place: int) -> SafeString:
    """The quarter of a cell, for where the table's head does not stand above it."""
    return format_html('<span class="when">{}</span>', formatting.quarter(page.quarters[place].starts_on))


def _range(cell: Cell, *, whole: bool) -> str:
    digits = 0 if whole else 1
    return formatting.number_range(
        formatting.rounded(cell.load.middle, digits), formatting.rounded(cell.load.high, digits)
    )


def _against(cell: Cell, *, whole: bool, bad: bool) -> SafeString:
    planned = formatting.number(cell.planned.likely) if whole else formatting.short_number(cell.planned.likely)
    if not bad:
        return format_html("<span>of {}</span>", planned)
    if whole:
        return format_html('<span class="bad med">{} over</span>', formatting.number(cell.over))
    if not cell.planned.likely:
        return format_html('<span class="bad">{}</span>', "nobody there")
    return format_html('<span class="bad">{}</span>', formatting.percent(cell.ratio))
