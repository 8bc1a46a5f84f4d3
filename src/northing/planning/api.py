"""Plans for programs: features; the best plan is asked for, read while it gets better, stopped; scenarios are
read, proposed and published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from northing.kernel.etags import if_match, tagged
from northing.kernel.paging import Limit
from northing.kernel.problems import Problem
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.queries import feature_api
from northing.planning.queries.scenarios import listing
from northing.planning.queries.scenarios import rows as rows_of
from northing.planning.queries.selecting import latest, run_of, scenario_of
from northing.planning.schemas import (
    DecisionOut,
    FeatureOut,
    FeaturePage,
    FeaturePatch,
    PlanIn,
    PlanOut,
    PublishIn,
    ScenarioOut,
    ScenarioPage,
    ScenarioWholeOut,
    State,
)
from northing.planning.selection import needs_answer, report, told

router = Router(tags=["Plan"])
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 412: Problem, 422: Problem}


@router.get("/features", response={200: FeaturePage, **SAYS_NO}, url_name="features")
def features(
    request: HttpRequest,
    cursor: str = "",
    limit: Limit = 100,
    state: State | None = None,
    product: int | None = None,
    team: int | None = None,
) -> Any:
    asked = {"state": state, "product": product, "team": team}
    wanted = {name: value for name, value in asked.items() if value is not None}
    rows, following = feature_api.feature_page(actor_of(request), after=cursor, limit=limit, **wanted)
    return {"items": rows, "next": following}


@router.get("/features/{pk}", response={200: FeatureOut, **SAYS_NO}, url_name="feature")
def feature(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    return tagged(response, FeatureOut.from_orm(feature_api.one_feature(actor_of(request), pk)))


@router.patch("/features/{pk}", response={200: FeatureOut, **SAYS_NO}, url_name="feature")
def change_feature(request: HttpRequest, response: HttpResponse, pk: int, body: FeaturePatch) -> Any:
    """With If-Match it changes only the version that the caller has seen."""
    actor = actor_of(request)

    def read(_: Any = None) -> FeatureOut:
        return FeatureOut.from_orm(feature_api.one_feature(actor, pk))

    found, changes = feature_api.one_feature(actor, pk), feature_api.named(actor, body.changes())
    commands.change_feature(actor=actor, feature=found, seen=if_match(request, read), **changes)
    return tagged(response, read())


@router.get("/plan/best", response={200: PlanOut, **SAYS_NO}, url_name="best_plan")
def best_plan(request: HttpRequest, scenario: int | None = None) -> Any:
    """What was worked out last, of a scenario or of the next quarters."""
    run = needs_answer(latest(scenario_of(scenario)))
    return report(told(run, actor_of(request)))


@router.post("/plan/best", response={202: PlanOut, **SAYS_NO}, url_name="best_plan")
def ask_best_plan(request: HttpRequest, body: PlanIn) -> Any:
    """Work it out in the background; read it again while it gets better."""
    actor = actor_of(request)
    run = commands.ask_selection(
        actor=actor, scenario=scenario_of(body.scenario), seconds=body.seconds, sure=body.sure
    )
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


@router.get("/scenarios", response={200: ScenarioPage, **SAYS_NO}, url_name="scenarios")
def scenarios(request: HttpRequest, cursor: str = "", limit: Limit = 100, state: str | None = None) -> Any:
    """Newest first."""
    wanted = {"state": state} if state is not None else {}
    rows, following = listing.scenario_list(after=cursor, limit=limit, **wanted)
    return {"items": rows, "next": following}


@router.get("/scenarios/{pk}", response={200: ScenarioWholeOut, **SAYS_NO}, url_name="scenario")
def scenario(request: HttpRequest, pk: int) -> Any:
    """With what is in it, what is out and why, and how likely it fits."""
    return listing.scenario_told(actor_of(request), rows_of.scenario(pk))


@router.post("/scenarios/{pk}/propose", response={200: ScenarioOut, **SAYS_NO}, url_name="propose_scenario")
def propose_scenario(request: HttpRequest, pk: int) -> Any:
    """Ask for comments, and for a verdict of those who may approve."""
    return commands.propose(actor=actor_of(request), scenario=rows_of.scenario(pk))


@router.post("/scenarios/{pk}/publish", response={200: DecisionOut, **SAYS_NO}, url_name="publish_scenario")
def publish_scenario(request: HttpRequest, pk: int, body: PublishIn) -> Any:
    """It becomes the plan; the reason is kept with the decision."""
    actor = actor_of(request)
    return commands.publish(actor=actor, scenario=rows_of.scenario(pk), reason=body.reason, answer=body.answer)


API = "Programs, by the API"
MAKES = {"manager": "ynn", "member": "nnn", "viewer": "nnn"}
HEADS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
PLANNERS = {"member": "nnn", "viewer": "nnn"}
ACCESS = [
    Row("api:features", "GET", API, Section.SEE),
    Row("api:feature", "GET", API, Section.SEE, manager="yyh", member="yyh", viewer="yyh"),
    Row("api:feature", "PATCH", API, Section.CHANGE, manager="yyn", member="yyn", viewer="nnn"),
    Row("api:best_plan", "GET", API, Section.SEE),
    Row("api:best_plan", "POST", API, Section.CHANGE, **PLANNERS),
    Row("api:best_plan_run", "GET", API, Section.SEE),
    Row("api:stop_best_plan", "POST", API, Section.CHANGE, **PLANNERS),
    Row("api:scenarios", "GET", API, Section.SEE),
    Row("api:scenario", "GET", API, Section.SEE),
    Row("api:propose_scenario", "POST", API, Section.CHANGE, **MAKES),
    Row("api:publish_scenario", "POST", API, Section.DECIDE, **HEADS),
]
