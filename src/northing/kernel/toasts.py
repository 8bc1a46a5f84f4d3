"""Toasts: what was just done, and its undo. Said once, on the next answer that the person sees."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

_SESSION_KEY = "toasts"


@dataclass(frozen=True, slots=True)
class Toast:
    """`undo` is an address that takes a POST. A failure is shown with an edge."""

    text: str
    undo: str = ""
    failure: bool = False


def toast(request: HttpRequest, text: str, *, undo: str = "", failure: bool = False) -> None:
    """Say what was done: "Moved 3 features to Q4". Works for redirects and for answers to htmx alike."""
    waiting: list[dict[str, Any]] = request.session.get(_SESSION_KEY, [])
    request.session[_SESSION_KEY] = [*waiting, asdict(Toast(text, undo, failure))]


def take_toasts(request: HttpRequest) -> list[Toast]:
    """The toasts that wait to be shown; they are forgotten by this."""
    if not hasattr(request, "session") or _SESSION_KEY not in request.session:
        return []
    return [Toast(**said) for said in request.session.pop(_SESSION_KEY)]
