"""The panel beside the roadmap, and what is done from there: promise, link, rank."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forms.roadmap import CommitmentForm, LinkForm, RankForm
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.futures_panel import feature_of, futures_panel, others
from northing.planning.queries.roadmap import COMPARED_WITH
from northing.ui import formatting
from northing.ui.in_place import anew

ROADMAP = "planning:roadmap"


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    since = FeatureFilter.parse(request.GET).since or clock.today() - COMPARED_WITH
    shown = futures_panel(actor_of(request), pk, since)
    return render(request, "planning/roadmap_panel.html", {"panel": shown, "feature": shown.feature})


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog that asks for day and reason; its answer stays open with what is wrong."""
    actor = actor_of(request)
    feature = feature_of(actor, pk)
    if not policies.may_commit(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    asked = request.GET.get("due_on") or feature.due_on
    form = CommitmentForm(request.POST or None, initial={"due_on": asked})

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if "withdraw" in request.POST:
            commands.withdraw_commitment(actor=actor, feature=feature, reason=said["reason"])
            return f"Withdrew the commitment of {feature.name}", ROADMAP
        commands.commit(actor=actor, feature=feature, **said)
        day = formatting.long_day(said["due_on"], clock.today())
        return f"Committed {feature.name} for {day}", ROADMAP

    if page := saved(request, form, save):
        return anew(request, page)
    return _dialog(
        request,
        "planning/roadmap_commitment.html",
        {"form": form, "feature": feature, "outlook": getattr(feature, "outlook", None)},
    )


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog that asks what this feature needs, relates to or duplicates."""
    actor = actor_of(request)
    feature = feature_of(actor, pk)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    choices = others(actor, feature)
    asked = {"kind": request.GET.get("kind", "needs"), "other": request.GET.get("other", "")}
    form = LinkForm(choices, request.POST or None, initial=asked)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        other = feature_of(actor, said["other"])
        made = commands.add_dependency(actor=actor, feature=feature, **(said | {"other": other}))
        return f"Linked: {made}", ROADMAP

    if page := saved(request, form, save):
        return anew(request, page)
    return _dialog(request, "planning/roadmap_link.html", {"form": form, "feature": feature})


def rank(request: HttpRequest, pk: int) -> HttpResponse:
    """Before another feature, or last; the forecast follows."""
    actor, form = actor_of(request), RankForm(request.POST)
    feature = feature_of(actor, pk)
    if not form.is_valid():
        raise Refused(before="Choose the feature to go before, or none for last.")
    before = form.cleaned_data["before"]
    other = feature_of(actor, before) if before else None
    with watched() as change:
        commands.move_rank(actor=actor, feature=feature, before=other)
    where = f"before {other.name}" if other else "last"
    toast(request, f"Ranked {feature.name} {where}", undo=change.undo_url)
    return anew(request, ROADMAP)


def _dialog(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
