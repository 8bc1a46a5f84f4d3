"""Nobody overwrites what they have not seen: a version of a thing's answer, and whether a caller knew it."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from northing.kernel.errors import Stale


def etag(answer: Any) -> str:
    """A strong ETag of what the API answers, from its JSON."""
    text = json.dumps(answer, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def knew(if_match: str, current: str) -> bool:
    """Whether an If-Match header, with one or several tags or *, names the current version."""
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or current in tags


def tagged(response: HttpResponse, answer: BaseModel) -> BaseModel:
    """The answer, its version in the response's header."""
    response["ETag"] = etag(answer.model_dump(mode="json"))
    return answer


def if_match(request: HttpRequest, read: Callable[[Any], BaseModel]) -> Callable[[Any], None]:
    """To be asked of a row once it is held: Stale when If-Match names another version than `read` answers."""

    def check(row: Any) -> None:
        wanted = request.headers.get("If-Match")
        if wanted is not None and not knew(wanted, etag(read(row).model_dump(mode="json"))):
            raise Stale

    return check
