"""Small parts of the inbox that stand in every row."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from northing.insight.models import Health
from northing.insight.queries.promise_timer import Timer
from northing.ui.icons import icon

register = template.Library()

ICONS = {
    "email": "mail",
    "call": "call",
    "support": "support",
    "sales": "people",
    "survey": "check",
    "review": "star",
    "portal": "eye",
    "interview": "people",
    "note": "edit",
}
HEALTH = {Health.GOOD: ("good", "check"), Health.STEADY: ("", "minus"), Health.COOLING: ("warn", "alert")}


@register.simple_tag
def health(state: str) -> SafeString:
    """A customer's health in a word, with a mark where somebody should look."""
    tone, mark = HEALTH.get(Health(state), ("bad", "down"))
    return format_html('<span class="st {}">{}{}</span>', tone, icon(mark) if mark else "", Health(state).label)


@register.simple_tag
def source_icon(source: str) -> SafeString:
    """`{% source_icon "email" %}`: how it reached us."""
    return icon(ICONS.get(source, "file"))


@register.simple_tag
def timer(promised: Timer, long: str = "") -> SafeString:
    """A disc that fills as the promised time passes, and how much is left."""
    words = promised.long if long else promised.short
    return format_html(
        '<span class="timer {}"><i style="--p:{}"></i>{}</span>', promised.tone, promised.share, words
    )
