"""One customer: the page, its fields, and the people who speak for it."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.customers import ContactForm, CustomerForm
from northing.insight.queries import customer_page
from northing.insight.views.customers import must_curate
from northing.kernel.errors import NotVisible, Refused
from northing.kernel.numbers import whole
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.ui.in_place import ask


def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """The page. The address of one that was merged leads to where it went."""
    actor = actor_of(request)
    try:
        found = customer_page.customer_page(actor, pk, _page(request))
    except NotVisible:
        kept = customer_page.where_it_went(pk)
        if kept is None:
            raise
        return redirect("insight:customer", pk=kept)
    context = {
        "page": found,
        "customer": found.customer,
        "said": found.row.said,
        "currency": our_currency(),
        "history": history_of(actor, found.customer, limit=40),
        "may_curate": policies.may_curate(actor),
        "may_erase": policies.may_erase(actor),
    }
    return render(request, "insight/customer.html", context)


def edit_customer(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog with its fields; only what was changed is written."""
    actor, found = actor_of(request), customer_page.customer(pk)
    must_curate(actor)
    form = CustomerForm(found, request.POST or None)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        changed = commands.change_customer(actor=actor, customer=found, **form.changes())
        return f"Changed {changed.name}", came_from(request, pk)

    return ask(request, form=form, title=found.name, verb="Save", save=save, page=_address(pk))


def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), customer_page.customer(pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        person = commands.add_contact(actor=actor, customer=found, **said)
        return f"Added {person.name}", came_from(request, pk)

    return ask(
        request,
        form=ContactForm(request.POST or None),
        title=f"A person at {found.name}",
        verb="Add",
        save=save,
        page=_address(pk),
    )


def edit_contact(request: HttpRequest, pk: int) -> HttpResponse:
    actor, person = actor_of(request), customer_page.contact(pk)
    must_curate(actor)
    initial = {name: getattr(person, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=initial)
    at = person.customer_id

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_contact(actor=actor, contact=person, **{name: said[name] for name in form.changed_data})
        return f"Changed {said['name']}", came_from(request, at)

    page = _address(at) if at else reverse("insight:customers")
    return ask(request, form=form, title=person.name, verb="Save", save=save, page=page, about=person)


def came_from(request: HttpRequest, pk: int | None) -> str:
    """Back to the list with this customer beside it when the question was asked there, else to its page."""
    asked_on = urlsplit(request.headers.get("HX-Current-URL", ""))
    if asked_on.path == reverse("insight:customers"):
        return f"{asked_on.path}?{asked_on.query}" if asked_on.query else asked_on.path
    return _address(pk) if pk else reverse("insight:customers")


def _address(pk: int) -> str:
    return reverse("insight:customer", args=[pk])


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    if not (page := whole(asked)):
        raise Refused(page=f"{asked!r} is no page.")
    return min(page, 100_000)
