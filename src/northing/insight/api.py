"""Customers, feedback and opportunities for programs."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from northing.insight import commands
from northing.insight.queries import aims, listings
from northing.insight.queries.attachments import attachment_of, attachments_of, content_of
from northing.insight.schemas import (
    AimRef,
    AimRefs,
    AttachmentOut,
    CustomerIn,
    CustomerOut,
    CustomerPage,
    CustomerPatch,
    FeedbackIn,
    FeedbackOut,
    FeedbackPage,
    FeedbackPatch,
    OpportunityOut,
    OpportunityPage,
    OpportunityPatch,
    named,
)
from northing.kernel.errors import Refused
from northing.kernel.etags import if_match, tagged
from northing.kernel.paging import Limit
from northing.kernel.problems import Problem
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of
from northing.strategy.queries.aims import Aim, aim_named
from northing.ui.handing_out import handed_out

if TYPE_CHECKING:
    from northing.insight.models import Opportunity
    from northing.organisation.models import Member

router = Router(tags=["Insight"])
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 412: Problem, 422: Problem}


@router.get("/feedback", response={200: FeedbackPage, **SAYS_NO}, url_name="feedback")
def feedback(
    request: HttpRequest,
    cursor: str = "",
    limit: Limit = 100,
    since: datetime | None = None,
    customer: int | None = None,
    key: str | None = None,
) -> Any:
    """Newest first."""
    wanted = {name: value for name, value in {"customer": customer, "key": key}.items() if value is not None}
    rows, following = listings.feedback_page(
        actor_of(request), after=cursor, limit=limit, since=since, **wanted
    )
    return {"items": rows, "next": following}


@router.post("/feedback", response={201: FeedbackOut, **SAYS_NO}, url_name="feedback")
def add_feedback(request: HttpRequest, body: FeedbackIn) -> Any:
    """One piece; with a key that is there already, that piece is updated."""
    actor = actor_of(request)
    fields = {"system": body.system} | named(body) if body.key or body.customer_key else named(body)
    return Status(201, commands.put_feedback(actor=actor, **_related(request, fields)))


@router.get("/feedback/{pk}", response={200: FeedbackOut, **SAYS_NO}, url_name="piece")
def piece(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    return tagged(response, FeedbackOut.from_orm(listings.one_piece(actor_of(request), pk)))


@router.patch("/feedback/{pk}", response={200: FeedbackOut, **SAYS_NO}, url_name="piece")
def change_piece(request: HttpRequest, response: HttpResponse, pk: int, body: FeedbackPatch) -> Any:
    """With If-Match it changes only the version that the caller has seen."""
    actor = actor_of(request)
    found = listings.one_piece(actor, pk)
    seen = if_match(request, FeedbackOut.from_orm)
    changed = commands.change_feedback(actor=actor, feedback=found, seen=seen, **_related(request, named(body)))
    return tagged(response, FeedbackOut.from_orm(changed))


@router.get("/feedback/{pk}/attachments", response={200: list[AttachmentOut], **SAYS_NO}, url_name="files")
def files(request: HttpRequest, pk: int) -> Any:
    """In the order in which they came."""
    # A list: of a tuple with two in it, the first would be taken for the status.
    return list(attachments_of(listings.one_piece(actor_of(request), pk)))


@router.post("/feedback/{pk}/attachments", response={201: AttachmentOut, **SAYS_NO}, url_name="files")
def add_file(request: HttpRequest, pk: int, file: File[UploadedFile]) -> Any:
    """One file a request, as multipart/form-data; the same file again is the one that is there."""
    actor = actor_of(request)
    found = listings.one_piece(actor, pk)
    return Status(201, commands.attach(actor=actor, feedback=found, name=file.name or "", content=file))


@router.delete(  # edge-write: the name of the HTTP method
    "/attachments/{pk}", response={204: None, **SAYS_NO}, url_name="file"
)
def remove_file(request: HttpRequest, pk: int) -> Any:
    actor = actor_of(request)
    commands.remove_attachment(actor=actor, attachment=attachment_of(actor, pk))
    return Status(204, None)


@router.get("/attachments/{pk}", response={200: bytes, **SAYS_NO}, url_name="file")
def file_itself(request: HttpRequest, pk: int) -> Any:
    """Its bytes, to be saved to disk."""
    found = attachment_of(actor_of(request), pk)
    return handed_out(content_of(found), name=found.saved_as, content_type=found.content_type, shown=False)


@router.get("/customers", response={200: CustomerPage, **SAYS_NO}, url_name="customers")
def customers(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Any:
    rows, following = listings.customer_page(after=cursor, limit=limit)
    return {"items": rows, "next": following}


@router.post("/customers", response={201: CustomerOut, **SAYS_NO}, url_name="customers")
def add_customer(request: HttpRequest, body: CustomerIn) -> Any:
    """One customer; with a key that is there already, that customer is updated."""
    fields = named(body)
    system, key = fields.pop("system", "api"), fields.pop("key", "")
    return Status(201, commands.put_customer(actor=actor_of(request), system=system, key=key, **fields))


@router.get("/customers/{pk}", response={200: CustomerOut, **SAYS_NO}, url_name="customer")
def customer(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    return tagged(response, CustomerOut.from_orm(listings.one_customer(pk)))


@router.patch("/customers/{pk}", response={200: CustomerOut, **SAYS_NO}, url_name="customer")
def change_customer(request: HttpRequest, response: HttpResponse, pk: int, body: CustomerPatch) -> Any:
    """With If-Match it changes only the version that the caller has seen."""
    found = listings.one_customer(pk)
    seen = if_match(request, CustomerOut.from_orm)
    changed = commands.change_customer(actor=actor_of(request), customer=found, seen=seen, **named(body))
    return tagged(response, CustomerOut.from_orm(changed))


@router.get("/opportunities", response={200: OpportunityPage, **SAYS_NO}, url_name="opportunities")
def opportunities(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Any:
    rows, following = listings.opportunity_page(actor_of(request), after=cursor, limit=limit)
    return {"items": rows, "next": following}


@router.get("/opportunities/{pk}", response={200: OpportunityOut, **SAYS_NO}, url_name="opportunity")
def opportunity(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    return tagged(response, OpportunityOut.from_orm(listings.one_opportunity(actor_of(request), pk)))


@router.patch("/opportunities/{pk}", response={200: OpportunityOut, **SAYS_NO}, url_name="opportunity")
def change_opportunity(request: HttpRequest, response: HttpResponse, pk: int, body: OpportunityPatch) -> Any:
    """With If-Match it changes only the version that the caller has seen."""
    actor = actor_of(request)
    found = listings.one_opportunity(actor, pk)
    seen = if_match(request, lambda _: OpportunityOut.from_orm(listings.one_opportunity(actor, pk)))
    fields = {name: value for name, value in named(body).items() if (name, value) != ("custom", None)}
    commands.change_opportunity(actor=actor, opportunity=found, seen=seen, **fields)
    return tagged(response, OpportunityOut.from_orm(listings.one_opportunity(actor, pk)))


@router.get("/opportunities/{pk}/serves", response={200: AimRefs, **SAYS_NO}, url_name="opportunity_aims")
def opportunity_aims(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    """Which objectives and key results solving it would serve."""
    actor = actor_of(request)
    return tagged(response, _aims(actor, listings.one_opportunity(actor, pk)))


@router.put("/opportunities/{pk}/serves", response={200: AimRefs, **SAYS_NO}, url_name="opportunity_aims")
def say_opportunity_aims(request: HttpRequest, response: HttpResponse, pk: int, body: AimRefs) -> Any:
    """Those and no others; with If-Match only over the version that the caller has seen."""
    actor = actor_of(request)
    found = listings.one_opportunity(actor, pk)
    chosen = [(found, _aim(actor, each)) for each in body.serves]
    offered = [*chosen, *((found, aim) for aim in aims.aims_of(actor, found))]
    seen = if_match(request, lambda problem: _aims(actor, problem))
    commands.say_aims(actor=actor, offered=offered, chosen=chosen, seen=lambda: seen(found))
    return tagged(response, _aims(actor, found))


def _aim(actor: "Member", said: AimRef) -> Aim:
    aim = aim_named(actor, f"k{said.key_result}" if said.key_result else f"o{said.objective}")
    if aim.objective.pk != said.objective:
        raise Refused(serves=f"Key result {said.key_result} belongs to another objective.")
    return aim


def _aims(actor: "Member", problem: "Opportunity") -> AimRefs:
    return AimRefs(serves=[AimRef.of(aim) for aim in aims.aims_of(actor, problem)])


def _related(request: HttpRequest, fields: dict[str, Any]) -> dict[str, Any]:
    """Ids of customer and product become the rows that the caller may know of."""
    if "customer" in fields:
        fields["customer"] = listings.customer_named(fields["customer"])
    if "product" in fields:
        fields["product"] = listings.product_named(actor_of(request), fields["product"])
    return fields


API = "Programs, by the API"
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
KEPT_BY = {"member": "nnn", "viewer": "nnn"}
ACCESS = [
    Row("api:feedback", "GET", API, Section.SEE),
    Row("api:feedback", "POST", API, Section.CHANGE, viewer="nnn"),
    Row("api:piece", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:piece", "PATCH", API, Section.CHANGE, manager="yyh", member="yyh", viewer="nnh"),
    Row("api:files", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:files", "POST", API, Section.CHANGE, manager="yyh", member="yyh", viewer="nnh"),
    Row("api:file", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:file", "DELETE", API, Section.CHANGE, manager="yyh", member="yyh", viewer="nnh"),
    Row("api:customers", "GET", API, Section.SEE),
    Row("api:customers", "POST", API, Section.CHANGE, **KEPT_BY),
    Row("api:customer", "GET", API, Section.SEE),
    Row("api:customer", "PATCH", API, Section.CHANGE, **KEPT_BY),
    Row("api:opportunities", "GET", API, Section.SEE),
    Row("api:opportunity", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:opportunity_aims", "GET", API, Section.SEE, **RESTRICTED),
    Row("api:opportunity_aims", "PUT", API, Section.CHANGE, manager="yyh", member="nnh", viewer="nnh"),
    Row("api:opportunity", "PATCH", API, Section.CHANGE, manager="yyh", member="nnh", viewer="nnh"),
]
