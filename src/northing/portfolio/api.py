"""Products for programs. Lines, owners and stages are decided by people, on the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from northing.kernel.etags import if_match, tagged
from northing.kernel.paging import Limit
from northing.kernel.problems import Problem
from northing.organisation.access.table import Row, Section
from northing.organisation.request import actor_of
from northing.portfolio import commands, queries
from northing.portfolio.schemas import ProductOut, ProductPage, ProductPatch

router = Router(tags=["Portfolio"])
SAYS_NO = {401: Problem, 403: Problem, 404: Problem, 412: Problem, 422: Problem}


@router.get("/products", response={200: ProductPage, **SAYS_NO}, url_name="products")
def products(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Any:
    rows, following = queries.product_page(actor_of(request), after=cursor, limit=limit)
    return {"items": rows, "next": following}


@router.get("/products/{pk}", response={200: ProductOut, **SAYS_NO}, url_name="product")
def product(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    return tagged(response, ProductOut.from_orm(queries.product(actor_of(request), pk)))


@router.patch("/products/{pk}", response={200: ProductOut, **SAYS_NO}, url_name="product")
def change_product(request: HttpRequest, response: HttpResponse, pk: int, body: ProductPatch) -> Any:
    """With If-Match it changes only the version that the caller has seen."""
    actor = actor_of(request)
    found, seen = queries.product(actor, pk), if_match(request, ProductOut.from_orm)
    changed = commands.change_product(actor=actor, product=found, seen=seen, **body.changes())
    return tagged(response, ProductOut.from_orm(changed))


API = "Programs, by the API"
HIDDEN = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
ACCESS = [
    Row("api:products", "GET", API, Section.SEE),
    Row("api:product", "GET", API, Section.SEE, **HIDDEN),
    Row("api:product", "PATCH", API, Section.CHANGE, manager="ynh", member="nnh", viewer="nnh"),
]
