"""What every view of an import answers with: the whole page, or to htmx the parts that changed."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.exchange import page, queries
from northing.exchange.readers.recognised import SOURCES
from northing.exchange.ways import CUSTOMERS, FEEDBACK, WAYS, WORK
from northing.organisation.request import actor_of

if TYPE_CHECKING:
    from northing.exchange.models import Import

SHOWN = 50  # imports in the list
HOMES = {WORK: "exchange:imports", FEEDBACK: "exchange:feedback", CUSTOMERS: "exchange:customers"}


def work(request: HttpRequest, of: "Import", *, current: str = "", row: int = 0) -> HttpResponse:
    """The page of one import. `current` is the column that stands selected."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "of": of,
        "imports": queries.imports(actor, of.brings)[:SHOWN],
        "current": current,
        "sources": SOURCES,
        "home": reverse(HOMES[of.brings]),
        "targets": page.targets_of(of),
        "swappable": page.SWAPPABLE,
        "outcome": (outcome := page.outcome_of(of)),
        "open_features": queries.open_features(actor) if outcome.questions.lost else [],
        "matching": page.matching_of(actor, of, row) if of.may_be_matched and of.brings in WAYS else None,
    }
    template = "exchange/work_arriving.html" if request.headers.get("HX-Request") else "exchange/import.html"
    return render(request, template, context)


def after(request: HttpRequest, of: "Import", *, current: str = "") -> HttpResponse:
    """After a POST: the changed page to htmx, a redirect to everybody else."""
    if request.headers.get("HX-Request"):
        return work(request, of, current=current)
    return redirect("exchange:import", pk=of.pk)
