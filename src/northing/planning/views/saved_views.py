"""Keeping the list as it is shown now, under a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.forms.saved_views import SavedViewForm
from northing.planning.queries import feature_views
from northing.planning.queries.feature_filter import FeatureFilter


def save_view(request: HttpRequest) -> HttpResponse:
    """A dialog for the name; a POST saves what the address shows."""
    form = SavedViewForm(request.POST or None)
    query = FeatureFilter.parse(request.GET).query()
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                view = commands.save_view(
                    actor=actor_of(request), page=feature_views.PAGE, query=query, **form.cleaned_data
                )
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Saved the view {view.name}", undo=change.undo_url)
            return _to(request, f"?{query}")
    context = {"form": form, "query": query, "view": None}
    return render(request, "planning/features_view.html", context, status=422 if form.errors else 200)


def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share or keep to oneself."""
    found = feature_views.saved_view(actor_of(request), pk)
    form = SavedViewForm(request.POST or None, initial={"name": found.name, "shared": found.shared})
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                commands.change_view(actor=actor_of(request), view=found, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Changed the view {found.name}", undo=change.undo_url)
            return _to(request, f"?{found.query}")
    mine = found.owner_id == actor_of(request).pk
    context = {"form": form, "view": found, "mine": mine, "query": found.query}
    return render(request, "planning/features_view.html", context, status=422 if form.errors else 200)


def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    found = feature_views.saved_view(actor_of(request), pk)
    with watched() as change:
        commands.delete_view(actor=actor_of(request), view=found)
    toast(request, f"Deleted the view {found.name}", undo=change.undo_url)
    return _to(request, "")


def _to(request: HttpRequest, query: str) -> HttpResponse:
    address = reverse("planning:features") + query
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
