"""Acting on a day that has passed, with a history that says so."""

from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection, transaction

from northing.kernel import clock

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def act(
    moment: datetime,
    command: Callable[Arguments, Answer],
    *args: Arguments.args,
    **arguments: Arguments.kwargs,
) -> Answer:
    """Run a command as if it were `moment`."""
    with clock.frozen(moment), pghistory.context(at=moment.isoformat()):
        return command(*args, **arguments)


def backdate() -> None:
    """Give the history of what `act` did the day on which it was done.

    The database stamps events with its own clock and lets nobody change them; only here, where a whole life was
    made up in a minute, they are set to the days that they are about.
    """
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    guards = [f"{model._meta.app_label}.{model.__name__}:append_only" for model in events]
    with transaction.atomic(), pgtrigger.ignore(*guards), connection.cursor() as cursor:
        for model in events:
            cursor.execute(
                f"UPDATE {model._meta.db_table} AS event"  # noqa: S608  a table of ours
                " SET pgh_created_at = (context.metadata->>'at')::timestamptz FROM pghistory_context AS context"
                " WHERE context.id = event.pgh_context_id AND context.metadata ? 'at'"
            )
        cursor.execute(
            "UPDATE pghistory_context SET created_at = (metadata->>'at')::timestamptz,"
            " updated_at = (metadata->>'at')::timestamptz WHERE metadata ? 'at'"
        )
