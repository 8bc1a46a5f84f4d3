"""One opportunity: the page, its fields, the decision, and the rows behind its numbers."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.opportunities import DecideForm, OpportunityForm
from northing.insight.queries import opportunity_page, opportunity_rows
from northing.insight.queries.aims import aims_of
from northing.insight.queries.opportunity_filter import MONTHS, OpportunityFilter, own_fields
from northing.insight.queries.opportunity_rows import Behind
from northing.insight.queries.portal import desk
from northing.insight.queries.seen import seen_about
from northing.insight.views.opportunities import beside
from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.insight.models import Opportunity
    from northing.insight.queries.opportunity_rows import Rows
    from northing.organisation.models import Member

DECIDED_BY = "Opportunities are decided by product managers and heads."


def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """The page. The address of one that was merged leads to where it went."""
    actor, wanted = actor_of(request), OpportunityFilter.parse(request.GET)
    try:
        found = opportunity_page.opportunity_page(actor, pk, wanted)
    except NotVisible:
        kept = opportunity_page.where_it_went(actor, pk)
        if kept is None:
            raise
        return redirect("insight:opportunity", pk=kept)
    context = {
        "page": found,
        "wanted": wanted,
        "currency": our_currency(),
        "own": own_fields().held(found.opportunity.custom),
        "windows": [(months, wanted.query(months=months)) for months in MONTHS],
        "history": history_of(actor, found.opportunity, limit=40),
        "aims": aims_of(actor, found.opportunity),
        "signals": seen_about(actor, found.opportunity.pk),
        "outside": desk.in_the_portal(found.opportunity.pk),
        "may_triage": policies.may_triage(actor),
        **beside(actor, found.panel),
    }
    return render(request, "insight/opportunity.html", context)


def edit_opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog with its fields; only what was changed is written."""
    actor, found = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)
    form = OpportunityForm(actor, found, own_fields(), request.POST or None)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        changed = commands.change_opportunity(actor=actor, opportunity=found, **form.changes())
        return f"Changed {changed.name}", came_from(request, pk)

    return ask(request, form=form, title=found.name, verb="Save", save=save, page=address(pk))


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it to another state, with the reason that those who asked will read."""
    actor, found = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        decided = commands.decide(actor=actor, opportunity=found, **said)
        return f"{decided.name}: {decided.get_state_display().lower()}", came_from(request, pk)

    return ask(
        request,
        form=DecideForm(request.POST or None, initial={"state": found.state}),
        title=f"What becomes of “{found.name}”",
        verb="Decide",
        save=save,
        page=address(pk),
    )


def pieces(request: HttpRequest, pk: int) -> HttpResponse:
    """The pieces behind a number."""
    actor, behind = actor_of(request), Behind.parse(request.GET)
    found = opportunity_page.opportunity(actor, pk)
    return _behind(request, found, behind, "pieces", opportunity_rows.pieces_of(actor, pk, behind))


def customers(request: HttpRequest, pk: int) -> HttpResponse:
    """The customers behind a number, each with how many pieces."""
    actor, behind = actor_of(request), Behind.parse(request.GET)
    found = opportunity_page.opportunity(actor, pk)
    return _behind(request, found, behind, "customers", opportunity_rows.customers_of(pk, behind))


def must_curate(actor: "Member") -> None:
    if not policies.may_curate(actor):
        raise NotAllowed(DECIDED_BY)


def came_from(request: HttpRequest, pk: int) -> str:
    """Back to the list with this one beside it when the question was asked there, else to its page."""
    asked_on = urlsplit(request.headers.get("HX-Current-URL", ""))
    if asked_on.path == reverse("insight:opportunities"):
        return f"{asked_on.path}?{asked_on.query}" if asked_on.query else asked_on.path
    return address(pk)


def address(pk: int) -> str:
    return reverse("insight:opportunity", args=[pk])


def _behind(request: HttpRequest, found: "Opportunity", behind: Behind, of: str, rows: "Rows") -> HttpResponse:
    sent = request.GET.copy()
    sent.pop("page", None)
    context = {
        "opportunity": found,
        "behind": behind,
        "rows": rows,
        "of": of,
        "segment": opportunity_rows.segment_name(behind.segment),
        "currency": our_currency(),
        "query": sent.urlencode(),
    }
    return render(request, "insight/opportunity_behind.html", context)
