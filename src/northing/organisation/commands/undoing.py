"""Taking back what was recorded: a whole command (the undo of a toast) or a single field.

Undoing works on rows, not by calling a reverse command: every command, also one that is written next year, can
be taken back without a second function that must mirror it. All rows that one recorded context wrote get the
columns back that they had before, in one transaction; that is recorded like any change, so it can be undone.

It is refused, with who and what, when
1. the actor neither made the change nor runs the place,
2. the actor may not change one of the rows, as it is now or as it was (each room says in `restoring` who may),
3. a row no longer is as the context left it, or something that came later hangs on a row that would go.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.queries.history import (
    RowChange,
    find_change,
    recorded_context,
    rows_of_context,
    visible_rows,
)
from northing.organisation.restoring import restorable


def undo(*, actor: Member, context: UUID) -> int:
    """Take back everything that was written under this context; the number of rows that changed."""
    origin = recorded_context(context)
    if origin is None:
        raise NotVisible
    if origin.actor != actor.pk and not actor.runs_the_place:
        raise NotVisible
    changes = rows_of_context(context)
    with recorded(actor=actor, command="organisation.undo", reason=f"Undo of {origin.command}"):
        rows = [(change, _locked(change)) for change in changes]
        try:
            for change, row in rows:
                _check(actor, change, row)
        except ObjectDoesNotExist:
            raise Refused("This cannot be undone: what it belonged to is gone.") from None
        try:
            with transaction.atomic():
                _apply(rows)
        except IntegrityError as error:
            raise Refused("This cannot be undone: something else took its place since.") from error
        for model in dict.fromkeys(change.model for change in changes):
            if (after := restorable(model).after) is not None:
                after([change for change in changes if change.model is model])
    return len(rows)


def restore_field(
    *, actor: Member, model: type[models.Model], event: int, field: str, reason: str = ""
) -> models.Model:
    """Give a field the value back that it had before `event` recorded its change, by the room's own command."""
    how = restorable(model)
    column = field.partition(".")[0]
    before = find_change(model, event, field)
    if before is None or how.change is None or column not in how.fields:
        raise NotVisible
    row: models.Model | None = visible_rows(actor, model).filter(pk=before.pk).first()
    if row is None:
        raise NotVisible
    if not how.may_change(actor, row):
        raise NotAllowed("You may see this but not change it.")
    how.change(actor=actor, row=row, field=column, value=before.value, reason=reason or "Restored from history")
    return row


def _locked(change: RowChange) -> models.Model | None:
    return change.model._base_manager.select_for_update().filter(pk=change.pk).first()


def _check(actor: Member, change: RowChange, row: models.Model | None) -> None:
    was = change.model(**(change.before or change.after or {}))
    if not all(restorable(change.model).may_change(actor, each) for each in (row or was, was)):
        raise NotAllowed("You may no longer change this.")
    if (row is None) != (change.after is None):
        raise Refused(f"{row or was} has been {'removed' if row is None else 'made'} again since.")
    if row is None or change.after is None:
        return
    since = [name for name, value in change.after.items() if getattr(row, name) != value]
    if since:
        names = ", ".join(name.removesuffix("_id").replace("_", " ") for name in since)
        raise Refused(f"{row} has changed since ({names}). Change it back by hand, or restore one field.")
    if change.before is None:
        if not restorable(change.model).may_go:
            raise Refused(f"{row} came with this and stays: it cannot be undone.")
        _nothing_came_later(row, change)


def _nothing_came_later(row: models.Model, change: RowChange) -> None:
    """What was made by the context may go only if nothing that people keep was hung on it since."""
    collector = Collector(using=connection.alias)
    collector.collect([row])
    kept: set[tuple[type[models.Model], Any]] = set()
    updated = [rows for groups in collector.field_updates.values() for rows in groups]
    groups: list[Any] = [*collector.data.values(), *collector.fast_deletes, *updated]
    kept |= {(type(other), other.pk) for rows in groups for other in rows}
    later = [
        (model, pk)
        for model, pk in kept
        if hasattr(model, "pgh_event_model") and (model, pk) not in change.siblings
    ]
    if later:
        names = sorted({str(model._meta.verbose_name_plural) for model, _ in later})
        raise Refused(f"{row} has {', '.join(names)} now that came later. Remove those first.")


def _apply(rows: list[tuple[RowChange, Any]]) -> None:
    """First what goes, then what changes, the last change first, then what comes back: so that unique names and
    places are free when needed."""
    for change, row in rows:
        if change.before is None and row is not None:
            change.model._base_manager.filter(pk=change.pk).delete()
    for change, row in reversed(rows):
        if change.before is not None and row is not None:
            change.model._base_manager.filter(pk=change.pk).update(**change.before)
    for change, row in rows:
        if change.before is not None and row is None:
            change.model(**change.before).save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
