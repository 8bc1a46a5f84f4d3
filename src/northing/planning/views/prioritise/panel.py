"""What stands beside the grid for one candidate, and what its numbers rest on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.insight.queries.money import our_currency
from northing.kernel.errors import NotVisible
from northing.organisation.request import actor_of
from northing.planning import policies, prioritising
from northing.planning.prioritising.panel import panel_of
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
    context = {
        "panel": shown,
        "board": found,
        "currency": our_currency(),
        "numbers": [(field, shown.said.get(field.key)) for field in found.fields],
        "may_plan": policies.may_plan(actor),
    }
    return render(request, template, context)
