"""The page, more of its rows, and the dialog that narrows them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from northing.insight.queries.opportunity_evidence import shown_segments
from northing.kernel.numbers import whole
from northing.organisation.queries import saved_lists
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.planning import policies, prioritising
from northing.planning.forms.prioritise import FilterForm
from northing.planning.prioritising import words
from northing.planning.prioritising.board import PAGE, Board, Row, asked_of, described
from northing.planning.prioritising.moscow import moscow_warning
from northing.planning.prioritising.panel import panel_of
from northing.planning.queries.choices import teams
from northing.planning.queries.live_inputs import source_names
from northing.planning.queries.prioritise import plans
from northing.planning.queries.prioritise.columns import NAME, columns_of, known_columns, own
from northing.planning.queries.prioritise.filter import GROUPS, PrioritiseFilter
from northing.planning.queries.prioritise.views import CANDIDATES
from northing.planning.templatetags.candidate_cells import Grid

SPANS = 2
"""Quarters that can be looked at together where no scenario says how many it has."""
FIRST = 24
"""Rows that come with the page: more than a window shows. The others follow when they are scrolled to."""
MOST = 400
"""Rows that are looked at again after an edit; those beyond come when they are scrolled to."""


NOTHING_HELD: Mapping[str, str] = MappingProxyType({})


def prioritise(request: HttpRequest) -> HttpResponse:
    """The grid with the selected candidate beside it."""
    actor, wanted = actor_of(request), PrioritiseFilter.parse(request.GET)
    found = prioritising.board(actor, wanted)
    selected = _selected(found, request.GET.get("open", ""))
    there = rows_context(request, found, 0, FIRST, selected=str(selected.key) if selected is not None else "")
    context = {
        **_common(request, found),
        **there,
        "panel": panel_of(actor, found, selected, there["page"]) if selected is not None else None,
        "heads": _heads(found),
        "narrow": _narrow(found),
        "segments": [segment.name for segment in shown_segments()],
    }
    return render(request, "planning/prioritise/page.html", context)


def rows(request: HttpRequest) -> HttpResponse:
    """The rows after those that are there."""
    actor, wanted = actor_of(request), PrioritiseFilter.parse(request.GET)
    start = whole(request.GET.get("from", "")) or 0
    found = prioritising.board(actor, wanted)
    context = rows_context(request, found, start, PAGE)
    return render(request, "planning/prioritise/rows.html", context)


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the page by its address, like a link."""
    wanted = PrioritiseFilter.parse(request.GET)
    everything = wanted.unnarrowed()
    context = {
        "form": FilterForm(actor_of(request), wanted),
        "kept": QueryDict(everything).items(),
        "everything": everything,
    }
    return render(request, "planning/prioritise/filters.html", context)


def columns(request: HttpRequest) -> HttpResponse:
    """The dialog in which columns are chosen and put in order; it asks for the page by its address."""
    wanted = PrioritiseFilter.parse(request.GET)
    asked, held = asked_of(wanted), own()
    fields = asked.fields if asked is not None else ()
    here = columns_of(wanted.columns, fields, held)
    known = known_columns(fields, held)
    others = [column for key, column in known.items() if column not in here]
    context = {
        "columns": [(each.key, each.label, True) for each in here]
        + [(each.key, each.label, False) for each in others],
        "other_fields": QueryDict(wanted.query(columns=())).items(),
        "page": reverse(CANDIDATES.route),
    }
    return render(request, "planning/prioritise/columns.html", context)


def asked_in(request: HttpRequest) -> PrioritiseFilter:
    """What the page shows from which something is asked, as its address says."""
    return PrioritiseFilter.parse(QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2]))


def again(request: HttpRequest) -> HttpResponse:
    """What changed on the page since anything of it was written. A POST that writes nothing: the rows that the
    page holds, each as KEY.DIGEST, may be longer than an address."""
    actor = actor_of(request)
    found = prioritising.board(actor, asked_in(request))
    asked = request.POST.get("selected", "")
    held = dict(each.partition(".")[::2] for each in request.POST.get("held", "").split())
    row = _selected(found, asked) if asked else None
    # However far down: the one that is being written stays on the page.
    most = max(MOST, found.shown.index(row) + PAGE) if row is not None else MOST
    there = rows_context(request, found, 0, min(max(FIRST, len(held)), most), held=held, selected=asked)
    context = {
        **_standing(found),
        **there,
        "panel": panel_of(actor, found, row, there["page"]) if row is not None else None,
    }
    return render(request, "planning/prioritise/again.html", context)


def rows_context(
    request: HttpRequest,
    found: Board,
    start: int,
    count: int,
    *,
    held: Mapping[str, str] = NOTHING_HELD,
    selected: str = "",
) -> dict[str, Any]:
    """Rows `start` to `start + count` of what is shown, under their heads, with the line where it falls."""
    actor = actor_of(request)
    page = described(actor, found, found.shown[start : start + count])
    left = len(found.shown) - start - len(page)
    currency = our_currency()
    origins = source_names(actor, {said.live for row in page for said in row.said.values() if said.live})
    return {
        "board": found,
        "currency": currency,
        "grid": Grid(found.columns, found.axis, currency, origins, held, selected),
        "page": page,
        "start": start,
        "next": start + len(page) if left > 0 else 0,
        "query": found.wanted.query(),
        "lines": _lines(found, page, start),
        "line_last": found.wanted.in_order and left == 0 and all(row.inside for row in page) and bool(page),
        "lines_wide": len(found.columns) + 2,
        "fits_well": found.fits is not None and found.fits >= words.CALM,
        "line_ends": words.line_ends(found),
        "no_room": words.has_no_room(found),
        "may_plan": policies.may_plan(actor),
        "may_say": any(row.candidate.may_change for row in found.shown),
        "tried": words.tried(found),
        "under_way": words.under_way(found),
        "more_room": found.wanted.query(room=_step(found.line.more)),
        "less_room": found.wanted.query(room=_step(found.line.less)),
        "real_room": found.wanted.query(room=None),
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


def _heads(found: Board) -> list[tuple[str, bool, str, str]]:
    """Label, whether it stands at the right, address and how it is sorted by now, of each column."""
    columns = [("Candidate", False, *sorting(found.wanted, "name", falls=False))]
    return columns + [
        (each.label, each.right, *sorting(found.wanted, each.key, falls=each.falls)) for each in found.columns
    ]


def _narrow(found: Board) -> int:
    """Pixels that the table needs at least, where more was chosen than usually fits; else 0."""
    return NAME + sum(each.width for each in found.columns) if len(found.columns) > len(found.fields) + 3 else 0


def sorting(wanted: PrioritiseFilter, key: str, *, falls: bool) -> tuple[str, str]:
    """Where a click on a head leads, and how the rows stand by that column now."""
    now = {key: "ascending", f"-{key}": "descending"}.get(wanted.sort, "")
    first, second = (f"-{key}", key) if falls else (key, f"-{key}")
    return wanted.query(sort=second if wanted.sort == first else first), now
