"""The history of many rows at once: the very events that the triggers write, in one statement.

A trigger writes a row's event by itself, and looks up who did it anew for each. For a hundred thousand rows
that costs more than everything else together, so a merge keeps those triggers silent and writes the events.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

LABELS = ("insert", "update")
# Where the database lets us, as ours does, foreign keys are not looked up row by row either: `hold` does for
# all rows at once what those look-ups do. Elsewhere they are.
SILENCE = """
SELECT set_config('pgtrigger.ignore', %s, true),
    CASE WHEN has_parameter_privilege('session_replication_role', 'SET')
         THEN set_config('session_replication_role', 'replica', true) END"""
SPEAK = """
SELECT set_config('pgtrigger.ignore', '{}', true),
    CASE WHEN has_parameter_privilege('session_replication_role', 'SET')
         THEN set_config('session_replication_role', 'origin', true) END"""


@contextmanager
def triggers_silent(cursor: CursorWrapper, *models: type[Model]) -> Iterator[None]:
    """Inside, writing rows of `models` leaves no events: whoever asks for this writes them.

    Whatever the rows point to must be held (see `hold`) or have been written in this transaction.
    """
    addresses = [f"{model._meta.label}:{label}_{label}" for model in models for label in LABELS]
    names = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered(*addresses)]
    cursor.execute(SILENCE, ["{" + ",".join(names) + "}"])
    yield
    # Only on the good way out: after a failure the transaction is gone, and the setting with it.
    cursor.execute(SPEAK)


def hold(cursor: CursorWrapper, model: type[Model], which: str = "true") -> None:
    """Until the transaction ends nobody deletes these rows, so that what points to them points somewhere."""
    cursor.execute(
        f"SELECT count(*) FROM (SELECT FROM {model._meta.db_table} WHERE {which} FOR KEY SHARE) AS held"
    )


def with_events(model: type[Model], label: str, statement: str) -> str:
    """`statement`, which writes rows under the alias "mine", and one event for each row that it wrote."""
    event_table = model.pgh_event_model._meta.db_table  # type: ignore[attr-defined]  # set by pghistory
    kept = model.pgh_event_model._meta.concrete_fields  # type: ignore[attr-defined]
    columns = ", ".join(str(field.column) for field in kept if not field.column.startswith("pgh_"))
    return f"""
WITH written AS ({statement} RETURNING mine.*)
INSERT INTO {event_table} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {columns})
SELECT now(), '{label}', written.id, (SELECT _pgh_attach_context()), {columns} FROM written"""
