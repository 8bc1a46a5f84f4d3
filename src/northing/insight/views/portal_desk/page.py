"""What every page of the portal's keepers has: who may, the tabs, going back to where one was."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.insight import policies
from northing.insight.queries.portal import desk
from northing.insight.queries.portal.place import portal
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import Recording
from northing.organisation.request import actor_of
from northing.ui.in_place import anew

if TYPE_CHECKING:
    from northing.organisation.models import Member

KEPT_BY = "The portal is kept by product managers and heads."


def keeper(request: HttpRequest) -> "Member":
    actor = actor_of(request)
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    return actor


def page(
    request: HttpRequest, actor: "Member", name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {
        "tab": name,
        "portal": portal(),
        "waiting": desk.waiting(actor),
        "may_set": policies.may_set_rules(actor),
        **context,
    }
    return render(request, f"insight/portal_desk/{name}.html", shown, status=status)


def done(request: HttpRequest, text: str, change: Recording, route: str) -> HttpResponse:
    toast(request, text, undo=change.undo_url)
    return anew(request, route)
