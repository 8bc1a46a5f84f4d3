"""Cursors: where the next page of a list begins, whatever is added meanwhile."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query

from northing.kernel.errors import Refused

Row = TypeVar("Row", bound=Model)
Limit = Annotated[int, Query(ge=1, le=1000)]  # of a list of the API: how many at once


def cursor(values: Sequence[str | int]) -> str:
    """Opaque text that holds the sort values of the last row shown."""
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def values_of(text: str, *kinds: type) -> list[str | int]:
    """What a cursor holds, each of its kind. Refused when it is not one that was handed out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, UnicodeDecodeError):
        values = None
    if not isinstance(values, list) or [type(value) for value in values] != list(kinds):
        raise Refused(cursor=f"{text!r} is not a cursor that this list handed out.")
    return values


def page_by_id(rows: QuerySet[Row], after: str, limit: int) -> tuple[list[Row], str | None]:
    """By id, so many after a cursor; and the cursor of the following page, None on the last."""
    if after:
        rows = rows.filter(pk__gt=values_of(after, int)[0])
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], cursor([found[limit - 1].pk]) if len(found) > limit else None
