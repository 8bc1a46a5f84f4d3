"""Switching the portal on, and how it behaves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.insight import policies
from northing.insight.commands import portal as commands
from northing.insight.forms.portal_desk import PortalForm
from northing.insight.queries.portal.place import portal
from northing.insight.views.portal_desk.page import keeper, page
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import mail
from northing.organisation.history import watched
from northing.organisation.queries.history import history_of


def settings(request: HttpRequest) -> HttpResponse:
    actor = keeper(request)
    if not policies.may_set_rules(actor):
        raise NotAllowed("The portal is switched on and off by owners and heads.")
    found = portal()
    form = PortalForm(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                if new := form.cleaned_data["logo"]:
                    commands.change_logo(actor=actor, name=new.name, content=new.read())
                elif form.cleaned_data.get("without_logo"):
                    commands.change_logo(actor=actor)
                saved = commands.set_up_portal(actor=actor, **form.changes())
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, _said(found.is_on, saved.is_on), undo=change.undo_url)
            return redirect("insight:portal_settings")
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
