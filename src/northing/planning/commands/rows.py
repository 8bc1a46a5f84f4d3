"""Writing many cells at once, as people do in a grid: all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning.commands.commitments import commit, withdraw_commitment
from northing.planning.commands.features import change_features
from northing.planning.models import Feature


@dataclass(frozen=True, slots=True)
class Promise:
    """A day to promise; None takes the promise back."""

    due_on: date | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What is written into one feature. `place` names the row in a message, such as "Row 2"."""

    feature: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    promise: Promise | None = None
    place: str = ""


def change_rows(*, actor: Member, rows: Sequence[RowChange], reason: str = "") -> int:
    """Write all rows in one transaction that is undone as one; the number of rows.

    Refused with every message, each under the place of its row, when any of them can't be; not allowed when one
    of the rows is not the actor's to change.
    """
    problems: dict[str, str] = {}
    with recorded(actor=actor, command="planning.change_features", reason=reason):
        features = Feature.objects.visible_to(actor).in_bulk([row.feature for row in rows])
        for row in rows:
            if row.feature not in features:
                raise NotVisible
            try:
                _change(actor, features[row.feature], row, reason)
            except NotAllowed as refusal:
                raise NotAllowed(f"{row.place}: {refusal}" if row.place else str(refusal)) from refusal
            except Refused as refusal:
                if not row.place:
                    raise
                problems[row.place] = str(refusal)
        if problems:
            raise Refused(**problems)
    return len(rows)


def _change(actor: Member, feature: Feature, row: RowChange, reason: str) -> None:
    if row.fields:
        change_features(actor=actor, features=[feature.pk], changes=row.fields, reason=reason)
    if row.promise is None:
        return
    if row.promise.due_on is not None:
        commit(actor=actor, feature=feature, due_on=row.promise.due_on, reason=reason)
    elif feature.due_on is not None:
        withdraw_commitment(actor=actor, feature=feature, reason=reason)
