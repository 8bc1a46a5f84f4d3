"""The plan and two scenarios side by side."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.numbers import whole
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.queries.scenarios import in_words, quarters
from northing.planning.queries.scenarios.comparing import Comparison, comparison
from northing.planning.queries.scenarios.rows import next_number
from northing.planning.queries.scenarios.waiting import is_being_worked_out

MOST_WANTED = 2


def page(request: HttpRequest) -> HttpResponse:
    """`beside`: which scenarios; `chosen`: the one to publish; `only`: without what is the same; `publish`: the
    reason can be typed at once."""
    actor = actor_of(request)
    wanted = [pk for text in request.GET.getlist("beside") if (pk := whole(text)) is not None][:MOST_WANTED]
    found = comparison(actor, wanted)
    chosen = found.columns.of(_chosen(request, found))
    scenario = chosen.scenario if chosen else None
    plan = found.columns.plan.scenario
    context = {
        "found": found,
        "chosen": chosen,
        "to_publish": in_words.to_publish(actor, found, chosen) if chosen else None,
        "number": next_number(),
        "may_publish": scenario is not None and policies.may_publish(actor, scenario),
        "may_change": scenario is not None and policies.may_change_scenario(actor, scenario),
        "may_plan": policies.may_plan(actor),
        "only": "only" in request.GET,
        "publishing": "publish" in request.GET,
        "span": quarters.span(plan) if plan else "",
        "lead": in_words.sentence(found),
        "addresses": _addresses(request),
        "others": [(letter, row, _beside(found, row.pk)) for letter, row in found.columns.others],
        "currency": our_currency(),
        "waiting": found.columns.stale and is_being_worked_out(),
    }
    return render(request, "planning/scenarios/compare.html", context)


def state(_request: HttpRequest) -> HttpResponse:
    """Asked for while scenarios are worked out: when they are, the page is shown anew."""
    if is_being_worked_out():
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _chosen(request: HttpRequest, found: Comparison) -> int | None:
    """The one asked for, else the first beside the plan."""
    asked = whole(request.GET.get("chosen", ""))
    first = found.columns.beside[0].scenario if found.columns.beside else None
    return first.pk if asked is None and first else asked


def _addresses(request: HttpRequest) -> dict[str, str]:
    """This page with only the differences, or with everything."""
    query = request.GET.copy()
    if "only" in query:
        del query["only"]
    else:
        query["only"] = "1"
    return {"only": query.urlencode()}


def _beside(found: Comparison, pk: int) -> str:
    """This page with another scenario in the last column."""
    kept = [column.scenario.pk for column in found.columns.beside[:-1] if column.scenario]
    return urlencode([("beside", str(each)) for each in (*kept, pk)])
