"""Flow: how the teams ship, the items behind it, and what it does to dates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.planning.flow import Ages, Flow, Measure, ages, measured, words
from northing.planning.forecasts.recent_pace import by_recent_pace
from northing.planning.queries.flow import FlowFilter, flow_items, longest, teams_with_items
from northing.planning.queries.flow.filter import COMPARED
from northing.planning.views.flow_charts import flow_charts, measure_mark, week_table
from northing.planning.views.flow_rows import team_rows

PAGE = 100
BEHIND = {
    "": "Finished items",
    "finished": "Finished items",
    "unplanned": "Finished items that nobody had planned",
    "progress": "Items in progress",
    "old": "Items older than 85\u202f% of their kind",
}
# What a measure's row opens.
LISTS = {"arrived": "progress", "half": "finished", "most": "finished", "unplanned_time": "unplanned"}


def page(request: HttpRequest) -> HttpResponse:
    """The measures before and now, and charts of them, or the same as tables."""
    actor, today = actor_of(request), clock.today()
    wanted = FlowFilter.parse(request.GET)
    found = measured(actor, wanted, today=today)
    aged = ages(actor, today=today, team=wanted.team)
    teams = teams_with_items(actor)
    context: dict[str, Any] = {
        "flow": found,
        "wanted": wanted,
        "query": wanted.query(),
        "headline": words.headline(found),
        "rows": [_row(found, each, aged) for each in found.measures],
        "team": next((name for pk, name in teams if pk == wanted.team), ""),
        "of_teams": [(name, wanted.query(team=pk)) for pk, name in teams],
        "every_team": wanted.query(team=None),
        "compared": [
            (f"last {now} weeks with {before} before", wanted.query(now=now, before=before))
            for now, before in COMPARED
        ],
        "other_view": wanted.query(as_table=not wanted.as_table),
        "aged": aged,
        "team_rows": team_rows(found, aged) if len(found.teams) > 1 else [],
        "words": words.notes(found, aged),
    }
    if wanted.as_table:
        context["table"] = week_table(found)
    elif found.measures:
        context |= flow_charts(found, aged, longest(actor, wanted, today=today))
    return render(request, "planning/flow/page.html", context)


def dates(request: HttpRequest) -> HttpResponse:
    """What the last weeks alone would do to the commitments; worked out beside the page."""
    wanted = FlowFilter.parse(request.GET)
    context = {"dates": by_recent_pace(actor_of(request), today=clock.today(), weeks=wanted.now)}
    return render(request, "planning/flow/dates.html", context)


def items(request: HttpRequest) -> HttpResponse:
    """The items behind a measure, a hundred a page."""
    actor, today = actor_of(request), clock.today()
    wanted = FlowFilter.parse(request.GET)
    only = None
    if wanted.behind == "old":
        only = tuple(row.progress.item.pk for row in ages(actor, today=today, team=wanted.team).old)
    start = (wanted.page - 1) * PAGE
    rows = flow_items(actor, wanted, today=today, only=only, start=start, count=PAGE + 1)
    if not rows and wanted.page > 1:
        return redirect(f"{request.path}?{wanted.query()}")
    context = {
        "rows": rows[:PAGE],
        "title": BEHIND[wanted.behind],
        "wanted": wanted,
        "finished": wanted.behind not in ("progress", "old"),
        "back": wanted.query(behind=""),
        "lists": [(name, wanted.query(behind=slug)) for slug, name in BEHIND.items() if slug],
        "previous": wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "following": wanted.query(page=wanted.page + 1) if len(rows) > PAGE else "",
        "first": start + 1,
        "last": start + len(rows[:PAGE]),
    }
    return render(request, "planning/flow/items.html", context)


def _row(found: Flow, measure: Measure, aged: Ages) -> dict[str, Any]:
    change = measure.change
    return {
        "name": measure.name,
        "before": words.written(measure, change.before) if change else "",
        "now": words.written(measure, change.now) if change else "",
        "mark": measure_mark(measure),
        "verdict": words.verdict(measure),
        "icon": ("up" if measure.rose else "down") if measure.significant else "minus",
        "tone": words.tone(measure),
        "known": words.known(found, measure, aged),
        "items": found.wanted.query(behind=LISTS.get(measure.slug, measure.slug)),
    }
