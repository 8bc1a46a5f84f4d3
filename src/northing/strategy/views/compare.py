"""The strategy beside itself: as it was on an earlier day, or in another cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import past, policies
from northing.organisation.request import actor_of, is_looking
from northing.strategy.queries import compared
from northing.strategy.queries.strategy_map import StrategyMap, strategy_map
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.strategy.models import Cycle

# The first is what is shown unasked: most check-ins come every two weeks.
EARLIER = {"Two weeks ago": 14, "A week ago": 7, "Four weeks ago": 28, "A quarter ago": 91, "A year ago": 365}


@dataclass(frozen=True, slots=True)
class With:
    """What a cycle is compared with: itself at the end of a day, or another cycle."""

    cycle: "Cycle | None"
    day: date | None = None
    other: "Cycle | None" = None
    name: str = ""

    def query(self, **more: str) -> str:
        said = {"cycle": self.cycle, "day": self.day, "other": self.other, **more}
        return urlencode({name: str(value) for name, value in said.items() if value})

    def __str__(self) -> str:
        return formatting.long_day(self.day) if self.day else str(self.other)


def page(request: HttpRequest) -> HttpResponse:
    """`day`, or `other` for a cycle, is what it is compared with; `only` leaves out what is the same."""
    actor = actor_of(request)
    now = strategy_map(actor, request.GET.get("cycle", ""), with_work=False)
    offered = list(_offered(request, now))
    beside = _asked(request, now) or next(iter(offered), None)
    found = None
    if beside and beside.day:
        found = compared.since(actor, now, beside.day)
    elif beside and beside.other:
        found = compared.with_cycle(actor, now, beside.other)
    only = "only" in request.GET
    context = {
        "map": now,
        "found": found,
        "rows": (found.changed if only else found.rows) if found else (),
        "beside": beside,
        "offered": [(one, one.query()) for one in offered],
        "only": only,
        "switch": beside.query(only="" if only else "1") if beside else "",
        "may_say_day": _may_say_day(request),
    }
    return render(request, "strategy/compare.html", context)


def _offered(request: HttpRequest, now: StrategyMap) -> Iterator[With]:
    """Earlier days for whoever may look back; then the other cycles."""
    if _may_say_day(request):
        begins = past.begins()
        for name, ago in EARLIER.items():
            if (day := clock.today() - timedelta(days=ago)) >= begins:
                yield With(now.cycle, day=day, name=f"{name}, {formatting.short_day(day)}")
    for cycle in now.cycles:
        if cycle != now.cycle:
            yield With(now.cycle, other=cycle, name=cycle.name)


def _asked(request: HttpRequest, now: StrategyMap) -> With | None:
    if text := request.GET.get("day", ""):
        return With(now.cycle, day=_day(request, text))
    other = next((cycle for cycle in now.cycles if cycle.name == request.GET.get("other")), None)
    return With(now.cycle, other=other) if other else None


def _day(request: HttpRequest, text: str) -> date:
    policies.must(policies.may_look_back(actor_of(request)), "Pages of the past are for heads of product.")
    if is_looking(request):
        raise Refused(day="Go back to now, and to yourself, to compare it with another day.")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(day="Say the day as 2026-05-31.") from None
    past.require_history(day)
    return day


def _may_say_day(request: HttpRequest) -> bool:
    """What was written on other days is looked up by views that cannot be made where nothing may be written."""
    return policies.may_look_back(actor_of(request)) and not is_looking(request)
