"""Keeping the page, as its address shows it, under a name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.insight.queries.saved_lists import saved_view
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.forms.saved_views import SavedViewForm
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.prioritise.views import CANDIDATES
from northing.ui.in_place import ask


def save_view(request: HttpRequest) -> HttpResponse:
    actor, page = actor_of(request), reverse(CANDIDATES.route)
    query = PrioritiseFilter.parse(request.GET).query()

    def save(said: dict[str, Any]) -> tuple[str, str]:
        view = commands.save_view(actor=actor, page=CANDIDATES.page, query=query, **said)
        return f"Saved the view {view.name}", f"{page}?{query}"

    form = SavedViewForm(request.POST or None)
    return ask(request, form=form, title="Save this view", verb="Save", save=save, page=page)


def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    found = saved_view(actor_of(request), CANDIDATES, pk)
    with watched() as change:
        commands.delete_view(actor=actor_of(request), view=found)
    toast(request, f"Deleted the view {found.name}", undo=change.undo_url)
    return redirect(CANDIDATES.route)
