"""Handing a person's data out, erasing it, and how far that is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.privacy import ErasureForm
from northing.insight.queries import customer_page, erasures
from northing.insight.queries.belongings import Person, belongings
from northing.insight.queries.person_data import archive
from northing.insight.queries.portal import desk
from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import ask

ERASED_BY = "A person’s data is erased by owners and heads of product."


def contact_data(request: HttpRequest, pk: int) -> HttpResponse:
    return _data(request, customer_page.contact(pk))


def customer_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a customer who is a person."""
    return _data(request, customer_page.customer(pk))


def erase_contact(request: HttpRequest, pk: int) -> HttpResponse:
    person = customer_page.contact(pk)
    return _erase(request, person, reverse("insight:customer", args=[person.customer_id]))


def erase_customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a customer who is a person."""
    return _erase(request, customer_page.customer(pk), reverse("insight:customer", args=[pk]))


def visitor_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Of somebody who signed in to the portal."""
    return _data(request, desk.visitor(pk))


def erase_visitor(request: HttpRequest, pk: int) -> HttpResponse:
    return _erase(request, desk.visitor(pk), reverse("insight:portal_people"))


def erased(request: HttpRequest) -> HttpResponse:
    """Who was erased is not said: when, by whom, on which basis, and how far it is."""
    if not policies.may_erase(actor_of(request)):
        raise NotAllowed(ERASED_BY)
    rows = erasures.latest()
    part = "table" if request.GET.get("part") == "table" else "page"
    context = {"rows": rows, "under_way": any(row.ended_at is None for row in rows)}
    return render(request, f"insight/erased/{part}.html", context)


def _data(request: HttpRequest, person: Person) -> HttpResponse:
    name = f"personal-data-{person.pk}-{clock.today()}.zip"
    return HttpResponse(
        archive(actor_of(request), person),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _erase(request: HttpRequest, person: Person, page: str) -> HttpResponse:
    """`page`: what lies behind the dialog."""
    actor = actor_of(request)
    if not policies.may_erase(actor):
        raise NotAllowed(ERASED_BY)
    of = belongings(person)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        done = commands.erase_person(actor=actor, person=person, basis=said["basis"])
        stay = "stays" if done.pieces == 1 else "stay"
        toast(request, f"Erased. {formatting.counted(done.pieces, 'piece')} {stay} as a count")
        return "", reverse("insight:erased")

    return ask(
        request,
        form=ErasureForm(request.POST or None),
        title=f"Erase {person}",
        lead=(
            f"Name, address, the words of {formatting.counted(len(of.feedback), 'piece')}, replies, files,"
            " comments and every earlier version go for good. This cannot be undone."
        ),
        verb="Erase for good",
        save=save,
        page=page,
    )
