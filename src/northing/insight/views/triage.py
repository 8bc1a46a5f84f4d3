"""Deciding on a piece from the inbox: each answer says what was done, and how to take it back."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.triage import (
    HandOverForm,
    LinkForm,
    NameForm,
    OtherPieceForm,
    SetAsideForm,
    SnoozeForm,
)
from northing.insight.queries import inbox_list
from northing.insight.queries.inbox_choices import problems_named
from northing.insight.queries.inbox_filter import InboxFilter
from northing.insight.queries.inbox_piece import opportunity_of, piece_of, read_piece
from northing.insight.views.inbox import panes
from northing.kernel.errors import NotAllowed
from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation.history import Recording, watched
from northing.organisation.request import actor_of
from northing.ui import formatting


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Link the chosen words, or the whole piece, to an opportunity."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    said = checked(LinkForm(request.POST))
    opportunity = opportunity_of(actor, said["opportunity"])
    with watched() as change:
        commands.highlight(
            actor=actor,
            feedback=piece,
            opportunity=opportunity,
            span=said["span"],
            importance=said["importance"],
        )
    return acted(request, pk, f"Linked to {opportunity.name}", change)


def problems_to_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Opportunities whose names hold the typed words, each a button of the form that links."""
    actor = actor_of(request)
    piece_of(actor, pk)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    found = problems_named(actor, request.GET.get("words", "")[:200])
    return render(request, "insight/inbox_found.html", {"problems": found})


def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    opportunity = opportunity_of(actor, checked(LinkForm(request.POST))["opportunity"])
    with watched() as change:
        commands.unlink_all(actor=actor, feedback=piece, opportunity=opportunity)
    return acted(request, pk, f"No longer linked to {opportunity.name}", change)


def name_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """A new opportunity out of this piece."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    said = checked(NameForm(request.POST))
    with watched() as change:
        made = commands.name_problem(
            actor=actor, feedback=piece, name=said["name"], span=said["span"], importance=said["importance"]
        )
    return acted(request, pk, f"Created {made.opportunity.name} and linked it", change)


def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    said = checked(SetAsideForm(request.POST))
    with watched() as change:
        if said["answered"]:
            commands.mark_answered(actor=actor, feedback=piece)
        else:
            commands.set_aside(actor=actor, feedback=piece, reason=said["reason"])
    return acted(request, pk, "Marked answered" if said["answered"] else f"Set aside: {said['reason']}", change)


def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        commands.bring_back(actor=actor_of(request), feedback=piece_of(actor_of(request), pk))
    return acted(request, pk, "Back in the inbox", change)


def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    until = checked(SnoozeForm(request.POST))["until"]
    with watched() as change:
        commands.snooze(actor=actor, feedback=piece, until=until)
    return acted(request, pk, f"Snoozed until {formatting.long_day(until)}", change)


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    to = checked(HandOverForm(request.POST))["assignee"]
    with watched() as change:
        commands.assign(actor=actor, feedback=piece, assignee=to)
    return acted(request, pk, f"Handed over to {to.name}" if to else "Nobody’s now", change)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This piece says what the other one said: it is the one that goes."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    kept = piece_of(actor, checked(OtherPieceForm(request.POST))["other"])
    with watched() as change:
        commands.merge(actor=actor, kept=kept, gone=piece)
    return acted(request, pk, f"Merged into {kept.heading}", change)


def keep_apart(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    other = piece_of(actor, checked(OtherPieceForm(request.POST))["other"])
    with watched() as change:
        commands.keep_apart(actor=actor, feedback=piece, other=other)
    return acted(request, pk, f"Kept apart from {other.heading}", change)


def acted(request: HttpRequest, pk: int, text: str, change: Recording) -> HttpResponse:
    """The piece's row and the counts as they are now; both panes anew when the piece stays open."""
    wanted = InboxFilter.parse(request.GET)
    query = wanted.query()
    here = f"{reverse('insight:inbox')}?{query}{'&' if query else ''}piece={pk}"
    undo = f"{change.undo_url}?to={quote(here)}" if change.undo_url else ""
    toast(request, text, undo=undo)
    if not request.headers.get("HX-Request"):
        return redirect(here)
    actor = actor_of(request)
    stays = bool(request.POST.get("stays"))
    context = {
        "wanted": wanted,
        "query": query,
        "row": inbox_list.row(actor, pk),
        "tabs": inbox_list.counts(actor, wanted),
        "stays": stays,
        **panes(request, read_piece(actor, pk) if stays else None, query),
    }
    return render(request, "insight/inbox_acted.html", context)
