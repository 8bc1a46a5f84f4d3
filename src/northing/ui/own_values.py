"""A value of one of the organisation's own fields in a cell, as text: lists have hundreds of them."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from northing.organisation.queries.custom_fields import Field
from northing.ui import formatting

NOTHING = f'<span class="dim">{formatting.NOTHING}</span>'


def own_cell(field: Field, custom: Mapping[str, Any], address: str) -> str:
    """The value in a cell that turns into its editor, which stands at that address. A link stays one: it is
    changed on the row's page."""
    if field.kind == "link" and field.of(custom):
        return own_value(field, custom)
    return (
        f'<a class="fact" href="{address}" hx-get="{address}" hx-target="closest [data-fact]"'
        f' hx-swap="innerHTML"><span class="vh">Change {escape(field.name)}: </span>'
        f"{own_value(field, custom)}</a>"
    )


def own_value(field: Field, custom: Mapping[str, Any], _address: str = "") -> str:
    """Everything that somebody typed is escaped."""
    said = escape(field.words(custom))
    if not said:
        return NOTHING
    match field.kind:
        case "date":
            return f'<span class="num">{formatting.short_day(date.fromisoformat(said))}</span>'
        case "number":
            return f'<span class="num">{said.replace("-", formatting.MINUS)}</span>'
        case "link":
            return f'<a class="link cut" href="{said}" rel="noreferrer noopener" target="_blank">{said}</a>'
    return f'<span class="cut">{said}</span>'
