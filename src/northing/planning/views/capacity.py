"""Who has how much to do: every team quarter by quarter, and one of them beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.errors import NotAllowed
from northing.kernel.numbers import whole
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.forecasts.lending import keeping
from northing.planning.queries.capacity.kept_free import kept_free
from northing.planning.queries.capacity.lending import LEARNING_WEEKS
from northing.planning.queries.capacity.page import CapacityPage, capacity_page
from northing.planning.queries.capacity.panel import capacity_panel
from northing.planning.queries.capacity.unplanned import unplanned
from northing.ui.in_place import anew

CLOSED = "none"  # team=none: no panel


def capacity(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    may_see(request)
    page = capacity_page(actor, request.GET.get("unit", ""))
    kept, history = kept_free().everybody, unplanned(actor)
    context = {
        "page": page,
        "keep_unit": f"unit={page.unit.key}&" if page.unit != page.units[0] else "",
        "kept": kept,
        "unplanned": history,
        "used_up": history.used_up(kept.likely) if history else 0,
        "usual": history.range_in_percent() if history and round(history.usual, 2) != kept.likely else None,
        "selected": _selected(request.GET.get("team", ""), page),
        "quarter": whole(request.GET.get("quarter", "")),
        "may_plan": policies.may_plan(actor),
    }
    return render(request, "planning/capacity/page.html", context)


def _selected(asked: str, page: CapacityPage) -> int | None:
    """The team in the panel: the one asked for, else the one furthest over."""
    if asked == CLOSED:
        return None
    team = whole(asked)
    return team if team in {each.team.pk for each in page.teams} else page.furthest_over


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    may_see(request)
    shown = capacity_panel(actor_of(request), pk, whole(request.GET.get("quarter", "")))
    return render(request, "planning/capacity/panel.html", {"panel": shown, "learning": LEARNING_WEEKS})


def keeping_usual(request: HttpRequest) -> HttpResponse:
    """What keeping free as much as unplanned work usually takes would say of the commitments."""
    may_see(request)
    found = unplanned(actor_of(request))
    context = {"keeping": keeping(found.range()) if found else None, "usual": found and found.usual}
    return render(request, "planning/capacity/keeping.html", context)


def may_see(request: HttpRequest) -> None:
    if not policies.may_see_capacity(actor_of(request)):
        raise NotAllowed("Capacity is for those who plan and build.")


def back(request: HttpRequest, address: str = "planning:capacity") -> HttpResponse:
    """To the page as it is now."""
    return anew(request, address)
