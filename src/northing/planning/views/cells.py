"""Typing into one cell of the grid. The answer is the row, or the row with the editor and what is wrong."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.custom_forms import hint
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.commands import RowChange
from northing.planning.forms.cells import ESTIMATE, Reader
from northing.planning.queries import cell_choices
from northing.planning.queries.choices import offered
from northing.planning.queries.feature_columns import Column, columns_of, known_columns, own_fields
from northing.planning.queries.feature_list import feature_row, last_forecast
from northing.ui import formatting

MOVES_DATES = {"team", "state", "estimate", "commitment"}
PATIENCE = timedelta(minutes=2)  # a row that waited longer for its forecast stops asking


def cell(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """GET: the editor of a cell. POST: write it."""
    column = known_columns(own_fields()).get(field)
    if column is None or not column.edits:
        raise Http404
    feature = cell_choices.feature_for_cell(actor_of(request), pk)
    _may(request, feature, field)
    if request.method == "GET":
        return HttpResponse(_editor(request, feature, column, _written(feature, column)))
    text = request.POST.get("value", "")
    try:
        with watched() as change:
            commands.change_rows(
                actor=actor_of(request),
                rows=[_change(request, feature, field, text)],
                reason=request.POST.get("reason", ""),
            )
    except Refused as refusal:
        editor = _editor(request, feature, column, text, refusal)
        return _row(request, pk, {"editing": field, "editor": editor}, status=422)
    label = column.label.removesuffix(", wk")
    toast(request, f"{label} of {feature.name} changed", undo=change.undo_url)
    waits = field in MOVES_DATES
    return _row(request, pk, {"waits_since": clock.now().isoformat() if waits else ""})


def row(request: HttpRequest, pk: int) -> HttpResponse:
    """The row again, once there is a newer forecast than the page has; until then nothing."""
    asked, made = _moment(request.GET.get("after", "")), last_forecast()
    if clock.now() - asked < PATIENCE and (made is None or made < asked):
        return HttpResponse(status=204)
    return _row(request, pk, {})


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused(after="Not a moment with its time zone, such as 2026-07-31T09:00:00+00:00.")
    return moment


def _may(request: HttpRequest, feature: Any, field: str) -> None:
    actor = actor_of(request)
    may = policies.may_commit if field == "commitment" else policies.may_change_feature
    if not may(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))


def _change(request: HttpRequest, feature: Any, field: str, text: str) -> RowChange:
    reader = Reader(actor_of(request), clock.today())
    choice = request.POST.get("choice", "")
    if field == "commitment":
        return RowChange(feature.pk, promise=reader.promise(text, choice))
    return RowChange(feature.pk, fields=reader.fields(field, text, choice))


def _row(request: HttpRequest, pk: int, more: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = request.POST.get("columns", request.GET.get("columns", ""))
    columns = columns_of(tuple(shown.split(",")), own_fields())
    shown_as_it_is = {"editing": "", "editor": "", "waits_since": ""}
    context = {"row": feature_row(actor_of(request), pk), "columns": columns} | shown_as_it_is | more
    return render(request, "planning/features_row.html", context, status=status)


def _editor(
    request: HttpRequest, feature: Any, column: Column, text: str, refusal: Refused | None = None
) -> str:
    field = column.key
    moving = field == "commitment" and feature.due_on is not None
    context = {
        "feature": feature,
        "field": field,
        "label": column.label,
        "text": text,
        "choices": offered(actor_of(request), column),
        "hint": hint(column.own) if column.own else "",
        "suggestions": cell_choices.suggestions(feature) if field == "commitment" else [],
        "columns": request.POST.get("columns", request.GET.get("columns", "")),
        "moving": moving,
        "reason": request.POST.get("reason", ""),
        "problem": str(refusal) if refusal else "",
        "reason_asked": refusal is not None and "reason" in refusal.errors,
    }
    return render_to_string("planning/cell_editor.html", context, request)


def _written(feature: Any, column: Column) -> str:
    """The cell's value as somebody would type it."""
    field = column.key
    if column.own is not None:
        return column.own.words(feature.custom)
    if field == "estimate":
        numbers = [getattr(feature, name) for name in ESTIMATE]
        return "–".join(formatting.short_number(float(number)) for number in numbers if number is not None)
    if field == "commitment":
        return formatting.short_day(feature.due_on) if feature.due_on else ""
    if field == "state":
        return str(feature.get_state_display())
    value = getattr(feature, field)
    return str(value) if value is not None else ""
