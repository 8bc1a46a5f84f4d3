"""The changelog: writing, publishing, taking back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight.commands import portal as commands
from northing.insight.forms.portal_desk import ChangeForm
from northing.insight.queries.portal import changes as queries
from northing.insight.queries.portal.ideas import names
from northing.insight.queries.portal.planned import plan
from northing.insight.views.portal_desk.page import done, keeper, page
from northing.organisation.history import watched
from northing.ui.in_place import ask


def changes(request: HttpRequest) -> HttpResponse:
    return page(request, keeper(request), "changes", {"changes": queries.drafts_and_published()})


def entry(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A dialog for a new entry, or for one that is there."""
    actor = keeper(request)
    found = queries.change(pk) if pk else None

    def save(said: dict[str, Any]) -> tuple[str, str]:
        saved = commands.save_change(actor=actor, entry=found, **said)
        return f"Saved {saved.title}", reverse("insight:portal_news")

    return ask(
        request,
        form=ChangeForm(_topics(), found, request.POST or None),
        title="Change the entry" if found else "New entry",
        lead="" if found else "A draft, until you publish it.",
        verb="Save",
        save=save,
        page=reverse("insight:portal_news"),
        about=found,
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    with watched() as change:
        saved = commands.publish_change(actor=actor, entry=queries.change(pk))
    return done(request, f"Published {saved.title}", change, "insight:portal_news")


def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    with watched() as change:
        saved = commands.unpublish_change(actor=actor, entry=queries.change(pk))
    return done(request, f"Unpublished {saved.title}", change, "insight:portal_news")


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    found = queries.change(pk)
    with watched() as change:
        commands.remove_change(actor=actor, entry=found)
    return done(request, f"Removed {found.title}", change, "insight:portal_news")


def _topics() -> list[tuple[str, str]]:
    planned = [(each.thing.topic, each.thing.name) for quarter in plan().quarters for each in quarter.shown]
    return [*planned, *((f"opportunity:{pk}", name) for pk, name in names())]
