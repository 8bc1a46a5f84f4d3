"""The best plan there is room for: what is in, how near the best it is, and what would bring in the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.queries.selecting import latest, run_of, scenario_of, scenarios
from northing.planning.selection import ENOUGH, told
from northing.ui import formatting

SECONDS = 60.0
"""Most of them for reasons: a first plan is there at once, and whoever has seen enough stops it."""


def page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    scenario = scenario_of(_number(request.GET.get("scenario", "")))
    run = latest(scenario)
    context = {
        "scenario": scenario,
        "scenarios": scenarios(),
        "run": run,
        "found": told(run, actor) if run is not None else None,
        "enough": ENOUGH,
        "may_plan": policies.may_plan(actor),
        "may_take": run is not None and commands.may_take(actor, run),
    }
    return render(request, "planning/best_plan/page.html", context)


def ask(request: HttpRequest) -> HttpResponse:
    scenario = scenario_of(_number(request.POST.get("scenario", "")))
    sure = ENOUGH if request.POST.get("sure") else None
    commands.ask_selection(actor=actor_of(request), scenario=scenario, seconds=SECONDS, sure=sure)
    return redirect(_address(scenario.pk if scenario else None))


def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for every other second while it runs: when there is more to read, the page is shown anew."""
    run = run_of(pk)
    if run.is_over or str(run.value) != request.GET.get("value", ""):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "planning/best_plan/state.html", {"run": run})


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_of(pk)
    commands.stop_selection(actor=actor_of(request), run=run)
    return redirect(_address(run.scenario_id))


def take(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_of(pk)
    with watched() as change:
        scenario = commands.take_selection(actor=actor_of(request), run=run)
    said = f"Took {formatting.counted(len(run.chosen), 'candidate')} into {scenario.name}"
    toast(request, said, undo=change.undo_url)
    return redirect("planning:scenario", pk=scenario.pk)


def _address(scenario: int | None) -> str:
    address = reverse("planning:best_plan")
    return f"{address}?scenario={scenario}" if scenario is not None else address


def _number(text: str) -> int | None:
    if not text:
        return None
    if (number := whole(text)) is None:
        raise Refused(scenario="A scenario is given by its number.")
    return number
