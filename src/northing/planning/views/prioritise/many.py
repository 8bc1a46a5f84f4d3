"""The same into many candidates, or a block from a spreadsheet: all of it or nothing."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.errors import Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, prioritising
from northing.planning.commands import Saying
from northing.planning.forms.ranges import read_text
from northing.planning.prioritising.board import Board
from northing.planning.queries.prioritise.candidates import key_named
from northing.planning.queries.prioritise.fields import Field
from northing.planning.views.prioritise.page import asked_in
from northing.ui import formatting

MOST = 1000  # candidates written at once


def bulk_choice(request: HttpRequest, field: str) -> HttpResponse:
    """The dialog that asks what to write into the selected candidates."""
    about = _field(_board(request), field)
    context = {"field": about, "count": len(request.GET.getlist("candidate"))}
    return render(request, "planning/prioritise/bulk_choice.html", context)


def bulk(request: HttpRequest) -> HttpResponse:
    """One range into one field of all that are selected."""
    about = _field(_board(request), request.POST.get("field", ""))
    keys = [key_named(text) for text in _several(request.POST.getlist("candidate"))]
    numbers = read_text(about, request.POST.get("value", ""))
    with watched() as change:
        count = commands.say_inputs(
            actor=actor_of(request), sayings=[Saying(key, about.key, numbers) for key in keys]
        )
    said = f"{about.name.capitalize()} of {formatting.counted(count, 'candidate')} changed"
    toast(request, said, undo=change.undo_url)
    return HttpResponse(headers={"HX-Refresh": "true"})


def paste(request: HttpRequest) -> HttpResponse:
    """A block of tab-separated cells, laid onto the rows and columns from the focused cell on."""
    keys, columns = (request.POST.get(name, "").split(",") for name in ("row", "column"))
    try:
        sayings = _block(_board(request), _several(keys), columns, request.POST.get("text", ""))
        with watched() as change:
            count = commands.say_inputs(actor=actor_of(request), sayings=sayings)
    except Refused as refusal:
        return render(request, "planning/features_problems.html", {"problems": refusal.errors}, status=422)
    toast(request, f"Pasted into {formatting.counted(count, 'candidate')}", undo=change.undo_url)
    return HttpResponse(headers={"HX-Refresh": "true"})


def selection(request: HttpRequest) -> HttpResponse:
    """How much the selected ones take together, for the dock."""
    wanted = set(request.GET.getlist("candidate"))
    rows = [row for row in _board(request).rows if str(row.key) in wanted]
    weeks = sum(row.said["effort"].likely for row in rows if "effort" in row.said)
    return HttpResponse(formatting.with_unit(formatting.short_number(weeks), "wk at likely effort"))


def _board(request: HttpRequest) -> Board:
    return prioritising.board(actor_of(request), asked_in(request))


def _field(found: Board, key: str) -> Field:
    about = next((field for field in found.fields if field.key == key), None)
    if about is None or about.counted:
        raise Http404
    return about


def _several(given: list[str]) -> list[str]:
    named = [text for text in given if text]
    if not named or len(named) > MOST:
        raise Refused(candidate=f"Select 1 to {MOST} candidates.")
    return named


def _block(found: Board, keys: list[str], columns: list[str], text: str) -> list[Saying]:
    cells = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
    if not cells:
        raise Refused("There was nothing to paste.")
    if len(cells) > len(keys):
        raise Refused(f"The block has {len(cells)} rows, and only {len(keys)} are left below this cell.")
    if (widest := max(map(len, cells))) > len(columns):
        raise Refused(f"The block has {widest} columns, and only {len(columns)} are left beside this cell.")
    fields = {field.key: field for field in found.fields if not field.counted}
    problems: dict[str, str] = {}
    sayings = []
    for number, (key, line) in enumerate(zip(keys, cells, strict=False), start=1):
        for column, value in zip(columns, line, strict=False):
            about = fields.get(column)
            place = f"Row {number}, {about.label if about else column}"
            try:
                if about is None:
                    raise Refused("This is computed: leave it out of the block.")
                sayings.append(Saying(key_named(key), column, read_text(about, value), place=place))
            except Refused as refusal:
                problems[place] = str(refusal)
    if problems:
        raise Refused(**problems)
    return sayings
