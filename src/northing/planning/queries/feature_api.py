"""Features as programs ask for them."""

from typing import Any

from django.db.models import QuerySet

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.paging import page_by_id
from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.choices import ROWS


def feature_page(actor: Member, *, after: str, limit: int, **wanted: Any) -> tuple[list[Feature], str | None]:
    """By id, a page at a time. `wanted` narrows by columns."""
    return page_by_id(_whole(actor).filter(**wanted), after, limit)


def one_feature(actor: Member, pk: int) -> Feature:
    found = _whole(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def named(actor: Member, fields: dict[str, Any]) -> dict[str, Any]:
    """The same with the rows that ids stand for. Refused under its name where the actor knows of none."""
    asked = {name: fields[name] for name in ROWS if fields.get(name) is not None}
    return fields | {name: _row(actor, name, pk) for name, pk in asked.items()}


def _row(actor: Member, name: str, pk: int) -> Any:
    found = ROWS[name](actor).filter(pk=pk).first()
    if found is None:
        raise Refused(**{name: f"There is no {name} {pk}."})
    return found


def _whole(actor: Member) -> "QuerySet[Feature]":
    return Feature.objects.visible_to(actor).select_related("outlook")
