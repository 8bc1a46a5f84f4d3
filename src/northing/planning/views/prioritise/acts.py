"""What is done to one candidate from the grid: pinned, placed, put in, left out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.kernel.errors import NotAllowed, NotVisible
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.prioritise import LeaveOutForm, PutInForm
from northing.planning.queries.prioritise import plans
from northing.planning.queries.prioritise.candidates import candidates, could_be_put_in, key_named
from northing.planning.views import aims
from northing.planning.views.prioritise.page import asked_in
from northing.ui.in_place import ask

PLANNERS = "Product managers and heads plan. Ask one of them."


def pin(request: HttpRequest, key: str) -> HttpResponse:
    """Above the line whatever its score; once more lets go of it. The page asks for what follows from it."""
    actor, named = actor_of(request), key_named(key)
    if not policies.may_plan(actor):
        raise NotAllowed(PLANNERS)
    each = candidates(actor, {named}).get(named)
    if each is None:
        raise NotVisible
    scenario = plans.scenario(asked_in(request).plan)
    to = "" if plans.pins(scenario).get(named) == "in" else "in"
    there = scenario if scenario is not None and scenario.is_open else None
    with watched() as change:
        plan = commands.pin_candidate(actor=actor, key=named, scenario=there, pin=to)
    said = f"Pinned {each.name} in {plan.name}" if to else f"{each.name} is no longer pinned"
    toast(request, said, undo=change.undo_url)
    return HttpResponse()


def objective(request: HttpRequest, key: str) -> HttpResponse:
    """The dialog in which a candidate is placed on the strategy."""
    named = key_named(key)
    if named.kind == "opportunity":
        return redirect("insight:aims_of_problem", pk=named.pk)
    place = aims.aim_of_feature if named.kind == "feature" else aims.aim_of_initiative
    return place(request, named.pk)


def put_in(request: HttpRequest) -> HttpResponse:
    """A dialog for the problem or bet that is to be weighed, too."""
    actor, page = actor_of(request), reverse("planning:prioritise")
    if not policies.may_plan(actor):
        raise NotAllowed(PLANNERS)
    choices = could_be_put_in(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        key = key_named(said["candidate"])
        commands.consider(actor=actor, key=key)
        return f"{candidates(actor, {key})[key].name} is a candidate", f"{page}?open={key}"

    return ask(
        request,
        form=PutInForm(choices, request.POST or None),
        title="Weigh a problem or a bet",
        lead="Open features are candidates by themselves.",
        verb="Put it in",
        save=save,
        page=page,
    )


def leave_out(request: HttpRequest, key: str) -> HttpResponse:
    """A dialog that asks why it is not weighed any more; its numbers stay."""
    actor, named, page = actor_of(request), key_named(key), reverse("planning:prioritise")
    if not policies.may_plan(actor):
        raise NotAllowed(PLANNERS)
    candidate = candidates(actor, {named}).get(named)
    if candidate is None:
        raise NotVisible

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.consider(actor=actor, key=named, left_out=True, reason=said["reason"])
        return f"{candidate.name} is no longer a candidate", request.headers.get("HX-Current-URL") or page

    return ask(
        request,
        form=LeaveOutForm(request.POST if request.method == "POST" else None),
        title=f"Weigh “{candidate.name}” no longer",
        lead="What was said of it stays, and it can be put in again.",
        verb="Leave it out",
        save=save,
        page=page,
    )
