"""The candidates as dots between two inputs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.errors import Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, prioritising
from northing.planning.commands import Saying
from northing.planning.prioritising import words
from northing.planning.prioritising.board import Board
from northing.planning.prioritising.plane import choices, dropped, plane
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.views.prioritise.page import asked_in


def page(request: HttpRequest) -> HttpResponse:
    """Two by two, or bubbles whose area is the revenue that asks."""
    found = _board(request, PrioritiseFilter.parse(request.GET))
    return render(request, "planning/prioritise/map.html", _context(request, found))


def place(request: HttpRequest, key: str) -> HttpResponse:
    """A dot was dropped: both values are said, the ranges with them."""
    actor, found = actor_of(request), _board(request, asked_in(request))
    shown = plane(actor, found)
    try:
        x, y = float(request.POST.get("x", "")), float(request.POST.get("y", ""))
    except ValueError:
        raise Refused(x="Say where it is dropped: x and y, each from 0 to 1.") from None
    if shown is None:
        raise Refused(x="There is no map of what nobody has said.")
    said = dropped(shown, key, x, y)
    with watched() as change:
        sayings = [Saying(row.key, field.key, numbers) for row, field, numbers in said]
        commands.say_inputs(actor=actor, sayings=sayings)
    row = said[0][0]
    values = ", ".join(f"{field.name} {field.write(numbers[1])}" for _, field, numbers in said)
    toast(request, f"{row.candidate.name}: {values}", undo=change.undo_url)
    again = _board(request, asked_in(request))
    return render(request, "planning/prioritise/dots.html", _context(request, again))


def _board(request: HttpRequest, wanted: PrioritiseFilter) -> Board:
    """With every number as it was said: a drop says it anew, and what the record makes of it comes after."""
    return prioritising.board(actor_of(request), wanted.model_copy(update={"as_said": True}))


def _context(request: HttpRequest, found: Board) -> dict[str, Any]:
    wanted = found.wanted
    fields = choices(found) if found.asked is not None else ()
    return {
        "board": found,
        "plane": plane(actor_of(request), found) if fields else None,
        "standing": words.standing(found),
        "across": [(field, wanted.query(x=field.key)) for field in fields],
        "up": [(field, wanted.query(y=field.key)) for field in fields],
        "grid": wanted.query(picture="", x="", y="", as_said=False),
        "bubbles": wanted.picture == "bubbles",
        "other": wanted.query(picture="" if wanted.picture == "bubbles" else "bubbles"),
    }
