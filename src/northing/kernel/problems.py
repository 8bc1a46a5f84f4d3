"""How the API says no: RFC 9457, application/problem+json, with messages by field."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel, Field

CONTENT_TYPE = "application/problem+json"


class FieldError(BaseModel):
    field: str = Field(description="Empty: the request as a whole.")
    message: str


class Problem(BaseModel):
    """The one shape of an error."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


def problem(status: int, detail: str = "", errors: dict[str, str] | None = None) -> HttpResponse:
    """An answer that says what is wrong and where; `errors` are messages by field."""
    said = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=[FieldError(field=name, message=message) for name, message in (errors or {}).items()],
    )
    return HttpResponse(json.dumps(said.model_dump()), status=status, content_type=CONTENT_TYPE)
