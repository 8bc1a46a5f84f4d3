"""Outcomes, risks and regulations: asked for in a dialog, taken back by undo."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms.noted import FORMS, WORDS
from northing.portfolio.queries.noted import noted, step_of
from northing.ui.in_place import ask


def new_note(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found, page = _changeable(request, pk, kind)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        row = commands.note(actor=actor_of(request), product=found, kind=kind, **said)
        return f"Noted: {row}", page

    title = f"New {WORDS[kind]} of {found.name}"
    return ask(request, form=FORMS[kind](request.POST or None), title=title, verb="Note", save=save, page=page)


def change_note(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    found, page = _changeable(request, pk, kind)
    known = noted(found, kind, row)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if said.pop("gone"):
            commands.drop_note(actor=actor_of(request), row=known)
            return f"Removed: {known}", page
        changed = commands.change_note(actor=actor_of(request), row=known, **said)
        return f"Changed: {changed}", page

    form = FORMS[kind](request.POST or None, row=known)
    return ask(
        request, form=form, title=f"Change the {WORDS[kind]}", verb="Change", save=save, page=page, about=known
    )


@require_POST
def finish_step(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A step of the product's end is done, or it is not after all."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"The end of {found.name} is planned by its owner and the heads.")
    step = step_of(found, row)
    with watched() as change:
        done = commands.finish_step(actor=actor, step=step, done=step.done_on is None)
    toast(request, f"{done.name}: {'done' if done.done_on else 'open again'}", undo=change.undo_url)
    return redirect("portfolio:product", pk=pk)


def _changeable(request: HttpRequest, pk: int, kind: str) -> tuple[Any, str]:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if kind not in FORMS:
        raise Http404
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"What is kept in mind about {found.name} is noted by its owner and the heads.")
    return found, reverse("portfolio:product", args=[pk])
