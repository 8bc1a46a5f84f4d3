"""What product managers carry, by the rules that count it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.request import actor_of
from northing.people import commands, policies
from northing.people.forms import NAMES, WeightsForm
from northing.people.queries.attention import loads, rules
from northing.ui.in_place import ask

SCALE = 150.0  # percent of somebody's time at which the bar is full


def load(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found, now = loads(actor), rules()
    context = {
        "rows": [(row, min(100.0, row.percent / SCALE * 100)) for row in found],
        "full_at": 100 / SCALE * 100,
        "overloaded": sum(row.overloaded for row in found),
        "weights": [(words, getattr(now, name)) for name, words in NAMES.items()],
        "may_set": policies.may_set_weights(actor),
    }
    return render(request, "people/load.html", context)


def weights(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_set_weights(actor):
        raise NotAllowed("What takes attention is weighed by owners and heads of product.")
    page = reverse("people:load")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.set_weights(actor=actor, **said)
        return "Changed what takes attention", page

    return ask(
        request,
        form=WeightsForm(request.POST or None, row=rules()),
        title="What takes attention",
        verb="Change",
        lead="In percent of one product manager’s time.",
        save=save,
        page=page,
    )
