"""What features and initiatives are built for: said on either end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.aims import AimForm, FeatureForAimForm
from northing.planning.queries import aims, plan, serving
from northing.strategy.queries.aims import aim_named, choices
from northing.ui.in_place import anew, ask


def aims_of_feature(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a feature's page that comes after it."""
    actor = actor_of(request)
    feature = serving.feature_of(actor, pk)
    context = {
        "feature": feature,
        "links": aims.aims_of(actor, feature),
        "inherited": aims.inherited_aims(actor, feature.initiative_id),
        "kept_running": aims.reason_of(feature),
        "may_change": policies.may_change_feature(actor, feature),
    }
    return render(request, "planning/feature_aims.html", context)


def aim_of_feature(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked on a feature: what is it built for, or why for nothing?"""
    actor = actor_of(request)
    feature = serving.feature_of(actor, pk)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    page = reverse("planning:feature", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        back = request.headers.get("HX-Current-URL") or page
        if not said["aim"]:
            commands.keep_running(actor=actor, feature=feature, reason=said["reason"])
            return f"Said why {feature.name} is built", back
        found = aim_named(actor, said["aim"])
        commands.aim(actor=actor, feature=feature, objective=found.objective, key_result=found.key_result)
        return f"{feature.name} is built for {found.label}", back

    return ask(
        request,
        form=AimForm(choices(actor, clock.today()), request.POST or None),
        title=f"What “{feature.name}” is built for",
        verb="Place it",
        save=save,
        page=page,
    )


def feature_for_aim(request: HttpRequest, row: str) -> HttpResponse:
    """Asked on an objective or key result: which feature is built for it?"""
    actor = actor_of(request)
    found = aim_named(actor, row)
    if not policies.may_create_feature(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")
    page = reverse("strategy:objective", args=[found.objective.pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        feature = serving.feature_of(actor, int(chosen)) if chosen else aims.feature_named(actor, said["other"])
        commands.aim(actor=actor, feature=feature, objective=found.objective, key_result=found.key_result)
        back = request.headers.get("HX-Current-URL") or page
        return f"{feature.name} is built for {found.label}", back

    return ask(
        request,
        form=FeatureForAimForm(aims.likely_features(actor, found), request.POST or None),
        title=f"A feature for {found.label}",
        verb="Link",
        save=save,
        page=page,
    )


def stop_aiming(request: HttpRequest, pk: int) -> HttpResponse:
    found = aims.link(actor_of(request), pk)
    with watched() as change:
        commands.stop_aiming(actor=actor_of(request), link=found)
    name = found.key_result or found.objective
    return _went(request, f"{found.feature.name} is no longer built for {name}", change.undo_url)


def aim_of_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked on an initiative: its features are built for the same unless they say something else."""
    actor = actor_of(request)
    initiative = plan.initiative(actor, pk)
    if not policies.may_plan(actor):
        raise NotAllowed("The plan is changed by product managers. Ask a head of product.")
    page = reverse("planning:initiative", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        found = aim_named(actor, said["aim"])
        commands.aim_initiative(
            actor=actor, initiative=initiative, objective=found.objective, key_result=found.key_result
        )
        return f"{initiative.name} is for {found.label}", page

    return ask(
        request,
        form=AimForm(choices(actor, clock.today()), request.POST or None, needed=True),
        title=f"What “{initiative.name}” is for",
        lead="Its features are built for the same, unless they say something else.",
        verb="Place it",
        save=save,
        page=page,
    )


def stop_aiming_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    found = aims.initiative_link(actor_of(request), pk)
    with watched() as change:
        commands.stop_aiming_initiative(actor=actor_of(request), link=found)
    name = found.key_result or found.objective
    return _went(request, f"{found.initiative.name} is no longer for {name}", change.undo_url)


def _went(request: HttpRequest, said: str, undo: str) -> HttpResponse:
    toast(request, said, undo=undo)
    return anew(request, "strategy:map")
