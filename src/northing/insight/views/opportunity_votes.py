"""Votes that staff give for a customer who said so elsewhere."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.insight import policies
from northing.insight.commands import portal as commands
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.portal_desk import VoteForForm
from northing.insight.queries import opportunity_page
from northing.insight.queries.portal import desk
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member


def vote_for(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = opportunity_page.opportunity(actor, pk)
    _must_listen(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        vote = commands.vote_for(actor=actor, opportunity=found, **said)
        return f"Voted for {vote.customer}", reverse("insight:opportunity", args=[pk])

    return ask(
        request,
        form=VoteForForm(request.POST or None),
        title=f"A vote for “{found.name}”",
        lead="On behalf of a customer. It counts as evidence: the customer and its revenue once.",
        verb="Vote",
        save=save,
        page=reverse("insight:opportunity", args=[pk]),
    )


def remove_vote(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = desk.vote(actor, pk)
    _must_listen(actor)
    with watched() as change:
        commands.remove_vote(actor=actor, vote=found)
    toast(request, f"Took back the vote for {found.customer or 'a customer'}", undo=change.undo_url)
    return redirect("insight:opportunity", pk=found.opportunity_id)


def _must_listen(actor: "Member") -> None:
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
