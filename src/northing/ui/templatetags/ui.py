"""The parts of every page that are not components: assets, icons, keys, slots."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from northing.kernel import meanwhile
from northing.organisation.queries.custom_fields import Field
from northing.ui import assets, icons, own_values
from northing.ui.slots import Slot

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "northing.css" %}`: the address of a file of the bundle."""
    return assets.asset(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`. The names are in `northing.ui.icons`."""
    return icons.icon(name)


@register.simple_tag
def keys(letters: str) -> SafeString:
    """`{% keys "J K" %}`: each key in its own cap."""
    return format_html_join("", '<kbd class="kbd">{}</kbd>', ((letter,) for letter in letters.split()))


@register.simple_tag
def kept(part: str, **given: Hashable) -> SafeString:
    """`{% kept "ui/rail_links.html" links=shell.rail %}`: a part that follows wholly from what it is given.

    It sees nothing else of the page, not even the request, so it is drawn once for each thing given.
    """
    return _drawn(part, tuple(given.items()))


@lru_cache(maxsize=1_000)
def _drawn(part: str, given: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return SafeString(render_to_string(part, dict(given)))


@register.simple_tag(takes_context=True)
def slot_parts(context: Context, slot: Slot[Any], thing: Any) -> SafeString:
    """`{% slot_parts product_page product %}`: what higher rooms have to say about this thing."""
    return format_html_join("", "{}", ((SafeString(part),) for part in slot.render(context["request"], thing)))


@register.simple_tag
def own_value(field: Field, custom: dict[str, Any]) -> SafeString:
    """`{% own_value field product.custom %}`: what one of the organisation's own fields says of a row."""
    return SafeString(own_values.own_value(field, custom))


@register.simple_tag
def seen(form: Form) -> SafeString:
    """`{% seen form %}`: what a form about a row says as it is drawn, so that nobody overwrites the unseen."""
    return meanwhile.seen(form)


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control in the shell's look; Django adds aria-invalid and aria-describedby."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if kind in {"checkbox", "radio"}:
        return SafeString(field.as_widget())
    classes = " ".join(
        filter(None, [str(widget.attrs.get("class", "")), "select" if kind == "select" else "input"])
    )
    return SafeString(field.as_widget(attrs={"class": classes}))
