"""Key results: setting them, moving their targets, checking in."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.request import actor_of
from northing.strategy import commands, policies
from northing.strategy.commands import Said
from northing.strategy.forms.objectives import CheckInForm, KeyResultForm, NewKeyResultForm, TargetForm
from northing.strategy.forms.vision import NothingForm, ReasonForm
from northing.strategy.queries import objective_page, one
from northing.strategy.views.objectives import OWNERS, address, came_from, mine
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member
    from northing.strategy.models import KeyResult


def add_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.add_key_result(actor=actor, objective=found, **said)
        return f"Set {made.code} {made.name}", came_from(request, pk)

    return ask(
        request,
        form=NewKeyResultForm(actor, found, request.POST or None),
        title=f"Key result of {found.code} {found.name}",
        verb="Set it",
        save=save,
        page=address(pk),
    )


def edit_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = _mine(request, pk)
    form = KeyResultForm(actor, row, request.POST or None)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.change_key_result(actor=actor, key_result=row, **form.changes())
        return f"Changed {row.code} {row.name}", came_from(request, row.objective_id)

    return ask(request, form=form, title=row.name, verb="Save", save=save, page=address(row.objective_id))


def change_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Easing needs a reason; the old target stays on record."""
    actor, row = _mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_target(actor=actor, key_result=row, **said)
        return f"Moved the target of {row.code} {row.name}", came_from(request, row.objective_id)

    shown = f"{row.target:.{row.digits}f}"
    return ask(
        request,
        form=TargetForm(request.POST or None, initial={"target": shown, "by": row.by}),
        title=f"Target of {row.code} {row.name}",
        verb="Move it",
        save=save,
        page=address(row.objective_id),
    )


def drop_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = _mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.drop_key_result(actor=actor, key_result=row, **said)
        return f"Dropped {row.code} {row.name}", came_from(request, row.objective_id)

    return ask(
        request,
        form=ReasonForm(request.POST or None),
        title=f"Drop {row.code} {row.name}",
        lead="The objective is scored without it from now on. It stays on record with the reason.",
        verb="Drop it",
        save=save,
        page=address(row.objective_id),
    )


def check_in(request: HttpRequest, row: str) -> HttpResponse:
    """Of one key result (k34), or of all of an objective's (o12)."""
    actor = actor_of(request)
    standings = objective_page.standings_of(actor, row)
    if not all(policies.may_check_in(actor, standing.key_result) for standing in standings):
        raise NotAllowed("Its owner and heads of product check in.")
    if not standings:
        raise Refused("It has no key results yet: set one first.")
    objective = standings[0].key_result.objective

    def save(said: dict[str, Any]) -> tuple[str, str]:
        rows = [
            Said(
                key_result=standing.key_result,
                value=said[f"value_{standing.key_result.pk}"],
                confidence=said[f"confidence_{standing.key_result.pk}"] / 100,
                sentence=said[f"sentence_{standing.key_result.pk}"],
                chance=standing.chance,
            )
            for standing in standings
        ]
        commands.check_in(actor=actor, said=rows)
        return f"Checked in on {name}", came_from(request, objective.pk)

    name = standings[0].key_result.name if row.startswith("k") else objective.name
    return ask(
        request,
        form=CheckInForm(standings, request.POST or None),
        title=f"Check in: {name}",
        verb="Check in",
        save=save,
        page=address(objective.pk),
    )


def ask_for_check_in(request: HttpRequest, row: str) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_share(actor):
        raise NotAllowed("Product managers and heads of product ask for check-ins.")
    asked_for = objective_page.check_ins_to_ask_for(actor, row)
    if not asked_for:
        raise Refused("It has no key results yet: set one first.")

    def save(_: dict[str, Any]) -> tuple[str, str]:
        for key_result in asked_for:
            commands.ask_for_check_in(actor=actor, key_result=key_result)
        return f"Asked {_names(asked_for)}", came_from(request, asked_for[0].objective_id)

    return ask(
        request,
        form=NothingForm({} if request.method == "POST" else None),
        title=f"Ask {_names(asked_for)} to check in",
        lead="The question stands on their Today until they have checked in.",
        verb="Ask",
        save=save,
        page=reverse("strategy:map"),
    )


def _names(rows: "list[KeyResult]") -> str:
    names = {row.responsible.name for row in rows if row.responsible}
    return " and ".join(sorted(names)) or "its owner"


def _mine(request: HttpRequest, pk: int) -> "tuple[Member, KeyResult]":
    actor = actor_of(request)
    row = one.key_result(actor, pk)
    if not policies.may_change_objective(actor, row.objective):
        raise NotAllowed(OWNERS)
    return actor, row
