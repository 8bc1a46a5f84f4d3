"""Who a roadmap can be for, and which fields exist for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forms.roadmap import AudienceForm
from northing.planning.queries.audience_view import FIELDS, Rights
from northing.planning.queries.audiences import INTERNAL, audience, audiences


def listing(request: HttpRequest) -> HttpResponse:
    found = [(who, [Rights.of(who).has(field) for field in FIELDS]) for who in audiences()]
    context = {"found": found, "fields": FIELDS.values(), "may_change": policies.may_share(actor_of(request))}
    return render(request, "planning/audiences.html", context | {"internal": INTERNAL})


def new(request: HttpRequest) -> HttpResponse:
    return _form(request, "")


def one(request: HttpRequest, slug: str) -> HttpResponse:
    return _form(request, slug)


def delete(request: HttpRequest, slug: str) -> HttpResponse:
    name = audience(slug).name
    with watched() as change:
        commands.delete_audience(actor=actor_of(request), slug=slug)
    toast(request, f"Removed what was set for {name}", undo=change.undo_url)
    return redirect("planning:audiences")


def _form(request: HttpRequest, slug: str) -> HttpResponse:
    if not policies.may_share(actor_of(request)):
        raise NotAllowed("Audiences are changed by product managers. Ask a head of product.")
    initial: dict[str, Any] = {}
    who = audience(slug) if slug else None
    if who is not None:
        initial = {"name": who.name, "fields_shown": who.fields}
        initial |= {"quarters_only": who.quarters_only, "public_names": who.public_names}
    form = AudienceForm(request.POST or None, initial=initial)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        fields = said.pop("fields_shown")
        made = commands.save_audience(actor=actor_of(request), slug=slug or None, fields=fields, **said)
        return f"Saved the audience {made.name}", reverse("planning:audiences")

    if address := saved(request, form, save):
        return redirect(address)
    status = 422 if form.errors else 200
    context = {"form": form, "who": who, "tellings": [form["quarters_only"], form["public_names"]]}
    return render(request, "planning/audience.html", context, status=status)
