"""The organisation's own fields: the list, adding one, and changing, moving and archiving it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.toasts import toast
from northing.organisation import commands, policies
from northing.organisation.forms import ChangedFieldForm, CustomFieldForm
from northing.organisation.history import watched
from northing.organisation.queries import custom_fields
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.organisation.saving import saved


def fields(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds one."""
    actor = actor_of(request)
    form = CustomFieldForm(request.POST if request.method == "POST" else None)

    def add(said: dict[str, Any]) -> tuple[str, str]:
        return f"Added the field {commands.add_custom_field(actor=actor, **said).name}", request.path

    if address := saved(request, form, add):
        return redirect(address)
    context = {
        "kinds": custom_fields.all_fields(),
        "archived": custom_fields.archived_fields(),
        "may_change": policies.may_run_the_place(actor),
        "form": form,
    }
    return render(request, "organisation/fields.html", context, status=422 if form.errors else 200)


def field(request: HttpRequest, pk: int) -> HttpResponse:
    """One field; a POST changes its name and choices."""
    actor, found = actor_of(request), custom_fields.custom_field(pk)
    form = ChangedFieldForm(found, request.POST if request.method == "POST" else None)

    def change(said: dict[str, Any]) -> tuple[str, str]:
        changed = commands.change_custom_field(actor=actor, field=found, **said)
        return f"Changed the field {changed.name}", reverse("organisation:fields")

    if address := saved(request, form, change):
        return redirect(address)
    context = {
        "field": found,
        "form": form,
        "may_change": policies.may_run_the_place(actor),
        "history": history_of(actor, found),
    }
    return render(request, "organisation/field.html", context, status=422 if form.errors else 200)


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up, or with `down` one down."""
    found = custom_fields.custom_field(pk)
    with watched() as change:
        commands.move_custom_field(actor=actor_of(request), field=found, up="down" not in request.POST)
    toast(request, f"Moved the field {found.name}", undo=change.undo_url)
    return redirect("organisation:fields")


def archive(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        found = commands.archive_custom_field(actor=actor_of(request), field=custom_fields.custom_field(pk))
    toast(request, f"Archived the field {found.name}", undo=change.undo_url)
    return redirect("organisation:fields")


def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        found = commands.bring_back_custom_field(actor=actor_of(request), field=custom_fields.custom_field(pk))
    toast(request, f"Brought back the field {found.name}", undo=change.undo_url)
    return redirect("organisation:fields")
