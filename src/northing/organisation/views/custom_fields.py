"""The organisation's own fields: the list, adding one, and changing, moving and archiving it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import commands, policies
from northing.organisation.forms import ChangedFieldForm, CustomFieldForm
from northing.organisation.history import watched
from northing.organisation.queries import custom_fields
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of


def fields(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds one."""
    actor = actor_of(request)
    form = CustomFieldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                added = commands.add_custom_field(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Added the field {added.name}", undo=change.undo_url)
            return redirect("organisation:fields")
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
    if request.method == "POST" and form.is_valid():
        try:
            with watched() as change:
                found = commands.change_custom_field(actor=actor, field=found, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Changed the field {found.name}", undo=change.undo_url)
            return redirect("organisation:fields")
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
