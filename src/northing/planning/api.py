"""The best plan for programs: asked for, read while it gets better, stopped."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from northing.kernel.problems import Problem
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.queries.selecting import latest, run_of, scenario_of
from northing.planning.schemas import PlanIn, PlanOut
from northing.planning.selection import needs_answer, report, told

router = Router(tags=["Plan"])
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get("/plan/best", response={200: PlanOut, **SAYS_NO}, url_name="best_plan")
def best_plan(request: HttpRequest, scenario: int | None = None) -> Any:
    """What was worked out last, of a scenario or of the next quarters."""
    run = needs_answer(latest(scenario_of(scenario)))
    return report(told(run, actor_of(request)))


@router.post("/plan/best", response={202: PlanOut, **SAYS_NO}, url_name="best_plan")
def ask_best_plan(request: HttpRequest, body: PlanIn) -> Any:
    """Work it out in the background; read it again while it gets better."""
    actor = actor_of(request)
    run = commands.ask_selection(actor=actor, scenario=scenario_of(body.scenario), seconds=body.seconds)
    return Status(202, report(told(run, actor)))


@router.get("/plan/best/{pk}", response={200: PlanOut, **SAYS_NO}, url_name="best_plan_run")
def best_plan_run(request: HttpRequest, pk: int) -> Any:
    return report(told(run_of(pk), actor_of(request)))


@router.post("/plan/best/{pk}/stop", response={200: PlanOut, **SAYS_NO}, url_name="stop_best_plan")
def stop_best_plan(request: HttpRequest, pk: int) -> Any:
    """The best so far is good enough."""
    actor, run = actor_of(request), run_of(pk)
    commands.stop_selection(actor=actor, run=run)
    return report(told(run, actor))


API = "Programs, by the API"
PLANNERS = {"member": "nnn", "viewer": "nnn"}
ACCESS = [
    Row("api:best_plan", "GET", API, Section.SEE),
    Row("api:best_plan", "POST", API, Section.CHANGE, **PLANNERS),
    Row("api:best_plan_run", "GET", API, Section.SEE),
    Row("api:stop_best_plan", "POST", API, Section.CHANGE, **PLANNERS),
]
