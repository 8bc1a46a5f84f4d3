"""One objective: its page, its fields, setting one and dropping it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.strategy import commands, policies, slots
from northing.strategy.forms.objectives import ObjectiveForm
from northing.strategy.forms.vision import NothingForm, ReasonForm
from northing.strategy.queries import objective_page, one
from northing.strategy.queries.strategy_map import strategy_map
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member
    from northing.strategy.models import Objective

OWNERS = "An objective is changed by its owner and by heads of product."


def objective(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = one.objective(actor, pk)
    context = {
        "page": objective_page.objective_page(actor, found),
        "objective": found,
        "objective_page": slots.objective_page,
        "history": history_of(actor, found, limit=40),
        "may_change": policies.may_change_objective(actor, found),
        "choice_address": slots.problems.choice_address(actor, f"o{pk}"),
        "currency": our_currency(),
        "link_address": slots.linking.of(actor, f"o{pk}"),
        "actor": actor,
    }
    return render(request, "strategy/objective.html", context)


def new_objective(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_add_objective(actor):
        raise NotAllowed("Objectives are set by product managers and heads of product.")
    cycle = strategy_map(actor, request.GET.get("cycle", "")).cycle
    if cycle is None:
        raise Refused("Objectives are set for a cycle: begin one first.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.add_objective(actor=actor, cycle=cycle, **said)
        return f"Set {made.code} {made.name}", address(made.pk)

    return ask(
        request,
        form=ObjectiveForm(actor, cycle, request.POST or None),
        title=f"New objective for {cycle.name}",
        verb="Set it",
        save=save,
        page=reverse("strategy:map"),
    )


def edit_objective(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = mine(request, pk)
    form = ObjectiveForm(actor, found.cycle, request.POST or None, objective=found)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.change_objective(actor=actor, objective=found, **form.changes())
        return f"Changed {found.code} {found.name}", came_from(request, pk)

    return ask(request, form=form, title=found.name, verb="Save", save=save, page=address(pk))


def drop_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """It leaves the map with a reason."""
    actor, found = mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.drop_objective(actor=actor, objective=found, **said)
        return f"Dropped {found.code} {found.name}", reverse("strategy:map")

    return ask(
        request,
        form=ReasonForm(request.POST or None),
        title=f"Drop “{found.name}”",
        lead="It leaves the map and stays on record with the reason. Undo is possible at any later time.",
        verb="Drop it",
        save=save,
        page=address(pk),
    )


def take_up_objective(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = mine(request, pk)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.take_up_objective(actor=actor, objective=found)
        return f"{found.code} {found.name} counts again", address(pk)

    return ask(
        request,
        form=NothingForm({} if request.method == "POST" else None),
        title=f"Take up “{found.name}” again",
        verb="Take it up",
        save=save,
        page=address(pk),
    )


def mine(request: HttpRequest, pk: int) -> "tuple[Member, Objective]":
    actor = actor_of(request)
    found = one.objective(actor, pk)
    if not policies.may_change_objective(actor, found):
        raise NotAllowed(OWNERS)
    return actor, found


def came_from(request: HttpRequest, pk: int) -> str:
    """Back to the map when the question was asked there, else to the objective's page."""
    asked_on = urlsplit(request.headers.get("HX-Current-URL", ""))
    if asked_on.path == reverse("strategy:map"):
        return f"{asked_on.path}?{asked_on.query}" if asked_on.query else asked_on.path
    return address(pk)


def address(pk: int) -> str:
    return reverse("strategy:objective", args=[pk])
