"""Ideas that customers see, the comments below them, and what is planned, for those who keep the portal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight.commands import portal as commands
from northing.insight.forms.portal_desk import AnswerForm, NoteForm
from northing.insight.queries import opportunity_page
from northing.insight.queries.portal import desk
from northing.insight.queries.portal.planned import plan, planned_thing
from northing.insight.views.portal_desk.page import done, keeper, page
from northing.kernel.errors import NotVisible
from northing.organisation.history import watched
from northing.ui.in_place import ask


def ideas(request: HttpRequest) -> HttpResponse:
    actor = keeper(request)
    return page(request, actor, "ideas", {"ideas": desk.published(actor)})


def comments(request: HttpRequest) -> HttpResponse:
    """Those that wait, and below what was decided about others."""
    actor = keeper(request)
    found = {"comments": desk.waiting_comments(actor), "recent": desk.recent_comments(actor)}
    return page(request, actor, "comments", found)


def show_comment(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    with watched() as change:
        commands.show_comment(actor=actor, comment=desk.comment(actor, pk))
    return done(request, "Shown to everybody", change, "insight:portal_comments")


def hide_comment(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    with watched() as change:
        commands.hide_comment(actor=actor, comment=desk.comment(actor, pk))
    return done(request, "Hidden", change, "insight:portal_comments")


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog; what is written stands below the idea in the organisation's name."""
    actor = keeper(request)
    found = opportunity_page.opportunity(actor, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.answer(actor=actor, opportunity=found, **said)
        return f"Answered below {found.public_name or found.name}", reverse("insight:opportunity", args=[pk])

    return ask(
        request,
        form=AnswerForm(request.POST or None),
        title=f"Answer below “{found.public_name or found.name}”",
        lead="Everybody who sees the idea reads it, in your organisation’s name.",
        verb="Answer",
        save=save,
        page=reverse("insight:opportunity", args=[pk]),
    )


def planned(request: HttpRequest) -> HttpResponse:
    """What customers see of the plan, as they see it."""
    return page(request, keeper(request), "planned", {"plan": plan()})


def note(request: HttpRequest, topic: str) -> HttpResponse:
    actor = keeper(request)
    thing = planned_thing(topic)
    if thing is None:
        raise NotVisible
    there = next(
        (each.note for row in plan().quarters for each in row.shown if each.thing.topic == topic), None
    )

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.note_planned(actor=actor, topic=topic, **said)
        return f"Saved the note on {thing.name}", reverse("insight:portal_planned")

    return ask(
        request,
        form=NoteForm(request.POST or None, initial={"text": there.text if there else ""}),
        title=thing.name,
        verb="Save",
        save=save,
        page=reverse("insight:portal_planned"),
    )
