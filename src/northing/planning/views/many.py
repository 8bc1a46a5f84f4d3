"""The same into many features, or a block from a spreadsheet: all of it or nothing."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.custom_forms import hint
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.commands import RowChange
from northing.planning.forms.cells import Reader
from northing.planning.queries.choices import offered
from northing.planning.queries.feature_columns import Column, known_columns, own_fields
from northing.planning.queries.feature_list import selection as selected
from northing.ui import formatting

BULK = {
    "state": ("State", "S"),
    "team": ("Team", "T"),
    "initiative": ("Initiative", "I"),
    "commitment": ("Commit", "C"),
}
MOST = 1000  # features written at once


def bulk_choice(request: HttpRequest, field: str) -> HttpResponse:
    """The dialog that asks what to write into the selected features."""
    column = _changeable(field)
    if column is None:
        raise Http404
    context = {
        "field": field,
        "label": _label(column),
        "own": column.own,
        "hint": hint(column.own) if column.own else "",
        "choices": offered(actor_of(request), column),
        "count": len(request.GET.getlist("feature")),
    }
    return render(request, "planning/features_bulk_choice.html", context)


def bulk(request: HttpRequest) -> HttpResponse:
    field, text, choice = (request.POST.get(name, "") for name in ("field", "value", "choice"))
    column = _changeable(field)
    if column is None:
        raise Refused(field="Choose what to change: state, team, initiative or commitment.")
    features = _ids(request.POST.getlist("feature"))
    reader = Reader(actor_of(request), clock.today())
    if field == "commitment":
        rows = [RowChange(pk, promise=reader.promise(text, choice)) for pk in features]
    else:
        rows = [RowChange(pk, fields=reader.fields(field, text, choice)) for pk in features]
    with watched() as change:
        count = commands.change_rows(actor=actor_of(request), rows=rows, reason=request.POST.get("reason", ""))
    toast(request, f"{_label(column)} of {formatting.counted(count, 'feature')} changed", undo=change.undo_url)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _changeable(field: str) -> Column | None:
    """What can be written into many at once: four of ours, and every field of the organisation's own."""
    column = known_columns(own_fields()).get(field)
    return column if column is not None and (field in BULK or column.own is not None) else None


def _label(column: Column) -> str:
    return BULK[column.key][0] if column.own is None else column.label


def paste(request: HttpRequest) -> HttpResponse:
    """A block of tab-separated cells, laid onto the rows and columns from the focused cell on."""
    ids, columns = _ids(request.POST.get("row", "").split(",")), request.POST.get("column", "").split(",")
    try:
        rows = _block(Reader(actor_of(request), clock.today()), ids, columns, request.POST.get("text", ""))
        with watched() as change:
            count = commands.change_rows(
                actor=actor_of(request), rows=rows, reason=request.POST.get("reason", "")
            )
    except Refused as refusal:
        return render(request, "planning/features_problems.html", {"problems": refusal.errors}, status=422)
    toast(request, f"Pasted into {formatting.counted(count, 'feature')}", undo=change.undo_url)
    return HttpResponse(headers={"HX-Refresh": "true"})


def selection(request: HttpRequest) -> HttpResponse:
    """What the selected features are together, for the dock."""
    totals = selected(actor_of(request), _ids(request.GET.getlist("feature")))
    return render(request, "planning/features_selection.html", {"totals": totals})


def _ids(given: list[str]) -> list[int]:
    numbers = [number for text in given if (number := whole(text)) is not None]
    if not given or len(given) > MOST or len(numbers) < len(given):
        raise Refused(feature=f"Select 1 to {MOST} features.")
    return numbers


def _block(reader: Reader, ids: list[int], columns: list[str], text: str) -> list[RowChange]:
    cells = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
    if not cells:
        raise Refused("There was nothing to paste.")
    if len(cells) > len(ids):
        raise Refused(f"The block has {len(cells)} rows, and only {len(ids)} are left below this cell.")
    if (widest := max(map(len, cells))) > len(columns):
        raise Refused(f"The block has {widest} columns, and only {len(columns)} are left beside this cell.")
    problems: dict[str, str] = {}
    known = known_columns(reader.own)
    rows = []
    for number, (pk, line) in enumerate(zip(ids, cells, strict=False), start=1):
        row = _line(reader, pk, f"Row {number}", dict(zip(columns, line, strict=False)), known, problems)
        rows.append(row)
    if problems:
        raise Refused(**problems)
    return rows


def _line(
    reader: Reader,
    pk: int,
    place: str,
    cells: dict[str, str],
    known: dict[str, Column],
    problems: dict[str, str],
) -> RowChange:
    fields: dict[str, Any] = {}
    own: dict[str, Any] = {}
    promise = None
    for key, text in cells.items():
        column = known.get(key)
        try:
            if column is None or not column.edits:
                raise Refused(f"{column.label if column else key} is computed: leave it out of the block.")
            if key == "commitment":
                promise = reader.promise(text)
            elif column.own is not None:
                own |= reader.fields(key, text)["custom"]
            else:
                fields |= reader.fields(key, text)
        except Refused as refusal:
            problems[f"{place}, {column.label if column else key}"] = str(refusal)
    return RowChange(pk, fields=fields | ({"custom": own} if own else {}), promise=promise, place=place)
