"""Which opportunities are the same, and which belong together."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import commands
from northing.insight.forms.opportunities import OtherOpportunityForm, SignalsForm
from northing.insight.queries import opportunity_page, seen
from northing.insight.queries.opportunity_page import alike, named
from northing.insight.views.opportunity import address, came_from, must_curate
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui.in_place import anew, ask


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Another opportunity that is the same problem goes into this one."""
    actor, kept = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        gone = opportunity_page.opportunity(actor, int(chosen)) if chosen else named(actor, said["other"])
        done = commands.merge(actor=actor, kept=kept, gone=gone)
        undo = reverse("insight:unmerge_opportunity", args=[done.pk])
        toast(request, f"{gone.name} is part of {kept.name}", undo=undo)
        return "", came_from(request, pk)

    return ask(
        request,
        form=OtherOpportunityForm(alike(actor, kept), request.POST or None),
        title=f"The same problem as “{kept.name}”",
        lead="Its evidence, votes and features move here. Undo is possible at any later time.",
        verb="Merge",
        save=save,
        page=address(pk),
    )


def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two problems again; what came after the merge stays where it is."""
    done = commands.unmerge(actor=actor_of(request), merge=opportunity_page.merge_of_opportunities(pk))
    toast(request, "They are two opportunities again")
    return anew(request, "insight:opportunity", pk=done.gone)


def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """Another one that belongs with it without being the same."""
    actor, found = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        other = opportunity_page.opportunity(actor, int(chosen)) if chosen else named(actor, said["other"])
        commands.relate(actor=actor, opportunity=found, other=other)
        return f"{other.name} belongs with {found.name}", came_from(request, pk)

    return ask(
        request,
        form=OtherOpportunityForm(alike(actor, found), request.POST or None),
        title=f"Belongs with “{found.name}”",
        verb="Relate",
        save=save,
        page=address(pk),
    )


def unrelate(request: HttpRequest, pk: int) -> HttpResponse:
    row = opportunity_page.relation(actor_of(request), pk)
    with watched() as change:
        commands.unrelate(actor=actor_of(request), relation=row)
    toast(request, "They no longer belong together", undo=change.undo_url)
    return anew(request, "insight:opportunity", pk=row.opportunity_id)


def signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of what was seen in the market is about it."""
    actor, found = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)
    offered = seen.offered(actor, pk)
    linked = {signal.pk for signal in seen.seen_about(actor, pk)}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = [int(each) for each in said["chosen"]]
        commands.say_signals(
            actor=actor, opportunity=found, offered=[signal.pk for signal in offered], chosen=chosen
        )
        return f"Kept what was seen about {found.name}", address(pk)

    return ask(
        request,
        form=SignalsForm(offered, linked, request.POST if request.method == "POST" else None),
        title=f"Seen in the market about “{found.name}”",
        lead="" if offered else "Nothing was seen yet. Note it under Portfolio, Competitors and market.",
        verb="Keep",
        save=save,
        page=address(pk),
    )
