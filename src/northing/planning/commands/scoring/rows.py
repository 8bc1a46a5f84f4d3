"""Who may set how candidates are scored, and one row of that to be changed."""

from typing import TypeVar

from django.db import models

from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.models import Member
from northing.planning import policies

WHO_MAY = "How candidates are scored is set by product managers and heads. Ask one of them."
Row = TypeVar("Row", bound=models.Model)


def require_planner(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed(WHO_MAY)


def locked(actor: Member, row: Row) -> Row:
    require_planner(actor)
    found = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise NotVisible
    return found
