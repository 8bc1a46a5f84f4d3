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


@contextmanager
def triggers_silent(cursor: CursorWrapper, *models: type[Model]) -> Iterator[None]:
    """Inside, writing rows of `models` leaves no events: whoever asks for this writes them."""
    addresses = [f"{model._meta.label}:{label}_{label}" for model in models for label in LABELS]
    names = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered(*addresses)]
    cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"])
    yield
    # Only on the good way out: after a failure the transaction is gone, and the setting with it.
    cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def with_events(model: type[Model], label: str, statement: str) -> str:
    """`statement`, which writes rows under the alias "mine", and one event for each row that it wrote."""
    event_table = model.pgh_event_model._meta.db_table  # type: ignore[attr-defined]  # set by pghistory
    kept = model.pgh_event_model._meta.concrete_fields  # type: ignore[attr-defined]
    columns = ", ".join(str(field.column) for field in kept if not field.column.startswith("pgh_"))
    return f"""
WITH written AS ({statement} RETURNING mine.*)
INSERT INTO {event_table} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {columns})
SELECT now(), '{label}', written.id, (SELECT _pgh_attach_context()), {columns} FROM written"""
