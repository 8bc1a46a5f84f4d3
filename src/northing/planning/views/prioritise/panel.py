"""What stands beside the grid for one candidate, and what its numbers rest on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.errors import NotVisible
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.planning import policies, prioritising
from northing.planning.prioritising.panel import panel_of
from northing.planning.queries.live_inputs import source_names
from northing.planning.views.prioritise.page import asked_in


def panel(request: HttpRequest, key: str) -> HttpResponse:
    return _answer(request, key, "planning/prioritise/panel.html")


def evidence(request: HttpRequest, key: str) -> HttpResponse:
    """A dialog: each number with who said it, when, and what it rests on."""
    return _answer(request, key, "planning/prioritise/evidence.html")


def _answer(request: HttpRequest, key: str, template: str) -> HttpResponse:
    actor = actor_of(request)
    found = prioritising.board(actor, asked_in(request))
    row = next((row for row in found.rows if str(row.key) == key), None)
    if row is None:
        raise NotVisible
    shown = panel_of(actor, found, row)
    numbers = [(field, shown.said.get(field.key)) for field in found.fields]
    origins = source_names(actor, (said.said.live for _, said in numbers if said and said.said.live))
    context = {
        "panel": shown,
        "board": found,
        "currency": our_currency(),
        "numbers": [(field, said, origins.get(said.said.live, "") if said else "") for field, said in numbers],
        "may_plan": policies.may_plan(actor),
    }
    return render(request, template, context)
