"""Changing one thing where it stands, and asking for a few things in a dialog: the same on every page.

A fact is text that turns into its editor and back. Both work without a script, as pages of their own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.organisation.saving import Save, saved

TOLD = 20  # changes in a dialog


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said about a row in one field. `address`: its editor's, "" where it may not be changed here.

    `key` is the letter that opens the editor; `empty` stands where nothing is said yet.
    """

    label: str
    text: str
    address: str = ""
    key: str = ""
    empty: str = "none"


def edit_fact(
    request: HttpRequest,
    *,
    form: Form,
    read: Callable[[], Fact],
    save: Callable[[dict[str, Any]], str],
    page: str,
) -> HttpResponse:
    """GET: the editor, or with ?read the fact. POST: save, then the fact as it is now; 422 with what is wrong.

    `form` has the one field; `save` gets its cleaned data and answers what the toast says. `page` is where the
    row has its own page: there the whole page comes anew, since headings and history say the same.
    """
    in_place = request.headers.get("HX-Request") == "true"
    if "read" in request.GET:
        return render(request, "ui/fact.html", {"fact": read(), "returned": True})
    if saved(request, form, lambda said: (save(said), page)):
        if not in_place:
            return redirect(page)
        if urlsplit(request.headers.get("HX-Current-URL", "")).path == page:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "ui/fact.html", {"fact": read(), "returned": True})
    context = {"form": form, "fact": read(), "page": page, "field": next(iter(form)), "address": request.path}
    template = "ui/fact_editor.html" if in_place else "ui/fact_page.html"
    return render(request, template, context, status=422 if form.errors else 200)


def ask(
    request: HttpRequest,
    *,
    form: Form,
    title: str,
    verb: str,
    save: Save,
    page: str,
    lead: str = "",
    about: Model | None = None,
    stays_on: Collection[str] = (),
) -> HttpResponse:
    """GET: a dialog with the form (a page without a script). POST: save; 422 with what is wrong.

    `page` is where the question was asked; `about` the row that is changed, where only this tells its past.
    Who asks on one of the pages of `stays_on` finds that one again, instead of where `save` would lead.
    """
    in_place = request.headers.get("HX-Request") == "true"
    if address := saved(request, form, save):
        if in_place and urlsplit(request.headers.get("HX-Current-URL", "")).path in stays_on:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return HttpResponse(headers={"HX-Redirect": address}) if in_place else redirect(address)
    context = {"form": form, "title": title, "verb": verb, "lead": lead, "page": page}
    context["history"] = history_of(actor_of(request), about, limit=TOLD) if about else None
    context["address"] = request.get_full_path()  # what is asked about may stand in the address
    template = "ui/ask_dialog.html" if in_place else "ui/ask_page.html"
    return render(request, template, context, status=422 if form.errors else 200)


def anew(request: HttpRequest, page: str, *, pk: int | None = None) -> HttpResponse:
    """The page that asked, as it is now; without a script `page`, an address or the name of one, of `pk`."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(page) if pk is None else redirect(page, pk=pk)
