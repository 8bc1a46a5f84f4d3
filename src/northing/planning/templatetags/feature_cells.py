"""Rows of the features grid. A page has a thousand cells, so they are written here as text and not as
templates, which would take ten times as long. Every word that somebody typed goes through `escape`."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape
from types import MappingProxyType

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from northing.planning.models import Feature, FeatureState
from northing.planning.queries.feature_columns import Column
from northing.planning.queries.feature_list import FeatureRow
from northing.ui import charts, formatting
from northing.ui.charts import markup
from northing.ui.own_values import own_value

register = template.Library()
NOTHING = f'<span class="dim">{formatting.NOTHING}</span>'
STATES = MappingProxyType(
    {
        state.value: f'<span class="stg {letter}"><i></i>{state.label}</span>'
        for state, letter in zip(FeatureState, "ispbdx", strict=True)
    }
)


@register.simple_tag
def feature_rows(rows: Iterable[FeatureRow], columns: Iterable[Column]) -> SafeString:
    return SafeString("\n".join(feature_row(row, columns) for row in rows))


@register.simple_tag
def feature_row(
    row: FeatureRow, columns: Iterable[Column], editing: str = "", editor: str = "", waits_since: str = ""
) -> SafeString:
    """The `<tr>`. The cell of the column `editing` holds the editor; one that waits asks for its forecast."""
    pk, name = row.feature.pk, escape(row.feature.name)
    cells = "".join(
        f'<td class="{column.css} editing" data-cell="{column.key}">{editor}</td>'
        if column.key == editing
        else _cell(row, column)
        for column in columns
    )
    waits = _waiting(pk, waits_since, columns) if waits_since else ""
    return SafeString(
        f'<tr class="it{" waits" * bool(waits)}" id="feature-{pk}" data-item="{pk}"{waits}><td class="ck-c">'
        f'<input type="checkbox" class="ck" name="feature" value="{pk}" form="bulk" aria-label="Select {name}">'
        f"</td>{cells}</tr>"
    )


@register.simple_tag
def state_mark(state: str) -> SafeString:
    """How far a feature is: a mark and the word."""
    return SafeString(STATES[state])


@register.simple_tag
def tracker_link(feature: Feature) -> SafeString:
    """The key in the tracker, as a link where its address is known."""
    key = escape(feature.tracker_key)
    if not key or not feature.tracker_url.startswith(("https://", "http://")):
        return SafeString(key or NOTHING)
    address = escape(feature.tracker_url)
    return SafeString(f'<a class="link" href="{address}" rel="noreferrer noopener" target="_blank">{key}</a>')


def _waiting(pk: int, since: str, columns: Iterable[Column]) -> str:
    shown = ",".join(column.key for column in columns)
    address = f"{reverse('planning:row', args=[pk])}?after={since.replace('+', '%2B')}&columns={shown}"
    return f' hx-get="{escape(address)}" hx-trigger="every 2s" hx-swap="outerHTML"'


def _cell(row: FeatureRow, column: Column) -> str:
    """`data-cell` names the field where the actor may type into it, `data-still` where not."""
    may = row.may_commit if column.key == "commitment" else row.may_change
    kind = "cell" if column.edits and may else "still"
    return f'<td class="{column.css}" data-{kind}="{column.key}">{_inside(row, column)}</td>'


def _inside(row: FeatureRow, column: Column) -> str:
    return INSIDE[column.key](row) if column.own is None else own_value(column.own, row.feature.custom)


@lru_cache(maxsize=1)
def _address() -> tuple[str, str]:
    """What stands before and after the number in the address of a feature's page: looked up once."""
    before, _, after = reverse("planning:feature", args=[0]).partition("0")
    return before, after


def _name(row: FeatureRow) -> str:
    before, after = _address()
    return f'<a class="cut" href="{before}{row.feature.pk}{after}" data-key="o">{escape(row.feature.name)}</a>'


def _product(row: FeatureRow) -> str:
    product = row.feature.product
    if product is None:
        return _add(row, "choose")
    mark = product.line.mark if product.line else ""
    return f'<span class="prod {mark}"><span class="cut">{escape(product.name)}</span></span>'


def _team(row: FeatureRow) -> str:
    team = row.feature.team
    return f'<span class="dim cut">{escape(team.name)}</span>' if team else _add(row, "choose")


def _estimate(row: FeatureRow) -> str:
    feature = row.feature
    if feature.estimate_likely is None:
        return _add(row, "estimate")
    return _range(feature.estimate_low, feature.estimate_likely, feature.estimate_high)


@lru_cache(maxsize=4096)
def _range(*moments: Decimal | None) -> str:
    low, likely, high = (formatting.short_number(float(value or 0)) for value in moments)
    return f"<b>{likely}</b><small>{low}–{high}</small>"


def _items(row: FeatureRow) -> str:
    feature = row.feature
    if feature.items_left is None:
        return '<span class="dim">not split</span>'
    return _left(feature.items_left, feature.items_done, feature.items_total)


@lru_cache(maxsize=4096)
def _left(left: int, done: int, total: int) -> str:
    return f'<span class="its"><b>{left}</b>{markup.meter_mark(charts.progress(done, total))}</span>'


def _commitment(row: FeatureRow) -> str:
    if row.feature.due_on is None:
        return NOTHING if row.feature.is_closed or not row.may_commit else _add(row, "set a date")
    return _day(row.feature.due_on)


def _day(day: date | None) -> str:
    return f'<span class="num">{formatting.short_day(day)}</span>' if day else NOTHING


def _chance(row: FeatureRow) -> str:
    if row.feature.state == FeatureState.SHIPPED:
        return f"{markup.chance_done_mark()} {_day(row.feature.shipped_on)}"
    if row.chance is None:
        return NOTHING
    return _ring(row.chance, row.was)


@lru_cache(maxsize=4096)
def _ring(chance: float, was: float | None) -> str:
    return markup.chance_mark(charts.chance_ring(chance, was=was))


def _named(thing: object) -> str:
    return f'<span class="cut">{escape(str(thing))}</span>' if thing else NOTHING


def _add(row: FeatureRow, verb: str) -> str:
    return f'<span class="add">{verb}</span>' if row.may_change else NOTHING


INSIDE: MappingProxyType[str, Callable[[FeatureRow], str]] = MappingProxyType(
    {
        "name": _name,
        "product": _product,
        "team": _team,
        "state": lambda row: STATES[row.feature.state],
        "owner": lambda row: _named(row.feature.owner),
        "estimate": _estimate,
        "items": _items,
        "commitment": _commitment,
        "p50": lambda row: _day(row.p50),
        "p85": lambda row: _day(row.p85),
        "chance": _chance,
        "initiative": lambda row: (
            _named(row.feature.initiative) if row.feature.initiative else _add(row, "link one")
        ),
        "release": lambda row: _named(row.feature.release),
        "tracker": lambda row: tracker_link(row.feature),
    }
)
