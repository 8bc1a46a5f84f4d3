"""Initiatives and releases: lists, and changing one in place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel import clock
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forms.plan import InitiativeForm, ReleaseForm
from northing.planning.queries import aims, plan
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import short_list


def initiatives(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes one."""
    actor = actor_of(request)
    form = InitiativeForm(actor, request.POST or None)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_initiative(actor=actor, **said)
        return f"Created {made.name}", reverse("planning:initiative", args=[made.pk])

    if address := saved(request, form, save):
        return redirect(address)
    context = {"initiatives": plan.initiatives(actor), "form": form, "may_plan": policies.may_plan(actor)}
    return render(request, "planning/initiatives.html", context, status=422 if form.errors else 200)


def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Its features; a POST changes what is said about it."""
    actor = actor_of(request)
    found = plan.initiative(actor, pk)
    own = {name: getattr(found, f"{name}_id", getattr(found, name)) for name in InitiativeForm.base_fields}
    form = InitiativeForm(actor, request.POST or None, initial=own)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_initiative(
            actor=actor, initiative=found, **{name: said[name] for name in form.changed_data}
        )
        return f"Changed {found.name}", request.path

    if address := saved(request, form, save):
        return redirect(address)
    context = {
        "initiative": found,
        "form": form,
        "list": short_list(actor, FeatureFilter(initiative=(pk,), sort="p85")),
        "may_plan": policies.may_plan(actor),
        "history": history_of(actor, found),
        "aims": aims.inherited_aims(actor, found.pk),
    }
    return render(request, "planning/initiative.html", context, status=422 if form.errors else 200)


def releases(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes one."""
    actor = actor_of(request)
    form = ReleaseForm(actor, request.POST or None)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_release(actor=actor, **said)
        return f"Created {made.name}", reverse("planning:releases")

    if address := saved(request, form, save):
        return redirect(address)
    rows = [(row, plan.slip_in_words(row, clock.today())) for row in plan.releases(actor)]
    context = {"releases": rows, "form": form, "may_plan": policies.may_plan(actor)}
    return render(request, "planning/releases.html", context, status=422 if form.errors else 200)


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Its features; a POST changes it."""
    actor = actor_of(request)
    found = plan.release(actor, pk)
    own = {name: getattr(found, f"{name}_id", getattr(found, name)) for name in ReleaseForm.base_fields}
    form = ReleaseForm(actor, request.POST or None, initial=own)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_release(actor=actor, release=found, **{name: said[name] for name in form.changed_data})
        return f"Changed {found.name}", request.path

    if address := saved(request, form, save):
        return redirect(address)
    context = {
        "release": found,
        "slip": plan.slip_in_words(found, clock.today()),
        "form": form,
        "list": short_list(actor, FeatureFilter(release=(pk,), sort="p85")),
        "may_plan": policies.may_plan(actor),
        "history": history_of(actor, found),
    }
    return render(request, "planning/release.html", context, status=422 if form.errors else 200)
