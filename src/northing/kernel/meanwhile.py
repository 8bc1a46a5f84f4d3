"""Two tabs, or two people, change the same row: nothing that one of them wrote is lost without a word.

A form about a row carries, in one hidden field, marks of what its fields said when it was drawn. When it comes
back, a field that its sender left alone keeps what was written meanwhile; one that both changed is refused
once, with what it says now. The row's state is the form's `initial`; a field's own is only a suggestion.
"""

import hashlib
import json
from typing import Any

from django.forms import BoundField, FileField, Form, MultiWidget
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

NAME = "seen"
HIDDEN = '<input type="hidden" name="{}" value="{}">'
CLASH = "Since you opened this it became {}. To put yours in its place, send it once more."
SHOWN = 120
"""Characters of a long text that a refusal repeats."""


def seen(form: Form) -> SafeString:
    """The hidden field; nothing for a form that is about no row."""
    marks = {field.name: _mark(_now(field)) for field in _compared(form)}
    return format_html(HIDDEN, NAME, json.dumps(marks)) if marks else SafeString()


def settle(form: Form) -> None:
    """Before what was sent is judged: brings together what both wrote, and refuses where they clash."""
    if not isinstance(form.data, QueryDict) or not (marks := _marks(form.data)):
        return
    sent, clashes = form.data.copy(), {}
    for field in _compared(form):
        before, now, said = marks.get(field.name), _mark(_now(field)), _mark(field.data)
        if before is None or now in (before, said):
            continue
        if said == before:
            sent.setlist(field.html_name, _texts(_now(field)))
        else:
            clashes[field.name] = CLASH.format(_words(field))
    form.data = sent
    for name, message in clashes.items():
        form.add_error(name, message)


def _marks(sent: QueryDict) -> dict[str, str]:
    """What the sender had seen; nothing where a program or an old page did not say."""
    try:
        marks = json.loads(sent.get(NAME, "{}"))
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _compared(form: Form) -> list[BoundField]:
    return [
        field
        for field in form
        if field.name in form.initial
        and not isinstance(field.field, FileField)
        and not isinstance(field.field.widget, MultiWidget)
    ]


def _now(field: BoundField) -> Any:
    """What the row says, as the form shows it."""
    value = field.field.prepare_value(field.initial)
    return value if isinstance(value, bool) else field.field.widget.format_value(value)


def _texts(value: Any) -> list[str]:
    """As a browser sends it: nothing for what is empty or not ticked."""
    values = value if isinstance(value, list | tuple) else [value]
    texts = ("on" if one is True else str(one or "").replace("\r\n", "\n").strip() for one in values)
    return [text for text in texts if text]


def _mark(value: Any) -> str:
    return hashlib.sha256("\0".join(sorted(_texts(value))).encode()).hexdigest()[:12]


def _words(field: BoundField) -> str:
    """What it says now, for people."""
    widget, now = field.field.widget, _now(field)
    if isinstance(now, bool):
        return "on" if now else "off"
    if hasattr(widget, "optgroups"):
        options = [option for _, group, _ in widget.optgroups(field.name, now) for option in group]
        now = ", ".join(str(option["label"]) for option in options if option["selected"])
    said = " ".join(_texts(now))
    return f"“{Truncator(said).chars(SHOWN)}”" if said else "empty"
