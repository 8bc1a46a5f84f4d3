"""The forecast record: the page, its promises as a table and a file, and what happened to one of them."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forecasts.forecast_record import forecast_record, words
from northing.planning.queries.forecast_record import (
    ClosedPromise,
    RecordFilter,
    closed_promise,
    closed_promises,
)
from northing.planning.queries.forecast_record.filter import MONTHS
from northing.planning.views.record_charts import record_charts
from northing.ui.spreadsheets import Value, spreadsheet

PAGE = 100
PERIODS = {6: "last 6 months", 12: "last 12 months", 18: "last 18 months", 0: "any time"}
HEAD = [
    *("Feature", "Product", "Team", "Promised", "Chance said", "For", "Finished", "Slip, days", "Held"),
    "What happened",
]


def page(request: HttpRequest) -> HttpResponse:
    wanted = RecordFilter.parse(request.GET)
    found = forecast_record(actor_of(request), wanted)
    product = next((product for product in found.products if product.pk == wanted.product), None)
    context = {
        "record": found,
        "wanted": wanted,
        "query": wanted.query(),
        "period": PERIODS[wanted.months],
        "periods": [(PERIODS[months], wanted.query(months=months)) for months in MONTHS],
        "product": product,
        "of_products": [(each, wanted.query(product=each.pk)) for each in found.products],
        "every_product": wanted.query(product=None),
        "headline": words.headline(found),
        "missing": words.missing(found),
        "slip_words": words.slip_words(found.buckets, found.unfinished),
        "range_words": words.range_words(found.ranges),
        "suggestion": words.suggestion(found.ranges),
        "team_words": words.team_words(found.teams),
        "skill_words": words.skill_words(found),
        "brier_words": words.brier_words(found.skill),
        "other_query": wanted.query(said=found.other.said) if found.other else "",
        **record_charts(found),
    }
    return render(request, "planning/forecast_record.html", context)


def table(request: HttpRequest) -> HttpResponse:
    """Every promise that scores, a hundred a page."""
    wanted = RecordFilter.parse(request.GET)
    actor = actor_of(request)
    start = (wanted.page - 1) * PAGE
    rows = closed_promises(actor, wanted, start=start, count=PAGE + 1)
    if not rows and wanted.page > 1:
        return redirect(f"{request.path}?{wanted.query()}")
    context = {
        "rows": rows[:PAGE],
        "wanted": wanted,
        "query": wanted.query(),
        "period": PERIODS[wanted.months],
        "previous": wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "following": wanted.query(page=wanted.page + 1) if len(rows) > PAGE else "",
        "first": start + 1,
        "last": start + len(rows[:PAGE]),
    }
    return render(request, "planning/forecast_record_table.html", context)


def export(request: HttpRequest) -> HttpResponseBase:
    rows = closed_promises(actor_of(request), RecordFilter.parse(request.GET))
    return spreadsheet("csv", f"forecast-record-{clock.today()}", HEAD, map(_cells, rows))


def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the cell, or with ?edit its editor. POST: one sentence on what happened."""
    actor = actor_of(request)
    row = closed_promise(actor, pk)
    if request.method == "GET":
        if not row.may_explain:
            raise NotAllowed(policies.why_not(actor, row.promise.feature))
        return _why(request, row, editing="edit" in request.GET)
    text = request.POST.get("what_happened", "")
    with watched() as change:
        commands.explain_outcome(actor=actor, promise=row.promise, what_happened=text)
    toast(request, f"What happened to {row.promise.feature.name} changed", undo=change.undo_url)
    if not request.headers.get("HX-Request"):
        return redirect("planning:forecast_record")
    return _why(request, closed_promise(actor, pk), saved=True)


def _why(
    request: HttpRequest, row: ClosedPromise, *, editing: bool = False, saved: bool = False
) -> HttpResponse:
    context = {"row": row, "editing": editing, "saved": saved}
    return render(request, "planning/forecast_record_why.html", context)


def _cells(row: ClosedPromise) -> list[Value]:
    promise, feature = row.promise, row.promise.feature
    return [
        *(feature.name, str(feature.product or ""), str(feature.team or "")),
        *(promise.made_at.date(), promise.chance_then, promise.due_on, promise.finished_on, row.slip),
        *("yes" if row.held else "no", promise.what_happened),
    ]
