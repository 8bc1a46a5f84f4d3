from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.cockpit import queries
from northing.kernel import clock
from northing.kernel.numbers import whole
from northing.metrics.queries.broken import Broken, broken
from northing.organisation import example
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.queries.scenarios.decisions import to_look_at_again
from northing.strategy.queries.strip import strip
from northing.ui import charts

LONGEST_QUERY = 100


def today(request: HttpRequest) -> HttpResponse:
    """What needs attention, costliest to leave first."""
    actor = actor_of(request)
    asked = request.GET.get("whose", "")
    everyones = asked == "everyone" or (asked != "mine" and actor.runs_the_place)
    found = queries.today(
        actor,
        everyones=everyones,
        since=_day(request.GET.get("since", "")),
        page=min(whole(request.GET.get("page", "")) or 1, 100_000),
    )
    rows = [
        (risk, charts.sparkline(list(risk.trend), target=0.75, bad=risk.chance < 0.6, sentence=""))
        for risk in found.risks.rows
    ]
    risks = found.risks
    return render(
        request,
        "cockpit/today.html",
        {
            "today": found,
            "strategy": strip(actor),
            "breaks": _breaks(broken(actor, everyones=everyones)),
            "rows": rows,
            "revisits": to_look_at_again(actor),
            "old_items": queries.old(actor, everyones=everyones),
            "previous": _page(request, risks.page - 1) if risks.page > 1 else "",
            "following": _page(request, risks.page + 1) if risks.page < risks.pages else "",
            "changes": (("Worse", found.worse, "down", "bad"), ("Better", found.better, "up", "good")),
            "day": clock.today(),
            "may_create": policies.may_create_feature(actor),
            "bring": queries.where_data_comes_in(actor),
            "example_goes_by": example.taken_back_by(actor),
        },
    )


def _breaks(rows: list[Broken]) -> list[tuple[Broken, charts.Sparkline]]:
    """Each with a line of its latest values and the range that it left."""
    return [
        (
            row,
            charts.sparkline(
                [value for _, value in row.recent],
                expected=[(row.alert.expected_low, row.alert.expected_high)] * len(row.recent),
                bad=True,
            ),
        )
        for row in rows
    ]


def search(request: HttpRequest) -> HttpResponse:
    """The palette's answers."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    groups = queries.palette(actor_of(request), query)
    return render(request, "ui/palette_results.html", {"groups": groups, "query": query})


def everything(request: HttpRequest) -> HttpResponse:
    """The same on a page of its own, with more of each."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    groups = queries.everything(actor_of(request), query)
    return render(request, "cockpit/search.html", {"groups": groups, "query": query})


def _page(request: HttpRequest, page: int) -> str:
    """The present address with another page of the commitments at risk."""
    query = request.GET.copy()
    query["page"] = str(page)
    return query.urlencode()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
