"""Features and the customer problems that they would serve: parts of both pages, and linking the two."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from northing.insight.queries.opportunity_page import named, opportunity
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.serving import ServingForm
from northing.planning.queries import serving
from northing.ui.in_place import anew, ask

if TYPE_CHECKING:
    from northing.insight.models import Opportunity


def features_of_opportunity(request: HttpRequest, problem: "Opportunity") -> str:
    """The section of an opportunity's panel and page."""
    actor = actor_of(request)
    context = {
        "opportunity": problem,
        "links": serving.serving(actor, problem.pk),
        "may_link": policies.may_create_feature(actor),
    }
    return render_to_string("planning/opportunity_features.html", context, request)


def opportunities_of_feature(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a feature's page, which comes after it: evidence is counted when it is looked at."""
    actor = actor_of(request)
    found = serving.feature_of(actor, pk)
    context = {
        "feature": found,
        "weight": serving.served_by(actor, pk),
        "currency": our_currency(),
        "may_change": policies.may_change_feature(actor, found),
    }
    return HttpResponse(render_to_string("planning/feature_evidence.html", context, request))


def feature_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked on an opportunity: which feature would serve it?"""
    actor = actor_of(request)
    problem = opportunity(actor, pk)
    if not policies.may_create_feature(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        feature = (
            serving.feature_of(actor, int(chosen)) if chosen else serving.feature_named(actor, said["other"])
        )
        commands.serve(actor=actor, feature=feature, opportunity=problem, note=said["note"])
        back = request.headers.get("HX-Current-URL") or reverse("insight:opportunity", args=[pk])
        return f"{feature.name} would serve {problem.name}", back

    return ask(
        request,
        form=ServingForm(serving.likely_features(actor, problem), request.POST or None),
        title=f"A feature for “{problem.name}”",
        verb="Link",
        save=save,
        page=reverse("insight:opportunity", args=[pk]),
    )


def problem_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked on a feature: which customer problem would it serve?"""
    actor = actor_of(request)
    feature = serving.feature_of(actor, pk)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    page = reverse("planning:feature", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        problem = opportunity(actor, int(chosen)) if chosen else named(actor, said["other"])
        commands.serve(actor=actor, feature=feature, opportunity=problem, note=said["note"])
        return f"{feature.name} would serve {problem.name}", page

    return ask(
        request,
        form=ServingForm(serving.likely_opportunities(actor, feature), request.POST or None),
        title=f"A problem that “{feature.name}” would serve",
        verb="Link",
        save=save,
        page=page,
    )


def stop_serving(request: HttpRequest, pk: int) -> HttpResponse:
    found = serving.link(actor_of(request), pk)
    with watched() as change:
        commands.stop_serving(actor=actor_of(request), link=found)
    toast(request, f"{found.feature.name} no longer serves {found.opportunity.name}", undo=change.undo_url)
    return anew(request, "planning:feature", pk=found.feature_id)
