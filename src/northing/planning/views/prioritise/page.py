"""The page, more of its rows, and the dialog that narrows them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from northing.insight.queries import saved_lists
from northing.insight.queries.money import our_currency
from northing.insight.queries.opportunity_evidence import shown_segments
from northing.organisation.request import actor_of
from northing.planning import policies, prioritising
from northing.planning.forms.prioritise import FilterForm
from northing.planning.prioritising import words
from northing.planning.prioritising.board import PAGE, Board, Row, described
from northing.planning.prioritising.moscow import moscow_warning
from northing.planning.prioritising.panel import panel_of
from northing.planning.queries.choices import teams
from northing.planning.queries.live_inputs import source_names
from northing.planning.queries.prioritise import plans
from northing.planning.queries.prioritise.filter import GROUPS, PrioritiseFilter
from northing.planning.queries.prioritise.views import CANDIDATES

SPANS = 2
"""Quarters that can be looked at together where no scenario says how many it has."""
MOST = 400
"""Rows that are sent again after an edit; those beyond come when they are scrolled to."""


def prioritise(request: HttpRequest) -> HttpResponse:
    """The grid with the selected candidate beside it."""
    actor, wanted = actor_of(request), PrioritiseFilter.parse(request.GET)
    found = prioritising.board(actor, wanted)
    selected = _selected(found, request.GET.get("open", ""))
    context = {
        **_common(request, found),
        **rows_context(request, found, 0, PAGE),
        "panel": panel_of(actor, found, selected) if selected is not None else None,
        "selected": str(selected.key) if selected is not None else "",
        "heads": _heads(found),
        "by_score": wanted.query(sort="-score"),
        "segments": [segment.name for segment in shown_segments()],
    }
    return render(request, "planning/prioritise/page.html", context)


def rows(request: HttpRequest) -> HttpResponse:
    """The rows after those that are there."""
    actor, wanted = actor_of(request), PrioritiseFilter.parse(request.GET)
    start = request.GET.get("from", "")
    found = prioritising.board(actor, wanted)
    context = rows_context(request, found, int(start) if start.isdecimal() and len(start) < 7 else 0, PAGE)
    return render(request, "planning/prioritise/rows.html", context)


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the page by its address, like a link."""
    wanted = PrioritiseFilter.parse(request.GET)
    kept = QueryDict(wanted.query(q="", kind=(), product=(), objective=(), unserved=False, close=False))
    context = {"form": FilterForm(actor_of(request), wanted), "kept": kept.items()}
    return render(request, "planning/prioritise/filters.html", context)


def asked_in(request: HttpRequest) -> PrioritiseFilter:
    """What the page shows from which something is asked, as its address says."""
    return PrioritiseFilter.parse(QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2]))


def again(
    request: HttpRequest, *, editing: tuple[str, str, str] | None = None, status: int = 200
) -> HttpResponse:
    """What changes on the page when anything of it was written. `editing`: candidate, field and its editor."""
    actor = actor_of(request)
    found = prioritising.board(actor, asked_in(request))
    loaded = max([PAGE, *(int(text) for text in request.POST.getlist("loaded") if text.isdecimal())])
    context = {
        **_standing(found),
        **rows_context(request, found, 0, min(loaded, MOST)),
        "editing": editing,
    }
    asked = request.POST.get("selected", "")
    row = _selected(found, asked) if asked else None
    context["panel"] = panel_of(actor, found, row) if row is not None else None
    return render(request, "planning/prioritise/again.html", context, status=status)


def rows_context(request: HttpRequest, found: Board, start: int, count: int) -> dict[str, Any]:
    """Rows `start` to `start + count` of what is shown, under their heads, with the line where it falls."""
    actor = actor_of(request)
    page = described(actor, found, found.shown[start : start + count])
    left = len(found.shown) - start - len(page)
    return {
        "board": found,
        "page": page,
        "start": start,
        "next": start + len(page) if left > 0 else 0,
        "loaded": start + len(page),
        "query": found.wanted.query(),
        "currency": our_currency(),
        "origins": source_names(actor, {said.live for row in page for said in row.said.values() if said.live}),
        "lines": _lines(found, page, start),
        "line_last": found.wanted.in_order and left == 0 and all(row.inside for row in page) and bool(page),
        "lines_wide": len(found.fields) + 5,
        "selected": request.POST.get("selected", ""),
        "fits_well": found.fits is not None and found.fits >= words.CALM,
        "line_ends": words.line_ends(found),
        "tried": words.tried(found),
        "under_way": words.under_way(found),
        "more_room": found.wanted.query(room=_step(found.line.more)),
        "less_room": found.wanted.query(room=_step(found.line.less)),
        "real_room": found.wanted.query(room=None),
        "editing": None,
    }


def _lines(found: Board, page: list[Row], start: int) -> list[tuple[str | None, Row, bool]]:
    """Each row with the head of the group that begins with it, if one does, whether the line precedes it."""
    before = found.shown[start - 1] if start else None
    lines = []
    for row in page:
        head = found.group_of(row)
        begins = found.wanted.group and (before is None or found.group_of(before) != head)
        ends = found.wanted.in_order and not row.inside and (before is None or before.inside)
        lines.append((head if begins else None, row, ends))
        before = row
    return lines


def _step(weeks: float | None) -> float | None:
    return None if weeks is None else round(weeks, 2)


def _standing(found: Board) -> dict[str, Any]:
    return {"standing": words.standing(found), "moscow": moscow_warning(found)}


def _common(request: HttpRequest, found: Board) -> dict[str, Any]:
    actor, wanted = actor_of(request), found.wanted
    return {
        **_standing(found),
        "wanted": wanted,
        "models": [(model, wanted.query(model=model.pk, sort="-score")) for model in found.models],
        "teams": [(team, wanted.query(team=team.pk, room=None)) for team in teams(actor)],
        "all_teams": wanted.query(team=None, room=None),
        "plans": [(plan, wanted.query(plan=plan.pk, room=None)) for plan in plans.open_scenarios()],
        "spans": [
            (count, wanted.query(quarters=count, room=None))
            for count in range(1, (found.scenario.periods if found.scenario else SPANS) + 1)
        ],
        "groups": [("None", wanted.query(group=""))]
        + [(label, wanted.query(group=key)) for key, label in GROUPS.items()],
        "grouped_by": words.grouped_by(found),
        "saved": saved_lists.views(actor, CANDIDATES, wanted),
        "may_plan": policies.may_plan(actor),
        "as_said": wanted.query(as_said=not wanted.as_said),
    }


def _selected(found: Board, asked: str) -> Any:
    """The candidate in the address, else the last above the line; none when the panel was closed."""
    if asked == "none" or not found.shown:
        return None
    named = next((row for row in found.shown if str(row.key) == asked), None)
    if named is not None:
        return named
    inside = [row for row in found.shown if row.inside]
    return inside[-1] if inside and found.wanted.in_order else found.shown[0]


def _heads(found: Board) -> list[tuple[str, str, str, str]]:
    """Key, label, address and how it is sorted by now, of each column that is an input."""
    return [(field.key, field.label, *sorting(found.wanted, field.key)) for field in found.fields]


def sorting(wanted: PrioritiseFilter, key: str) -> tuple[str, str]:
    if wanted.sort == f"-{key}":
        return wanted.query(sort=key), "descending"
    return wanted.query(sort=f"-{key}"), "ascending" if wanted.sort == key else ""
