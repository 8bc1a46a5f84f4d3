"""Narrowing the inbox, and keeping a filter under a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands
from northing.insight.forms.inbox import FilterForm, SavedFilterForm
from northing.insight.queries.inbox_filter import InboxFilter
from northing.insight.queries.inbox_views import PAGE, saved_filter
from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the list by its address, like a link."""
    wanted = InboxFilter.parse(request.GET)
    context = {"form": FilterForm(actor_of(request), wanted), "kept": wanted}
    return render(request, "insight/inbox_filters.html", context)


def save(request: HttpRequest) -> HttpResponse:
    """A dialog for the name; a POST saves what the address shows."""
    form, query = SavedFilterForm(request.POST or None), InboxFilter.parse(request.GET).query()
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                saved = commands.save_view(actor=actor_of(request), page=PAGE, query=query, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Saved the filter {saved.name}", undo=change.undo_url)
            return _to(request, query)
    return _dialog(request, {"form": form, "query": query, "mine": True})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share or keep to oneself."""
    found = saved_filter(actor_of(request), pk)
    form = SavedFilterForm(request.POST or None, initial={"name": found.name, "shared": found.shared})
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                commands.change_view(actor=actor_of(request), view=found, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Changed the filter {found.name}", undo=change.undo_url)
            return _to(request, found.query)
    mine = found.owner_id == actor_of(request).pk
    return _dialog(request, {"form": form, "saved": found, "mine": mine, "query": found.query})


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = saved_filter(actor_of(request), pk)
    with watched() as change:
        commands.delete_view(actor=actor_of(request), view=found)
    toast(request, f"Deleted the filter {found.name}", undo=change.undo_url)
    return _to(request, "")


def _dialog(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    status = 422 if isinstance(form, SavedFilterForm) and form.errors else 200
    return render(request, "insight/inbox_save.html", context, status=status)


def _to(request: HttpRequest, query: str) -> HttpResponse:
    address = f"{reverse('insight:inbox')}?{query}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
