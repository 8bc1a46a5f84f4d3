"""Who has signed in to the portal; keeping somebody out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import policies
from northing.insight.commands import portal as commands
from northing.insight.forms.portal_desk import BlockForm
from northing.insight.queries.portal import desk
from northing.insight.views.portal.home import page_of
from northing.insight.views.portal_desk.page import done, keeper, page
from northing.organisation.history import watched
from northing.ui.in_place import ask


def people(request: HttpRequest) -> HttpResponse:
    actor = keeper(request)
    shown, number, pages, total = desk.visitors(page_of(request))
    context = {
        "people": shown,
        "number": number,
        "pages": pages,
        "total": total,
        "may_erase": policies.may_erase(actor),
    }
    return page(request, actor, "people", context)


def block(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    found = desk.visitor(pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.block(actor=actor, visitor=found, **said)
        return f"Blocked {found}", reverse("insight:portal_people")

    return ask(
        request,
        form=BlockForm(request.POST or None),
        title=f"Block {found}",
        lead="They are signed out and cannot come back. What they said stays; hide it under Comments.",
        verb="Block",
        save=save,
        page=reverse("insight:portal_people"),
    )


def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    actor = keeper(request)
    with watched() as change:
        found = commands.unblock(actor=actor, visitor=desk.visitor(pk))
    return done(request, f"{found} may come back", change, "insight:portal_people")
