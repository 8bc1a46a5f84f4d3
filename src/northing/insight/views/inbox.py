"""The inbox: a list, the piece that is read, and what stands beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.queries import inbox_list
from northing.insight.queries.inbox_choices import (
    IMPORTANCES,
    REASONS,
    colleagues,
    reply_texts,
    snooze_days,
)
from northing.insight.queries.inbox_filter import InboxFilter, Tab
from northing.insight.queries.inbox_piece import ReadPiece, piece_of, read_piece
from northing.insight.queries.inbox_views import chips
from northing.insight.queries.saved_lists import INBOX
from northing.insight.queries.suggested import KINDS, suggested_kind, suggested_product
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.kernel.numbers import whole
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.history import history_of
from northing.organisation.queries.saved_lists import views
from northing.organisation.request import actor_of


def page(request: HttpRequest) -> HttpResponse:
    """Without a piece in the address the first one of the list is read. What says the same as it is asked
    for by the panes themselves, once they are shown."""
    actor, wanted = actor_of(request), InboxFilter.parse(request.GET)
    shown = inbox_list.inbox(actor, wanted)
    asked = _number(request, "piece")
    read = asked or (shown.rows[0].pk if shown.rows else None)
    reading = read_piece(actor, read, seek=False) if read else None
    context = {
        "inbox": shown,
        "nothing_yet": not shown.rows and inbox_list.nothing_yet(actor),
        "wanted": wanted,
        "tabs": inbox_list.counts(actor, wanted),
        "chips": chips(actor, wanted),
        "views": views(actor, INBOX, wanted),
        "chosen": asked is not None,
        "may_add": policies.may_triage(actor),
        **panes(request, reading, wanted.query()),
    }
    return render(request, "insight/inbox.html", context)


def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """The two panes of a piece; asked for by address alone it is the whole page."""
    actor, wanted = actor_of(request), InboxFilter.parse(request.GET)
    if not request.headers.get("HX-Request"):
        piece_of(actor, pk)
        return redirect(f"{reverse('insight:inbox')}?{wanted.query(tab=Tab.ALL)}&piece={pk}")
    context = panes(request, read_piece(actor, pk), wanted.query())
    response = render(request, "insight/inbox_panes.html", context)
    response["Cache-Control"] = "no-store"
    return response


def piece_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done with it: asked for when the part of its pane that says so is unfolded."""
    actor = actor_of(request)
    context = {"history": history_of(actor, piece_of(actor, pk)), "may_restore": False}
    return render(request, "ui/history.html", context)


def more(request: HttpRequest) -> HttpResponse:
    """The rows that follow."""
    actor, wanted = actor_of(request), InboxFilter.parse(request.GET)
    shown = inbox_list.inbox(actor, wanted, after=_number(request, "after"))
    context = {"inbox": shown, "query": wanted.query(), "currency": our_currency()}
    return render(request, "insight/inbox_rows.html", context)


def panes(request: HttpRequest, reading: ReadPiece | None, query: str) -> dict[str, Any]:
    """What the two panes of a piece are made of, beside the list that `query` asks for."""
    if reading is None:
        return {"reading": None, "query": query, "currency": our_currency()}
    actor, piece = actor_of(request), reading.piece
    return {
        "reading": reading,
        "query": query,
        "currency": our_currency(),
        "may_triage": policies.may_triage(actor) and piece.merged_into_id is None,
        "importances": IMPORTANCES,
        "reasons": REASONS,
        "days": snooze_days(clock.today()),
        "people": colleagues(actor),
        "reply_texts": reply_texts(actor, reading),
        "kinds": KINDS,
        "suggested_kind": suggested_kind(piece),
        "suggested_product": suggested_product(actor, piece),
        "goes_to": commands.mail_address(piece),
    }


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    if not value:
        return None
    if (number := whole(value)) is None:
        raise Refused(**{name: f"{value!r} is not the number of a piece."}) if name == "after" else NotVisible
    return number
