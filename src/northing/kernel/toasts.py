"""Toasts: what was just done, and its undo. Said once, on the next answer that the person sees."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

_SESSION_KEY = "toasts"
_OF_A_PAGE = "toasts_of_a_page"


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


def take_toasts(request: HttpRequest, *, page: bool) -> list[Toast]:
    """The toasts that wait to be shown; they are forgotten by this. A part of a page leaves those of a page."""
    if not hasattr(request, "session"):
        return []
    keys = [key for key in (_OF_A_PAGE, _SESSION_KEY)[not page :] if key in request.session]
    return [Toast(**said) for key in keys for said in request.session.pop(key)]


def keep_for_page(request: HttpRequest) -> None:
    """The answer leads to a new page: a part of the old one that arrives meanwhile must not carry them off."""
    if hasattr(request, "session") and _SESSION_KEY in request.session:
        waiting = request.session.get(_OF_A_PAGE, [])
        request.session[_OF_A_PAGE] = [*waiting, *request.session.pop(_SESSION_KEY)]
