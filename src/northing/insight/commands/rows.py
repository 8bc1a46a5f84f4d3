"""Taking hold of rows before they change, and keeping rules about fields."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from northing.insight.models import Feedback, Opportunity
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member

Row = TypeVar("Row", bound=models.Model)


def locked_feedback(actor: Member, feedback: Feedback) -> Feedback:
    """The piece as it is now, held until the command ends; 404 for whoever may not know of it."""
    found = (
        Feedback.objects.visible_to(actor)
        .standing()
        .select_for_update(of=("self",))
        .filter(pk=feedback.pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def locked_opportunity(actor: Member, opportunity: Opportunity) -> Opportunity:
    found = (
        Opportunity.objects.visible_to(actor)
        .standing()
        .select_for_update(of=("self",))
        .filter(pk=opportunity.pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def change(row: models.Model, changes: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Set the named fields, check the row, save what was named."""
    only_known(changes, allowed)
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    check(row)
    row.save(update_fields=list(changes))


def check(row: models.Model) -> None:
    try:
        row.full_clean(validate_unique=True, validate_constraints=False)
    except ValidationError as error:
        raise Refused(**{name: " ".join(said) for name, said in error.message_dict.items()}) from error


def only_known(changes: Mapping[str, Any], allowed: frozenset[str]) -> None:
    if unknown := changes.keys() - allowed:
        raise TypeError(f"No changeable {', '.join(sorted(unknown))}.")
