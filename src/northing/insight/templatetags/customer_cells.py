"""Rows of the customers' list. A page has hundreds of cells, so they are written here as text and not as
templates, which would take ten times as long. Every word that somebody typed goes through `escape`."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from types import MappingProxyType

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from northing.insight.queries.customer_columns import Column
from northing.insight.queries.customer_list import CustomerRow
from northing.insight.queries.customer_outcomes import Said
from northing.insight.templatetags.inbox_parts import health
from northing.kernel import clock
from northing.portfolio.models import Product
from northing.ui import formatting

register = template.Library()
NOTHING = f'<span class="dim">{formatting.NOTHING}</span>'
SOON = timedelta(days=45)  # a renewal that is nearer is worth a colour
MOST_PRODUCTS = 2


@register.simple_tag
def customer_rows(rows: Iterable[CustomerRow], currency: str, selected: int | None = None) -> SafeString:
    """The list: a row each, the selected one marked."""
    return SafeString("\n".join(_list_row(row, currency, row.customer.pk == selected) for row in rows))


@register.simple_tag
def customer_grid_rows(rows: Iterable[CustomerRow], columns: Iterable[Column], currency: str) -> SafeString:
    """The table: a row each, with cells that can be typed into."""
    return SafeString("\n".join(customer_grid_row(row, columns, currency) for row in rows))


@register.simple_tag
def customer_grid_row(
    row: CustomerRow, columns: Iterable[Column], currency: str, editing: str = "", editor: str = ""
) -> SafeString:
    """The `<tr>`. The cell of the column `editing` holds the editor."""
    cells = "".join(
        f'<td class="{column.css} editing" data-cell="{column.key}">{editor}</td>'
        if column.key == editing
        else _cell(row, column, currency)
        for column in columns
    )
    pk = row.customer.pk
    return SafeString(f'<tr class="it" id="customer-{pk}" data-item="{pk}">{cells}</tr>')


@register.simple_tag
def said_bar(said: Said) -> SafeString:
    """What became of what they said, one stretch for each."""
    if not said.total:
        return SafeString('<span class="dim">nothing yet</span>')
    parts = "".join(f'<i class="{part.css}" style="--f:{part.pieces}"></i>' for part in said.parts)
    return SafeString(f'<span class="stackbar" role="img" aria-label="{said.in_words}">{parts}</span>')


@register.simple_tag
def product_marks(products: Iterable[Product]) -> SafeString:
    """All that they use, each with its line's mark."""
    return SafeString(_products(tuple(products), most=1000))


@register.simple_tag
def renewal(day: date | None) -> SafeString:
    """A day, coloured when it is near."""
    return SafeString(f'<span class="{_near(day)}">{formatting.long_day(day)}</span>' if day else NOTHING)


def _list_row(row: CustomerRow, currency: str, selected: bool) -> str:
    customer, pk = row.customer, row.customer.pk
    before, after = _address()
    renews = (
        f'<small class="{_near(customer.renews_on)}">renews {formatting.short_day(customer.renews_on)}</small>'
        if customer.renews_on
        else ""
    )
    current = ' aria-current="true"' if selected else ""
    return (
        f'<tr data-item="{pk}" data-id="{pk}" tabindex="-1"{current}>'
        f'<td><a class="n" data-open href="{before}{pk}{after}">{escape(customer.name)}</a>'
        f"<small>{escape(row.where)}</small></td>"
        f'<td class="r"><b>{_money(row, currency)}</b>{renews}</td>'
        f"<td>{_health(row)}</td><td>{_uses(row)}</td><td>{_said(row.said)}</td><td>{_promises(row.said)}</td></tr>"
    )


@lru_cache(maxsize=1)
def _address() -> tuple[str, str]:
    """What stands before and after the number in the address of a customer's page: looked up once."""
    before, _, after = reverse("insight:customer", args=[0]).partition("0")
    return before, after


def _near(day: date | None) -> str:
    today = clock.today()
    return "warn" if day is not None and today <= day <= today + SOON else ""


def _money(row: CustomerRow, currency: str) -> str:
    customer = row.customer
    if customer.worth is None and customer.revenue is not None:
        return escape(formatting.short_money(float(customer.revenue), customer.currency or currency))
    return escape(formatting.short_money(None if customer.worth is None else float(customer.worth), currency))


def _health(row: CustomerRow) -> str:
    return health(row.customer.health) if row.customer.health else NOTHING


def _uses(row: CustomerRow) -> str:
    return _products(row.products) or NOTHING


def _products(products: tuple[Product, ...], most: int = MOST_PRODUCTS) -> str:
    marks = [
        f'<span class="prod {product.line.mark if product.line else ""}">{escape(product.name)}</span>'
        for product in products[:most]
    ]
    if len(products) > most:
        marks[-1] = f'<span class="last">{marks[-1]}<span class="dim">+{len(products) - most}</span></span>'
    return f'<span class="uses">{"".join(marks)}</span>' if marks else ""


def _said(said: Said) -> str:
    if not said.total:
        return '<span class="dim">nothing yet</span>'
    words = formatting.counted(said.total, "piece")
    if said.unanswered:
        tone = ' class="warn"' if said.many_unanswered else ""
        words += f", <span{tone}>{said.unanswered} unanswered</span>"
    return f'{said_bar(said)}<small class="under">{words}</small>'


def _promises(said: Said) -> str:
    if said.overdue:
        now = f'<b class="bad">{said.overdue} overdue</b>'
    else:
        now = f"{said.open} open" if said.open else '<span class="dim">none open</span>'
    kept = f"{said.kept} of {said.due} kept" if said.due else "none made"
    return f"{now}<small>{kept}</small>"


def _cell(row: CustomerRow, column: Column, currency: str) -> str:
    """`data-cell` names the field where the actor may type into it, `data-still` where not."""
    kind = "cell" if column.edits and row.may_change else "still"
    return f'<td class="{column.css}" data-{kind}="{column.key}">{INSIDE[column.key](row, currency)}</td>'


def _name(row: CustomerRow, _: str) -> str:
    before, after = _address()
    return (
        f'<a class="cut" href="{before}{row.customer.pk}{after}" data-key="o">{escape(row.customer.name)}</a>'
    )


def _words(text: str) -> str:
    return f'<span class="cut">{escape(text)}</span>' if text else NOTHING


def _add(row: CustomerRow, text: str, verb: str) -> str:
    if text:
        return f'<span class="cut">{text}</span>'
    return f'<span class="add">{verb}</span>' if row.may_change else NOTHING


def _revenue(row: CustomerRow, currency: str) -> str:
    customer = row.customer
    if customer.revenue is None:
        return _add(row, "", "set")
    own = formatting.short_money(float(customer.revenue), customer.currency or currency)
    foreign = customer.currency not in ("", currency)
    ours = f"<small>{_money(row, currency)}</small>" if foreign else ""
    return f"<b>{escape(own)}</b>{ours}"


def _renews(row: CustomerRow, _: str) -> str:
    day = row.customer.renews_on
    return (
        f'<span class="num {_near(day)}">{formatting.short_day(day)}</span>'
        if day
        else _add(row, "", "set a date")
    )


def _owner(row: CustomerRow, _: str) -> str:
    owner = row.customer.owner
    return _add(row, escape(owner.name) if owner else "", "choose")


INSIDE: MappingProxyType[str, Callable[[CustomerRow, str], str]] = MappingProxyType(
    {
        "name": _name,
        "segments": lambda row, _: _words(", ".join(row.segments)),
        "country": lambda row, _: _words(row.customer.country),
        "plan": lambda row, _: _add(row, escape(row.customer.plan), "choose"),
        "revenue": _revenue,
        "renews": _renews,
        "health": lambda row, _: (
            health(row.customer.health) if row.customer.health else _add(row, "", "choose")
        ),
        "owner": _owner,
        "said": lambda row, _: said_bar(row.said),
        "pieces": lambda row, _: formatting.number(row.said.total) if row.said.total else NOTHING,
    }
)
