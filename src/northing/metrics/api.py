"""Metrics and their values for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from northing.kernel.paging import Limit
from northing.kernel.problems import Problem
from northing.metrics import commands
from northing.metrics.queries import listings
from northing.metrics.schemas import (
    ArrivedOut,
    MetricIn,
    MetricOut,
    MetricPage,
    ObservationPage,
    ObservationsIn,
)
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of

router = Router(tags=["Metrics"])
Many = Annotated[int, Query(ge=1, le=10_000)]
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get("/metrics", response={200: MetricPage, **SAYS_NO}, url_name="metrics")
def metrics(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Any:
    """By name."""
    rows, following = listings.metric_page(actor_of(request), after=cursor, limit=limit)
    return {"items": rows, "next": following}


@router.post("/metrics", response={201: MetricOut, **SAYS_NO}, url_name="metrics")
def add_metric(request: HttpRequest, body: MetricIn) -> Any:
    actor = actor_of(request)
    fields = body.model_dump()
    fields["product"] = listings.product_named(actor, fields["product"])
    return Status(201, commands.create_metric(actor=actor, **fields))


@router.post("/metrics/observations", response={200: ArrivedOut, **SAYS_NO}, url_name="observe")
def observe(request: HttpRequest, body: ObservationsIn) -> Any:
    """Idempotent on metric and day: the same values again change nothing, others replace what was known."""
    actor = actor_of(request)
    said = [(one.metric, one.day, one.value) for one in body.observations]
    return commands.push_observations(actor=actor, observations=said, reason=body.reason)


@router.get("/metrics/{pk}/observations", response={200: ObservationPage, **SAYS_NO}, url_name="observations")
def observations(
    request: HttpRequest, pk: int, since: date | None = None, cursor: str = "", limit: Many = 1000
) -> Any:
    """Oldest first, from `since` on."""
    rows, following = listings.observation_page(actor_of(request), pk, since=since, after=cursor, limit=limit)
    return {"items": rows, "next": following}


API = "Programs, by the API"
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
BROUGHT_BY = {"member": "nnn", "viewer": "nnn"}
ACCESS = [
    Row("api:metrics", "GET", API, Section.SEE),
    Row("api:metrics", "POST", API, Section.CHANGE, **BROUGHT_BY),
    Row("api:observe", "POST", API, Section.CHANGE, **BROUGHT_BY),
    Row("api:observations", "GET", API, Section.SEE, **RESTRICTED),
]
