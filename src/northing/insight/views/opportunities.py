"""The list of opportunities, the one beside it, and naming a new one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies, slots
from northing.insight.forms.opportunities import NewOpportunityForm, OpportunityFilterForm
from northing.insight.queries import opportunity_words
from northing.insight.queries.groups import largest_group
from northing.insight.queries.opportunity_evidence import shown_segments
from northing.insight.queries.opportunity_filter import MONTHS, SORTS, OpportunityFilter, own_fields
from northing.insight.queries.opportunity_list import (
    OpportunityList,
    opportunity_list,
    pieces_that_fit_none,
)
from northing.insight.queries.opportunity_panel import OpportunityPanel, opportunity_panel, panel_of
from northing.insight.queries.saved_lists import OPPORTUNITIES
from northing.insight.scoring import Reading, readings
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible
from northing.kernel.numbers import whole
from northing.organisation.queries import custom_filters
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.saved_lists import views as saved_views
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member

COUNTED = frozenset({"revenue", "pieces", "customers"})


def opportunities(request: HttpRequest) -> HttpResponse:
    """The list with one of them beside it."""
    actor, wanted = actor_of(request), OpportunityFilter.parse(request.GET)
    if wanted.custom:
        custom_filters.check(own_fields(), wanted.custom)
    found = opportunity_list(actor, wanted)
    if wanted.page > found.pages:
        return redirect(f"{request.path}?{wanted.query(page=found.pages)}")
    rows = readings(found.rows, clock.today())
    context = {
        "list": found,
        "wanted": wanted,
        "query": wanted.query(),
        "whole": wanted.query(whole=True),
        "currency": our_currency(),
        "readings": rows,
        "segments": shown_segments(),
        "scored": any(reading.score for reading in rows.values()),
        "fit_none": pieces_that_fit_none(actor),
        "alike": largest_group(actor),
        "chips": opportunity_words.chips(actor, wanted, found.own),
        "views": saved_views(actor, OPPORTUNITIES, wanted),
        "heads": {key: _sorting(wanted, key) for key in SORTS},
        "own_heads": [(field, _sorting(wanted, field.key)) for field in found.columns],
        "other_fields": [pair for pair in QueryDict(wanted.query(columns=())).items() if pair[0] != "page"],
        "windows": [(months, wanted.query(months=months)) for months in MONTHS],
        "may_triage": policies.may_triage(actor),
        "may_curate": policies.may_curate(actor),
        "previous": wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "following": wanted.query(page=wanted.page + 1) if wanted.page < found.pages else "",
        **beside(actor, _beside(actor, request.GET.get("open", ""), found), rows),
    }
    return render(request, "insight/opportunities.html", context)


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands beside the list for one opportunity."""
    actor, wanted = actor_of(request), OpportunityFilter.parse(request.GET)
    context = {
        **beside(actor, opportunity_panel(actor, pk, wanted)),
        "currency": our_currency(),
        "wanted": wanted,
    }
    return render(request, "insight/opportunity_panel.html", context)


def beside(
    actor: "Member", panel: OpportunityPanel | None, read: Mapping[int, Reading] | None = None
) -> dict[str, Any]:
    """What the panel and the page say about one opportunity. `read`: the readings of those that are listed."""
    if panel is None:
        return {"panel": None}
    problem = panel.opportunity
    return {
        "panel": panel,
        "opportunity": problem,
        "reading": (read or {}).get(problem.pk) or readings([panel.row], clock.today())[problem.pk],
        "today": clock.today(),
        "opportunity_features": slots.opportunity_features,
        "may_curate": policies.may_curate(actor),
    }


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the list by its address, like a link."""
    wanted = OpportunityFilter.parse(request.GET)
    context = {"form": OpportunityFilterForm(actor_of(request), wanted), "kept": wanted}
    return render(request, "insight/opportunities_filters.html", context)


def new_opportunity(request: HttpRequest) -> HttpResponse:
    """A dialog that asks for the problem; a POST makes it."""
    actor = actor_of(request)
    if not policies.may_triage(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_opportunity(actor=actor, **said)
        return f"Created {made.name}", reverse("insight:opportunity", args=[made.pk])

    return ask(
        request,
        form=NewOpportunityForm(actor, request.POST or None),
        title="New opportunity",
        lead="A problem worth solving, not what might solve it.",
        verb="Create",
        save=save,
        page=reverse("insight:opportunities"),
    )


def _beside(actor: "Member", asked: str, found: OpportunityList) -> OpportunityPanel | None:
    """The opportunity in the address, else the first of the list; none when the panel was closed."""
    if asked == "none" or not found.rows:
        return None
    pk = whole(asked) or found.rows[0].opportunity.pk
    listed = next((row for row in found.rows if row.opportunity.pk == pk), None)
    if listed is not None:
        return panel_of(actor, listed)
    try:
        return opportunity_panel(actor, pk, found.wanted)
    except NotVisible:
        return panel_of(actor, found.rows[0])


def _sorting(wanted: OpportunityFilter, key: str) -> dict[str, str]:
    """The address that a column's head leads to, and how the list is sorted by it now. Sums are read from the
    most on, everything else from the first."""
    if wanted.sort == f"-{key}":
        return {"href": wanted.query(sort=key), "direction": "descending"}
    if wanted.sort == key:
        return {"href": wanted.query(sort=f"-{key}"), "direction": "ascending"}
    return {"href": wanted.query(sort=f"-{key}" if key in COUNTED else key), "direction": ""}
