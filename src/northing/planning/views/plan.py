"""Initiatives and releases: lists, and changing one in place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.plan import InitiativeForm, ReleaseForm
from northing.planning.queries import aims, plan
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import short_list


def initiatives(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes one."""
    actor = actor_of(request)
    form = InitiativeForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                made = commands.create_initiative(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Created {made.name}", undo=change.undo_url)
            return redirect("planning:initiative", pk=made.pk)
    context = {"initiatives": plan.initiatives(actor), "form": form, "may_plan": policies.may_plan(actor)}
    return render(request, "planning/initiatives.html", context, status=422 if form.errors else 200)


def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Its features; a POST changes what is said about it."""
    actor = actor_of(request)
    found = plan.initiative(actor, pk)
    own = {name: getattr(found, f"{name}_id", getattr(found, name)) for name in InitiativeForm.base_fields}
    form = InitiativeForm(actor, request.POST or None, initial=own)
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                changes = {name: form.cleaned_data[name] for name in form.changed_data}
                commands.change_initiative(actor=actor, initiative=found, **changes)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Changed {found.name}", undo=change.undo_url)
            return redirect("planning:initiative", pk=pk)
    context = {
        "initiative": found,
        "restorable": " ".join(commands.OF_AN_INITIATIVE),
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
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                made = commands.create_release(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Created {made.name}", undo=change.undo_url)
            return redirect("planning:releases")
    rows = [(row, plan.slip_in_words(row, clock.today())) for row in plan.releases(actor)]
    context = {"releases": rows, "form": form, "may_plan": policies.may_plan(actor)}
    return render(request, "planning/releases.html", context, status=422 if form.errors else 200)


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Its features; a POST changes it."""
    actor = actor_of(request)
    found = plan.release(actor, pk)
    own = {name: getattr(found, f"{name}_id", getattr(found, name)) for name in ReleaseForm.base_fields}
    form = ReleaseForm(actor, request.POST or None, initial=own)
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                changes = {name: form.cleaned_data[name] for name in form.changed_data}
                commands.change_release(actor=actor, release=found, **changes)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Changed {found.name}", undo=change.undo_url)
            return redirect("planning:release", pk=pk)
    context = {
        "release": found,
        "slip": plan.slip_in_words(found, clock.today()),
        "restorable": " ".join(commands.OF_A_RELEASE),
        "form": form,
        "list": short_list(actor, FeatureFilter(release=(pk,), sort="p85")),
        "may_plan": policies.may_plan(actor),
        "history": history_of(actor, found),
    }
    return render(request, "planning/release.html", context, status=422 if form.errors else 200)
