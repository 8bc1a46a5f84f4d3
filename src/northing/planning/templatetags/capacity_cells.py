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
def load_cell(page: CapacityPage, line: Line, place: int, largest: float) -> SafeString:
    """Whether it is over is told by its person-weeks, so that it stays the same in every unit."""
    weeks = line.cells[place]
    cell = page.shown(weeks, place)
    below = line.kind in {"person", "others", "discipline"}
    bar = markup.load_range_mark(
        charts.load_range(
            cell.load.middle,
            cell.load.high,
            planned=cell.planned.likely,
            there=cell.there,
            largest=largest,
            of=line.name,
            unit=page.unit.name,
        )
    )
    bad = weeks.ratio > A_LITTLE and weeks.over >= 0.1 if below else is_over(weeks)
    coarse = not below and page.unit.key != "people"
    return format_html(
        '{}<span class="l"><b class="{}">{}</b>{}</span>',
        bar,
        "bad" if bad else "",
        _range(cell, 0 if coarse else 1),
        _against(cell, 0 if coarse else 1, share=below, bad=bad),
    )


@register.simple_tag
def when(page: CapacityPage, place: int) -> SafeString:
    """The quarter of a cell, for where the table's head does not stand above it."""
    return format_html('<span class="when">{}</span>', formatting.quarter(page.quarters[place].starts_on))


def _range(cell: Cell, digits: int) -> str:
    return formatting.number_range(
        formatting.rounded(cell.load.middle, digits), formatting.rounded(cell.load.high, digits)
    )


def _against(cell: Cell, digits: int, *, share: bool, bad: bool) -> SafeString:
    """What it is of; where it is over, by how much, or of a person and a discipline what share it takes."""
    if not bad:
        return format_html("<span>of {}</span>", _short(cell.planned.likely, digits))
    if not share:
        return format_html('<span class="bad med">{} over</span>', _short(cell.over, digits))
    if not cell.planned.likely:
        return format_html('<span class="bad">{}</span>', "nobody there")
    return format_html('<span class="bad">{}</span>', formatting.percent(cell.ratio))


def _short(value: float, digits: int) -> str:
    return formatting.short_number(formatting.rounded(value, digits))
