"""What can be taken back, by whom: each room says so for its models, since this room does not know them.

    restoring.register(Feature, may_change=policies.may_change_feature, change=change_field)  # in apps.py

`may_change(actor, row)` is asked before an undo touches a row, of what it is and of what it will be again.
`change(actor, row, field, value, reason)`, when given, calls the room's own change command, and is how a single
field gets an old value back.
`after(changes)` is told, in the same transaction, which rows of the model an undo gave back: what is counted
from them can be counted again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from northing.kernel.errors import Refused
from northing.organisation.models import Member

if TYPE_CHECKING:
    from northing.organisation.queries.history import RowChange

MayChange = Callable[[Member, Any], bool]
Change = Callable[..., object]
After = Callable[[Sequence["RowChange"]], None]


@dataclass(frozen=True, slots=True)
class Restorable:
    may_change: MayChange
    change: Change | None = None
    fields: frozenset[str] = frozenset()
    may_go: bool = True
    after: After | None = None


_registered: dict[type[models.Model], Restorable] = {}


def register(
    model: type[models.Model],
    *,
    may_change: MayChange,
    change: Change | None = None,
    fields: frozenset[str] | set[str] = frozenset(),
    may_go: bool = True,
    after: After | None = None,
) -> None:
    """`fields`: those whose old values `change` can bring back one by one. `may_go`: whether undoing its making
    removes the row; people and the organisation itself stay."""
    _registered[model] = Restorable(may_change, change, frozenset(fields), may_go, after)


def value_of(model: type[models.Model], field: str, value: Any) -> Any:
    """What history kept of a field as the model takes it: for a relation the other row instead of its id."""
    kind = model._meta.get_field(field).related_model
    if not isinstance(kind, type) or value is None:
        return value
    found = kind._default_manager.filter(pk=value).first()
    if found is None:
        raise Refused(**{field: "What it was is gone by now."})
    return found


def restorable(model: type[models.Model]) -> Restorable:
    """What is not registered is taken back only by those who run the place, and only as a whole."""
    return _registered.get(model, Restorable(lambda actor, _: actor.runs_the_place))
