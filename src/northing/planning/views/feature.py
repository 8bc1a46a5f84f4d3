"""One feature's own page: overview, items, and changing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel.errors import NotAllowed
from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forecasts.burn_up import burn_up as burn_up_of
from northing.planning.forms.features import FeatureForm, ItemForm
from northing.planning.queries.feature_columns import own_fields
from northing.planning.queries.feature_page import (
    dependency_of,
    feature_page,
    item_of,
    items_of,
    whole_feature,
)
from northing.planning.queries.feature_sentence import sentence
from northing.planning.queries.scenarios.decisions import left_out
from northing.ui.in_place import anew


def feature(request: HttpRequest, pk: int) -> HttpResponse:
    page = feature_page(actor_of(request), pk, whole_history="history" in request.GET)
    context = {
        "page": page,
        "row": page.row,
        "feature": page.feature,
        "lead": sentence(page),
        "left_out": left_out(page.feature),
        "may_commit": page.row.may_commit and not page.feature.is_closed,
        "tab": "overview",
    }
    return render(request, "planning/feature.html", context)


def burn_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The chart, which takes a forecast of its own, so the page does not wait for it."""
    chart = burn_up_of(whole_feature(actor_of(request), pk))
    return render(request, "planning/feature_burn_up.html", {"chart": chart})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog with everything that can be said about a feature; only what is changed is written."""
    actor = actor_of(request)
    found = whole_feature(actor, pk)
    if not policies.may_change_feature(actor, found):
        raise NotAllowed(policies.why_not(actor, found))
    form = FeatureForm(actor, found, own_fields(), request.POST or None)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if changes := form.changes():
            commands.change_feature(actor=actor, feature=found, reason=said["reason"], **changes)
        return f"Changed {said['name']}", request.path

    if saved(request, form, save):
        return anew(request, "planning:feature", pk=pk)
    context = {"form": form, "feature": found}
    return render(request, "planning/feature_edit.html", context, status=422 if form.errors else 200)


def items(request: HttpRequest, pk: int) -> HttpResponse:
    """The items; a POST adds one."""
    actor = actor_of(request)
    found = whole_feature(actor, pk)
    form = ItemForm(request.POST or None)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        item = commands.add_item(actor=actor, feature=found, name=said["name"])
        return f"Added {item.name}", request.path

    if page := saved(request, form, save):
        return redirect(page)
    sort = request.GET.get("sort", "state")
    context = {
        "feature": found,
        "items": items_of(found, sort),
        "sort": sort,
        "form": form,
        "states": ItemForm.states(),
        "may_change": policies.may_change_feature(actor, found),
        "tab": "items",
    }
    return render(request, "planning/feature_items.html", context, status=422 if form.errors else 200)


def change_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    found = item_of(actor_of(request), pk, item)
    said = checked(ItemForm(request.POST, initial={"name": found.name, "state": found.state}))
    changes = {name: said[name] for name in ("name", "state") if said[name]}
    with watched() as change:
        commands.change_item(actor=actor_of(request), item=found, **changes)
    toast(request, f"{found.name} is {found.get_state_display().lower()}", undo=change.undo_url)
    return anew(request, "planning:items", pk=pk)


def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a dependency."""
    found = dependency_of(actor_of(request), pk)
    feature_id = found.feature_id
    with watched() as change:
        commands.remove_dependency(actor=actor_of(request), dependency=found)
    toast(request, f"Removed the link to {found.other.name}", undo=change.undo_url)
    return anew(request, "planning:feature", pk=feature_id)
