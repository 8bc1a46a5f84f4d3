"""Cells of the features grid. A page has a thousand of them, so they are written here and not as templates, which
would take ten times as long: `{% feature_cells row columns %}` is a whole row's."""

from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from northing.planning.models import Feature, FeatureState
from northing.planning.queries.feature_columns import Column
from northing.planning.queries.feature_list import FeatureRow
from northing.ui import charts, formatting
from northing.ui.charts import markup

register = template.Library()
NOTHING = format_html('<span class="dim">{}</span>', formatting.NOTHING)
STATES = MappingProxyType(
    {
        state.value: format_html('<span class="stg {}"><i></i>{}</span>', letter, state.label)
        for state, letter in zip(FeatureState, "ispbdx", strict=True)
    }
)


@register.simple_tag
def feature_cells(
    row: FeatureRow, columns: Iterable[Column], editing: str = "", editor: SafeString | str = ""
) -> SafeString:
    """Every `<td>` of a row; the cell of the column `editing` holds the editor."""
    cells = (_editing(column, editor) if column.key == editing else _cell(row, column) for column in columns)
    return format_html_join("", "{}", ((cell,) for cell in cells))


def _cell(row: FeatureRow, column: Column) -> SafeString:
    """`data-cell` names the field where the actor may type into it, `data-still` where not."""
    may = row.may_commit if column.key == "commitment" else row.may_change
    kind = "cell" if column.edits and may else "still"
    return format_html('<td class="{}" data-{}="{}">{}</td>', column.css, kind, column.key, INSIDE[column.key](row))


def _editing(column: Column, editor: SafeString | str) -> SafeString:
    return format_html('<td class="{} editing" data-cell="{}">{}</td>', column.css, column.key, editor)


@register.simple_tag
def state_mark(state: str) -> SafeString:
    """How far a feature is: a mark and the word."""
    return STATES[state]


def _name(row: FeatureRow) -> SafeString:
    address = reverse("planning:feature", args=[row.feature.pk])
    return format_html('<a class="cut" href="{}" data-key="o">{}</a>', address, row.feature.name)


def _product(row: FeatureRow) -> SafeString:
    product = row.feature.product
    if product is None:
        return _add(row, "choose")
    mark = product.line.mark if product.line else ""
    return format_html('<span class="prod {}"><span class="cut">{}</span></span>', mark, product.name)


def _team(row: FeatureRow) -> SafeString:
    team = row.feature.team
    return format_html('<span class="dim cut">{}</span>', team.name) if team else _add(row, "choose")


def _estimate(row: FeatureRow) -> SafeString:
    feature = row.feature
    if feature.estimate_likely is None:
        return _add(row, "estimate")
    low, likely, high = (
        formatting.short_number(float(value or 0))
        for value in (feature.estimate_low, feature.estimate_likely, feature.estimate_high)
    )
    return format_html("<b>{}</b><small>{}–{}</small>", likely, low, high)


def _items(row: FeatureRow) -> SafeString:
    feature = row.feature
    if feature.items_left is None:
        return format_html('<span class="dim">{}</span>', "not split")
    bar = markup.meter_mark(charts.progress(feature.items_done, feature.items_total))
    return format_html('<span class="its"><b>{}</b>{}</span>', feature.items_left, bar)


def _commitment(row: FeatureRow) -> SafeString:
    if row.feature.due_on is None:
        return NOTHING if row.feature.is_closed or not row.may_commit else _add(row, "set a date")
    return format_html('<span class="num">{}</span>', formatting.short_day(row.feature.due_on))


def _day(day: date | None) -> SafeString:
    return format_html('<span class="num">{}</span>', formatting.short_day(day)) if day else NOTHING


def _chance(row: FeatureRow) -> SafeString:
    feature = row.feature
    if feature.state == FeatureState.SHIPPED:
        day = formatting.short_day(feature.shipped_on)
        return format_html('{} <span class="num">{}</span>', markup.chance_done_mark(), day)
    if row.chance is None:
        return NOTHING
    return markup.chance_mark(charts.chance_ring(row.chance, was=row.was))


def _initiative(row: FeatureRow) -> SafeString:
    initiative = row.feature.initiative
    return format_html('<span class="cut">{}</span>', initiative.name) if initiative else _add(row, "link one")


def _owner(row: FeatureRow) -> SafeString:
    return format_html('<span class="cut">{}</span>', row.feature.owner.name) if row.feature.owner else NOTHING


def _release(row: FeatureRow) -> SafeString:
    return format_html('<span class="cut">{}</span>', row.feature.release.name) if row.feature.release else NOTHING


def _tracker(row: FeatureRow) -> SafeString:
    return tracker_link(row.feature)


@register.simple_tag
def tracker_link(feature: Feature) -> SafeString:
    """The key in the tracker, as a link where its address is known."""
    if not feature.tracker_key:
        return NOTHING
    if not feature.tracker_url.startswith(("https://", "http://")):
        return format_html("{}", feature.tracker_key)
    link = '<a class="link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
    return format_html(link, feature.tracker_url, feature.tracker_key)


def _add(row: FeatureRow, verb: str) -> SafeString:
    return format_html('<span class="add">{}</span>', verb) if row.may_change else NOTHING


INSIDE: MappingProxyType[str, Callable[[FeatureRow], SafeString]] = MappingProxyType(
    {
        "name": _name,
        "product": _product,
        "team": _team,
        "state": lambda row: STATES[row.feature.state],
        "owner": _owner,
        "estimate": _estimate,
        "items": _items,
        "commitment": _commitment,
        "p50": lambda row: _day(row.p50),
        "p85": lambda row: _day(row.p85),
        "chance": _chance,
        "initiative": _initiative,
        "release": _release,
        "tracker": _tracker,
    }
)
