"""One scenario: what is in it, and the dialogs in which it is changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.scenarios import (
    OUT,
    ChoiceForm,
    CommentForm,
    DateForm,
    LendingForm,
    NewScenarioForm,
    RuleForm,
    ScenarioForm,
)
from northing.planning.queries.feature_page import whole_feature
from northing.planning.queries.scenarios import one, quarters, rows
from northing.ui.in_place import anew, ask

WHOSE = "A scenario is changed by whoever made it and by heads of product. Copy it to try another."


def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = rows.scenario(pk)
    context = {
        "page": one.scenario_page(actor, found),
        "scenario": found,
        "span": quarters.span(found),
        "history": history_of(actor, found),
        "may_change": found.is_open and policies.may_change_scenario(actor, found),
        "may_approve": policies.may_approve(actor),
        "may_publish": policies.may_publish(actor, found),
        "may_comment": policies.may_comment(actor),
        "may_plan": policies.may_plan(actor),
        "form": CommentForm(),
    }
    return render(request, "planning/scenarios/scenario.html", context)


def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_plan(actor):
        raise NotAllowed("Scenarios are made by product managers. Comment on one, or ask a head of product.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.new_scenario(actor=actor, **said)
        return f"Copied the plan as {made.name}", reverse("planning:scenario", args=[made.pk])

    copied = request.GET.get("of", "")
    initial = {"based_on": copied if copied.isdecimal() else None}
    return ask(
        request,
        form=NewScenarioForm(request.POST or None, initial=initial),
        title="New scenario",
        verb="Copy",
        lead="A copy of the plan: nothing changes until one is published.",
        save=save,
        page=reverse("planning:scenarios"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(WHOSE)
    page = reverse("planning:scenario", args=[pk])
    now = {name: getattr(found, name) for name in ScenarioForm.base_fields}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        changed = commands.change_scenario(actor=actor, scenario=found, **said)
        return f"Changed {changed.name}", page

    form = ScenarioForm(request.POST or None, initial=now)
    return ask(request, form=form, title=found.name, verb="Save", save=save, page=page)


def choose(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """In which quarter a candidate is, and why it is out."""
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(WHOSE)
    about = rows.key_of(key)
    name, choice = one.placed_now(actor, found, about)
    page = reverse("planning:scenario", args=[pk])
    now = {}
    if choice is not None:
        period = OUT if choice.period is None else str(choice.period)
        now = {"period": period, "pin": choice.pin, "reason": choice.reason, "revisit_on": choice.revisit_on}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        period = said.pop("period")
        if not period:
            commands.as_in_the_plan(actor=actor, scenario=found, candidate=about)
            return f"{name} is as in the plan", page
        place = None if period == OUT else int(period)
        commands.choose(actor=actor, scenario=found, candidate=about, period=place, **said)
        return f"{name}: {quarters.named(found, place) if place is not None else 'out'}", page

    form = ChoiceForm(found, request.POST or None, initial=now)
    return ask(request, form=form, title=name, verb="Choose", save=save, page=page)


def date(request: HttpRequest, pk: int, feature: int) -> HttpResponse:
    """Another promised day or size of one feature."""
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(WHOSE)
    about = whole_feature(actor, feature)
    page = reverse("planning:scenario", args=[pk])
    said_now = one.date_of(found, feature)
    now = {
        "effort": round(said_now.effort_times * 100) if said_now else 100,
        "due_on": said_now.due_on if said_now else None,
        "reason": said_now.reason if said_now else "",
    }

    def save(said: dict[str, Any]) -> tuple[str, str]:
        times = said["effort"] / 100
        commands.set_date(
            actor=actor,
            scenario=found,
            feature=about,
            due_on=said["due_on"],
            effort_times=times,
            reason=said["reason"],
        )
        return f"{about.name} is changed in {found.name}", page

    form = DateForm(request.POST or None, initial=now)
    return ask(request, form=form, title=f"{about.name}: size and day", verb="Save", save=save, page=page)


def lend(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(WHOSE)
    page = reverse("planning:scenario", args=[pk])
    now = {"starts_on": found.starts_on, "ends_on": quarters.ends(found, 0)}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        lent = commands.lend_in_scenario(actor=actor, scenario=found, **said)
        return f"{lent.member.name} works in {lent.to_team.name} here", page

    form = LendingForm(request.POST or None, initial=now)
    return ask(request, form=form, title="Lend somebody", verb="Lend", save=save, page=page)


def stop_lending(request: HttpRequest, pk: int) -> HttpResponse:
    found = one.lending(pk)
    with watched() as change:
        commands.stop_lending_in_scenario(actor=actor_of(request), lending=found)
    toast(request, f"{found.member.name} is not lent", undo=change.undo_url)
    return anew(request, "planning:scenario", pk=found.scenario_id)


def add_rule(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(WHOSE)
    page = reverse("planning:scenario", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        keys = [rows.key_of(f"f{row.pk}") for row in said.pop("features")]
        commands.add_rule(actor=actor, scenario=found, candidates=keys, **said)
        return "Added the rule", page

    form = RuleForm(actor, found, request.POST or None)
    return ask(request, form=form, title="A rule for this scenario", verb="Add", save=save, page=page)


def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = one.rule(pk)
    with watched() as change:
        commands.remove_rule(actor=actor_of(request), rule=found)
    toast(request, "Removed the rule", undo=change.undo_url)
    return anew(request, "planning:scenario", pk=found.scenario_id)
