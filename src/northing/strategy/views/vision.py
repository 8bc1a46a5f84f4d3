"""Vision, pillars and cycles: dialogs, and the page that lists them."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.request import actor_of
from northing.strategy import commands, policies
from northing.strategy.forms.vision import CycleForm, NothingForm, PillarForm, VisionForm
from northing.strategy.queries import foundations, one
from northing.strategy.scoring import sureness
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member

HEADS = "The strategy is set by owners and heads of product."


def page(request: HttpRequest) -> HttpResponse:
    """The vision with its former versions, the pillars, the cycles."""
    actor = actor_of(request)
    found = foundations.foundations()
    context = {
        "found": found,
        "may_shape": policies.may_shape(actor),
        "closed": [(line.cycle, said) for line in found.cycles if (said := sureness(line.cycle))],
    }
    return render(request, "strategy/foundations.html", context)


def say_vision(request: HttpRequest) -> HttpResponse:
    actor = _head(request)
    latest = one.vision()

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.say_vision(actor=actor, **said)
        return "Said the vision", back()

    return ask(
        request,
        form=VisionForm(latest, request.POST or None),
        title="The vision" if latest is None else "Say the vision anew",
        lead="" if latest is None else "The present one stays on record.",
        verb="Say it",
        save=save,
        page=back(),
    )


def new_pillar(request: HttpRequest) -> HttpResponse:
    actor = _head(request)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Added {commands.add_pillar(actor=actor, **said).name}", back()

    form = PillarForm(None, request.POST or None)
    return ask(request, form=form, title="New pillar", verb="Add", save=save, page=back())


def edit_pillar(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = _head(request), one.pillar(pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Changed {commands.change_pillar(actor=actor, pillar=found, **said).name}", back()

    form = PillarForm(found, request.POST or None)
    return ask(request, form=form, title=found.name, verb="Save", save=save, page=back(), about=found)


def remove_pillar(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = _head(request), one.pillar(pk)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.remove_pillar(actor=actor, pillar=found)
        return f"Removed {found.name}", back()

    return ask(
        request,
        form=NothingForm({} if request.method == "POST" else None),
        title=f"Remove {found.name}",
        lead="Its objectives stay, below no pillar.",
        verb="Remove",
        save=save,
        page=back(),
    )


def new_cycle(request: HttpRequest) -> HttpResponse:
    actor = _head(request)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.begin_cycle(actor=actor, **said)
        return f"Began {made.name}", f"{reverse('strategy:map')}?cycle={made.name}"

    form = CycleForm(None, request.POST or None)
    return ask(request, form=form, title="New cycle", verb="Begin it", save=save, page=back())


def edit_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = _head(request), one.cycle(pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Changed {commands.change_cycle(actor=actor, cycle=found, **said).name}", back()

    form = CycleForm(found, request.POST or None)
    return ask(request, form=form, title=found.name, verb="Save", save=save, page=back(), about=found)


def close_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was reached, and score what was said on the way."""
    actor, found = _head(request), one.cycle(pk)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.close_cycle(actor=actor, cycle=found)
        return f"Closed {found.name}", back()

    return ask(
        request,
        form=NothingForm({} if request.method == "POST" else None),
        title=f"Close {found.name}",
        lead="What each key result came to is kept, and everybody who said how sure they were is scored.",
        verb="Close it",
        save=save,
        page=back(),
    )


def back() -> str:
    return reverse("strategy:foundations")


def _head(request: HttpRequest) -> "Member":
    actor = actor_of(request)
    if not policies.may_shape(actor):
        raise NotAllowed(HEADS)
    return actor
