"""The HTTP API under /api/v1/: each room's `api.py` brings a router; errors have one shape."""

import json
import re
from functools import cache
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema, get_schema
from ninja.parser import Parser

from northing.kernel.errors import NotAllowed, NotVisible, Refused, Stale
from northing.kernel.problems import problem
from northing.organisation.access.table import Row, Section

ROOMS = ("portfolio", "metrics", "strategy", "insight", "planning")


class _Api(NinjaAPI):
    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return _described(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


@cache
def _described(path_prefix: str) -> OpenAPISchema:
    """Once: it takes half a second of work, and anybody may ask for it."""
    return get_schema(api=api, path_prefix=path_prefix)


class _Parser(Parser):
    """JSON can say what PostgreSQL keeps in no text: NUL, and half of a pair of surrogates."""

    SUSPECT = re.compile(rb"\\u(0000|[dD][89a-fA-F])")

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        said = super().parse_body(request)
        if self.SUSPECT.search(request.body) and b"\\u0000" in json.dumps(said, ensure_ascii=False).encode():
            raise ValueError("NUL")
        return said


api = _Api(
    title="Northing",
    version="1",
    description="Bearer tokens with scopes; errors are application/problem+json (RFC 9457).",
    urls_namespace="api",
    parser=_Parser(),
    docs_url=None,
    openapi_url="/openapi.json",
)
ACCESS = [
    Row("api:openapi-json", "GET", "Programs, by the API", Section.SEE, nobody="yyy"),
    Row("api:api-root", "GET", "Programs, by the API", Section.SEE, "hhh", "hhh", "hhh", "hhh", "hhh"),
]
for room in ROOMS:
    edge = import_module(f"northing.{room}.api")
    api.add_router("", edge.router)
    ACCESS += edge.ACCESS


@api.exception_handler(Refused)
def refused(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, str(error), error.errors)


@api.exception_handler(NotAllowed)
def not_allowed(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, str(error))


@api.exception_handler(NotVisible)
def not_visible(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(404)


@api.exception_handler(Stale)
def stale(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(412, "It has changed since you read it. Read it again, then change it.")


@api.exception_handler(ValidationError)
def not_valid(_request: HttpRequest, error: Any) -> HttpResponse:
    """Where in the request, in dots, and what is wrong there."""
    said = {".".join(str(part) for part in each["loc"][1:]): str(each["msg"]) for each in error.errors}
    return problem(422, "The request does not fit.", said)


@api.exception_handler(HttpError)
def http_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))
