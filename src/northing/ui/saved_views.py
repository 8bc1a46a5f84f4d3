"""Keeping a list, as its address shows it, under a name."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation import commands, policies
from northing.organisation.history import watched
from northing.organisation.queries.saved_lists import SavedList, saved_view
from northing.organisation.request import actor_of
from northing.ui.in_place import ask


class ViewForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    shared = forms.BooleanField(label="Everybody sees it", required=False)


def save_view(request: HttpRequest, of: SavedList) -> HttpResponse:
    actor, page = actor_of(request), reverse(of.route)
    query = of.filter.parse(request.GET).query()

    def save(said: dict[str, Any]) -> tuple[str, str]:
        view = commands.save_view(actor=actor, page=of.page, query=query, **said)
        return f"Saved the view {view.name}", f"{page}?{query}"

    return ask(
        request, form=ViewForm(request.POST or None), title="Save this view", verb="Save", save=save, page=page
    )


def change_view(request: HttpRequest, of: SavedList, pk: int) -> HttpResponse:
    """Rename, share or keep to oneself."""
    actor, page = actor_of(request), reverse(of.route)
    found = saved_view(actor, of, pk)
    if not policies.may_change_view(actor, found):
        raise NotAllowed(f"{found.owner.name} shares this view. Open it, and save it as your own.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_view(actor=actor, view=found, **said)
        return f"Changed the view {found.name}", f"{page}?{found.query}"

    form = ViewForm(request.POST or None, initial={"name": found.name, "shared": found.shared})
    title = f"The view {found.name}"
    return ask(request, form=form, title=title, verb="Save", save=save, page=page, about=found)


def delete_view(request: HttpRequest, of: SavedList, pk: int) -> HttpResponse:
    found = saved_view(actor_of(request), of, pk)
    with watched() as change:
        commands.delete_view(actor=actor_of(request), view=found)
    toast(request, f"Deleted the view {found.name}", undo=change.undo_url)
    return redirect(of.route)
