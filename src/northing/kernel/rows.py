"""What was said of a row: set, held against the model's own rules, saved."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from northing.kernel.errors import Refused


def change(row: Model, changes: Mapping[str, Any], allowed: Collection[str], **which: Any) -> None:
    """As `apply`, of fields that may be changed this way; any other is a fault of ours."""
    only_known(changes, allowed)
    apply(row, changes, **which)


def apply(row: Model, changes: Mapping[str, Any], **which: Any) -> None:
    """Set the named fields, check the row, save what was named. Texts lose the space around them."""
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    check(row, **which)
    row.save(update_fields=list(changes))


def check(row: Model, **which: Any) -> None:
    """Refused with what the model says of each field; `which` are arguments of its `full_clean`."""
    try:
        row.full_clean(**which)
    except ValidationError as error:
        fields = {name: " ".join(said) for name, said in error.message_dict.items()}
        raise Refused(fields.pop("__all__", ""), **fields) from error


def only_known(changes: Mapping[str, Any], allowed: Collection[str]) -> None:
    if unknown := changes.keys() - set(allowed):
        raise TypeError(f"No changeable {', '.join(sorted(unknown))}.")
