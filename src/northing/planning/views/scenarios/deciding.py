"""Proposing, talking, approving, publishing, dropping."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.scenarios import CommentForm, PublishForm, ReasonForm, SendBackForm
from northing.planning.queries.scenarios import rows
from northing.ui.in_place import ask


def propose(request: HttpRequest, pk: int) -> HttpResponse:
    found = rows.scenario(pk)
    return _done(
        request,
        lambda: commands.propose(actor=actor_of(request), scenario=found),
        f"Asked everybody for comments on {found.name}",
        _page(pk),
    )


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    found, said = rows.scenario(pk), checked(CommentForm(request.POST))
    return _done(
        request,
        lambda: commands.comment(actor=actor_of(request), scenario=found, **said),
        f"Commented on {found.name}",
        _page(pk),
    )


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found, said = rows.scenario(pk), checked(ReasonForm(request.POST))
    return _done(
        request,
        lambda: commands.approve(actor=actor_of(request), scenario=found, **said),
        f"Approved {found.name}",
        _page(pk),
    )


def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), rows.scenario(pk)
    if not policies.may_approve(actor):
        raise NotAllowed("Scenarios are approved by heads of product.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.send_back(actor=actor, scenario=found, **said)
        return f"Sent {found.name} back", _page(pk)

    return ask(
        request,
        form=SendBackForm(request.POST or None),
        title=f"Send {found.name} back",
        verb="Send back",
        lead="It is a draft again, and whoever made it reads what is missing.",
        save=save,
        page=_page(pk),
    )


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found, said = rows.scenario(pk), checked(ReasonForm(request.POST))
    return _done(
        request,
        lambda: commands.drop_scenario(actor=actor_of(request), scenario=found, **said),
        f"Dropped {found.name}",
        reverse("planning:scenarios"),
    )


def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    found = rows.scenario(pk)
    return _done(
        request,
        lambda: commands.take_up(actor=actor_of(request), scenario=found),
        f"{found.name} is a draft again",
        _page(pk),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found, said = rows.scenario(pk), checked(PublishForm(request.POST))
    return _done(
        request,
        lambda: commands.publish(actor=actor_of(request), scenario=found, **said),
        f"Published {found.name} as the plan",
        _page(pk),
    )


def _page(pk: int) -> str:
    return reverse("planning:scenario", args=[pk])


def _done(request: HttpRequest, command: Callable[[], object], said: str, page: str) -> HttpResponse:
    with watched() as change:
        command()
    toast(request, said, undo=change.undo_url)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)
