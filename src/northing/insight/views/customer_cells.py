"""Typing into one cell of the customers' table. The answer is the row, or the row with the editor and what is
wrong."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from northing.insight import commands
from northing.insight.forms.customer_cells import read_cell
from northing.insight.queries import customer_page
from northing.insight.queries.customer_choices import choices
from northing.insight.queries.customer_columns import COLUMNS
from northing.insight.queries.customer_list import customer_row
from northing.insight.views.customers import must_curate
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.ui import formatting

HINTS = {"revenue": "A year: 412k, 90,000 SEK.", "renews": "31 Jul, 2027-01-22."}


def cell(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """GET: the editor of a cell. POST: write it."""
    if field not in COLUMNS or not COLUMNS[field].edits:
        raise Http404
    actor, customer = actor_of(request), customer_page.customer(pk)
    must_curate(actor)
    if request.method == "GET":
        return HttpResponse(_editor(request, customer, field, _written(customer, field)))
    text = request.POST.get("value", "")
    try:
        with watched() as change:
            changes = read_cell(field, text, request.POST.get("choice", ""), clock.today())
            commands.change_customer(actor=actor, customer=customer, **changes)
    except Refused as refusal:
        editor = _editor(request, customer, field, text, refusal)
        return _row(request, pk, {"editing": field, "editor": editor}, status=422)
    toast(request, f"{COLUMNS[field].label} of {customer.name} changed", undo=change.undo_url)
    return _row(request, pk, {})


def _row(request: HttpRequest, pk: int, more: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        "row": customer_row(actor_of(request), pk),
        "columns": COLUMNS.values(),
        "currency": our_currency(),
        "editing": "",
        "editor": "",
    }
    return render(request, "insight/customer_grid_row.html", context | more, status=status)


def _editor(request: HttpRequest, customer: Any, field: str, text: str, refusal: Refused | None = None) -> str:
    context = {
        "customer": customer,
        "field": field,
        "label": COLUMNS[field].label,
        "text": text,
        "choices": choices(field),
        "hint": HINTS.get(field, ""),
        "problem": str(refusal) if refusal else "",
    }
    return render_to_string("insight/customer_cell_editor.html", context, request)


def _written(customer: Any, field: str) -> str:
    """The cell's value as somebody would type it."""
    match field:
        case "revenue":
            amount = "" if customer.revenue is None else formatting.number(float(customer.revenue))
            return f"{amount} {customer.currency}".strip()
        case "renews":
            return formatting.short_day(customer.renews_on) if customer.renews_on else ""
        case "health":
            return str(customer.get_health_display())
        case "owner":
            return customer.owner.name if customer.owner else ""
    return str(getattr(customer, field))
