"""Switching the portal on, and how it behaves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.insight import policies
from northing.insight.commands import portal as commands
from northing.insight.forms.portal_desk import PortalForm
from northing.insight.queries.portal.place import portal
from northing.insight.views.portal_desk.page import keeper, page
from northing.kernel.errors import NotAllowed
from northing.organisation import mail
from northing.organisation.queries.history import history_of
from northing.organisation.saving import saved


def settings(request: HttpRequest) -> HttpResponse:
    actor = keeper(request)
    if not policies.may_set_rules(actor):
        raise NotAllowed("The portal is switched on and off by owners and heads.")
    found = portal()
    form = PortalForm(found, request.POST or None, request.FILES or None)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        logo = ("", b"") if said.get("without_logo") else None
        if new := said["logo"]:
            logo = new.name, new.read()
        now = commands.set_up_portal(actor=actor, logo=logo, **form.changes())
        return _said(found.is_on, now.is_on), request.path

    if address := saved(request, form, save):
        return redirect(address)
    context = {
        "form": form,
        "address": mail.absolute(reverse("insight:portal")),
        "feed": mail.absolute(reverse("insight:portal_feed")),
        "mail_is_configured": mail.is_configured(),
        "history": history_of(actor, found, limit=20) if not found._state.adding else [],
    }
    return page(request, actor, "settings", context, status=422 if form.errors else 200)


def _said(was_on: bool, is_on: bool) -> str:
    if was_on == is_on:
        return "Saved how the portal behaves"
    return "Customers see the portal now" if is_on else "The portal is off. Only you who work here see it"
