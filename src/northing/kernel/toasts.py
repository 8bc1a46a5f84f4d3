"""Toasts: what was just done, and its undo. Said once, on the next answer that the person sees."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

from northing.kernel import clock

_SESSION_KEY = "toasts"
_OF_A_PAGE = "toasts_of_a_page"
_DONE = "done_lately"
_STEPS = 10
_LATELY = 120  # seconds: what was done before that is not taken back by a key


@dataclass(frozen=True, slots=True)
class Toast:
    """`undo` and `redo` are addresses that take a POST. A failure is shown with an edge."""

    text: str
    undo: str = ""
    failure: bool = False
    redo: str = ""


def toast(request: HttpRequest, text: str, *, undo: str = "", failure: bool = False, redo: str = "") -> None:
    """Say what was done: "Moved 3 features to Q4". Works for redirects and for answers to htmx alike."""
    waiting: list[dict[str, Any]] = request.session.get(_SESSION_KEY, [])
    request.session[_SESSION_KEY] = [*waiting, asdict(Toast(text, undo, failure, redo))]
    if undo:
        done: list[tuple[float, str, str]] = request.session.get(_DONE, [])
        request.session[_DONE] = [*done, (clock.now().timestamp(), text, undo)][-_STEPS:]


def offer_step_before(request: HttpRequest, undone: str) -> None:
    """What was done before it is said again, so that the next undo goes a step further back."""
    lately = clock.now().timestamp() - _LATELY
    before = [said for said in request.session.get(_DONE, []) if said[0] > lately and undone not in said[2]]
    request.session[_DONE] = before[:-1]
    for _, text, undo in before[-1:]:
        toast(request, text, undo=undo)


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
