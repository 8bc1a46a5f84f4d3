"""The list of features, and making a new one."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.organisation.queries import custom_filters
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.features import NewFeatureForm
from northing.planning.forms.filters import FilterForm
from northing.planning.queries import feature_views
from northing.planning.queries.feature_columns import COLUMNS, known_columns, own_fields
from northing.planning.queries.feature_filter import GROUPS, SORTS, FeatureFilter
from northing.planning.queries.feature_list import FeatureList, feature_list
from northing.planning.queries.filter_words import chips
from northing.planning.views.many import BULK
from northing.ui.in_place import ask

WORDS = {
    **{key: column.label.removesuffix(", wk") for key, column in COLUMNS.items()},
    "rank": "Rank",
    "items": "Size",
    "created": "Created",
    "line": "Product line",
}


def features(request: HttpRequest) -> HttpResponse:
    """The grid. Without a query it is the first view, which everybody has."""
    actor = actor_of(request)
    wanted = asked_for(request.GET)
    found = feature_list(actor, wanted)
    if wanted.page > found.pages:
        return redirect(f"{request.path}?{wanted.query(page=found.pages) or 'sort=rank'}")
    query = wanted.query()
    own = {field.key: field.name for field in found.own}
    words = WORDS | own
    context = {
        "list": found,
        "wanted": wanted,
        "query": query,
        "overview": feature_views.overview(actor, clock.today(), found.own),
        "chips": chips(actor, wanted),
        "sorts": [(words[key], wanted.query(sort=key)) for key in (*SORTS, *own)],
        "sorted_by": words.get(wanted.sorted_by, WORDS["rank"]),
        "descending": wanted.sort.startswith("-"),
        "groups": [("None", wanted.query(group=""))]
        + [(WORDS[key], wanted.query(group=key)) for key in GROUPS],
        "grouped_by": WORDS[wanted.group] if wanted.group else "None",
        "heads": [(column, *_sorting(wanted, column.sort)) for column in found.columns],
        "columns": _choices(found),
        "other_fields": [
            pair for pair in QueryDict(wanted.query(columns=())).items() if pair[0] not in {"columns", "page"}
        ],
        "bulk_fields": [(field, label, key) for field, (label, key) in BULK.items()],
        "own_fields": own,
        "may_create": policies.may_create_feature(actor),
        "previous": wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "following": wanted.query(page=wanted.page + 1) if wanted.page < found.pages else "",
    }
    return render(request, "planning/features.html", context)


def asked_for(query: QueryDict) -> FeatureFilter:
    """The filter in the address; an empty address asks for the open ones."""
    if not query:
        return feature_views.built_in(clock.today())["Open"]
    found = FeatureFilter.parse(query)
    if found.custom:
        custom_filters.check(own_fields(), found.custom)
    return found


def _choices(found: FeatureList) -> list[tuple[str, str, bool]]:
    """Key, label and whether it is shown: those that are in their order, then the others."""
    others = [each for each in known_columns(found.own).values() if each not in found.columns]
    every = [(each, True) for each in found.columns] + [(each, False) for each in others]
    return [(each.key, each.label, shown) for each, shown in every if each.key != "name"]


def _sorting(wanted: FeatureFilter, key: str) -> tuple[str, str]:
    """The address that a column's head leads to, and how the list is sorted by it now."""
    if not key:
        return "", ""
    if wanted.sort == key:
        return wanted.query(sort=f"-{key}"), "ascending"
    return wanted.query(sort=key), "descending" if wanted.sort == f"-{key}" else ""


def new_feature(request: HttpRequest) -> HttpResponse:
    """From the list one is left there, as several come in a row; from elsewhere one sees what was made."""
    actor = actor_of(request)
    if not policies.may_create_feature(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_feature(actor=actor, **said)
        asked_on = request.headers.get("HX-Current-URL", "")
        in_list = urlsplit(asked_on).path == reverse("planning:features")
        return f"Created {made.name}", asked_on if in_list else reverse("planning:feature", args=[made.pk])

    return ask(
        request,
        form=NewFeatureForm(actor, request.POST or None),
        title="New feature",
        verb="Create",
        save=save,
        page=reverse("planning:features"),
    )


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which a list is narrowed; it asks for the list by its address, like a link."""
    wanted = asked_for(request.GET)
    context = {"form": FilterForm(actor_of(request), wanted), "kept": wanted}
    return render(request, "planning/features_filters.html", context)
