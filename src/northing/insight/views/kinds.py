"""Saying what kind a piece is and what it is about, by keeping what was suggested or by choosing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, kinds, policies
from northing.insight.commands.acting import MAY_ACT
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.kinds import WANTED, ActingForm, KindForm, ProductForm
from northing.insight.queries.inbox_piece import piece_of
from northing.insight.queries.suggested import done_alone, records
from northing.insight.views.triage import acted
from northing.kernel.errors import NotAllowed
from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

LEAST = WANTED[0][0]


def say_kind(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    kind = checked(KindForm(request.POST))["kind"]
    with watched() as change:
        changed = commands.change_feedback(actor=actor, feedback=piece, kind=kind)
    return acted(request, pk, f"Kept as a {kind}" if changed.kind else "Its kind is not said any more", change)


def say_product(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: a dialog to choose. POST with `kept` takes what was suggested, where the piece is read."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    form = ProductForm(request.POST or None, actor=actor, initial={"product": piece.product_id})
    if "kept" in request.POST:
        product = checked(form)["product"]
        with watched() as change:
            commands.change_feedback(actor=actor, feedback=piece, product=product)
        return acted(request, pk, f"About {product}" if product else "About no product", change)
    page = f"{reverse('insight:inbox')}?tab=all&piece={pk}"

    def save(said: dict[str, Any]) -> tuple[str, str]:
        product = said["product"]
        commands.change_feedback(actor=actor, feedback=piece, product=product)
        return f"About {product}" if product else "About no product", page

    return ask(request, form=form, title="What is it about?", verb="Save", save=save, page=page)


def suggestions(request: HttpRequest) -> HttpResponse:
    """How suggestions did, what may be said without asking, and what was. POST turns that on or off."""
    actor = actor_of(request)
    may_allow = policies.may_let_act_alone(actor)
    if not policies.may_set_rules(actor) or (request.method == "POST" and not may_allow):
        raise NotAllowed(MAY_ACT)
    if request.method == "POST":
        said = checked(ActingForm(request.POST))
        with watched() as change:
            commands.allow_acting(actor=actor, field=said["field"], wanted=said["wanted"])
        toast(request, "Acts alone" if said["wanted"] else "Only suggests", undo=change.undo_url)
        return redirect("insight:suggestions")
    rows = [
        (row, kinds.sure_from(row.field, row.acting.wanted if row.acting else WANTED[0][0]))
        for row in records()
    ]
    context = {"records": rows, "choices": WANTED, "done": done_alone(actor), "may_allow": may_allow}
    return render(request, "insight/suggestions.html", context)


def take_back(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    with watched() as change:
        commands.take_back(actor=actor, piece=piece, field=field)
    toast(request, "Taken back, and learnt from", undo=change.undo_url)
    return redirect("insight:suggestions")
