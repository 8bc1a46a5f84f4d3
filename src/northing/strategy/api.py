"""Objectives, key results and check-ins for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from northing.kernel.errors import Refused
from northing.kernel.paging import Limit
from northing.kernel.problems import Problem
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of
from northing.strategy import commands
from northing.strategy.queries import listings
from northing.strategy.schemas import CheckInIn, CheckInOut, CheckInPage, ObjectiveOut, ObjectivePage

router = Router(tags=["Strategy"])
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get("/objectives", response={200: ObjectivePage, **SAYS_NO}, url_name="objectives")
def objectives(request: HttpRequest, cycle: str = "", cursor: str = "", limit: Limit = 100) -> Any:
    """With their key results; `cycle` by its name. Those that were dropped are left out."""
    rows, following = listings.objective_page(actor_of(request), cycle=cycle, after=cursor, limit=limit)
    return {"items": [ObjectiveOut.of(*row) for row in rows], "next": following}


@router.get("/objectives/{pk}", response={200: ObjectiveOut, **SAYS_NO}, url_name="objective")
def objective(request: HttpRequest, pk: int) -> Any:
    return ObjectiveOut.of(*listings.scored_objective(actor_of(request), pk))


@router.get("/key-results/{pk}/check-ins", response={200: CheckInPage, **SAYS_NO}, url_name="check_ins")
def check_ins(request: HttpRequest, pk: int, cursor: str = "", limit: Limit = 100) -> Any:
    """The latest first."""
    rows, following = listings.check_in_page(actor_of(request), pk, after=cursor, limit=limit)
    return {"items": rows, "next": following}


@router.post("/key-results/{pk}/check-ins", response={201: CheckInOut, **SAYS_NO}, url_name="check_ins")
def check_in(request: HttpRequest, pk: int, body: CheckInIn) -> Any:
    """What the forecast says of the target today is sealed with it."""
    actor = actor_of(request)
    standing = listings.standing_of(actor, pk)
    value = standing.value if body.value is None else body.value
    if value is None:
        raise Refused(value="Nobody has said where it stands: name a value.")
    said = commands.Said(standing.key_result, value, body.confidence, body.sentence, standing.chance)
    return Status(201, commands.check_in(actor=actor, said=[said])[0])


API = "Programs, by the API"
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
# As on the page: whoever owns the objective, and heads; a viewer who owns one only reads it.
CHECKS = {"manager": "ynh", "member": "ynh", "viewer": "nnh"}
ACCESS = [
    Row("api:objectives", "GET", API, Section.SEE),
    Row("api:objective", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:check_ins", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:check_ins", "POST", API, Section.CHANGE, **CHECKS),
]
