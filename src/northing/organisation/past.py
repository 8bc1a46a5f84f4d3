"""Any page as it was at the end of a past day.

For one request each tracked table is hidden behind a temporary view of the same name: its last events up to
then; and each table of events behind those up to then. So queries need not know that they look back, histories
end on that day, and the clock tells the time of then. Nothing can be written meanwhile, and the views go with
the transaction.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

import pghistory.models
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Min, Model
from psycopg import sql

from northing.kernel import clock, once
from northing.kernel.errors import Refused

_rooms: set[str] = set()
_computed: dict[str, str] = {}


def opens(room: str, computed: Mapping[str, str] | None = None) -> None:
    """Say of a room that its pages can be looked at in the past.

    `computed` has, for each table without a history of its own, the SELECT that gives its rows of then. It may
    name `%(moment)s` and `%(day)s`, and must say `public.` of the tables that it reads.
    """
    _rooms.add(room)
    _computed.update(computed or {})


def is_open(room: str) -> bool:
    return room in _rooms


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Inside, the database refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield
        transaction.set_rollback(True)


@contextmanager
def looked_at(day: date) -> Iterator[None]:
    """Inside, everything is as it was when the day ended, in UTC, and the database refuses every write."""
    moment = datetime.combine(day, time.max, UTC)
    # A view has no primary key, so that grouping by one does not stand for grouping by the rest.
    features = connection.features
    by_key, features.allows_group_by_selected_pks = features.allows_group_by_selected_pks, False
    try:
        with transaction.atomic(), clock.frozen(moment), once.page():
            with connection.cursor() as cursor:
                for statement in _views(moment, day):
                    cursor.execute(statement)
            with nothing_changes():
                yield
            transaction.set_rollback(True)
    finally:
        features.allows_group_by_selected_pks = by_key


def begins() -> date:
    """The first day of which anything is known."""
    first = pghistory.models.Context.objects.aggregate(first=Min("created_at"))["first"]
    return first.date() if first else clock.today()


def require_history(day: date) -> None:
    """Refuse a day of which nothing is known, or which is not over."""
    if day >= clock.today():
        raise Refused(day="Only days that are over can be looked back at.")
    if day < (first := begins()):
        raise Refused(day=f"The history begins on {first:%Y-%m-%d}.")


def _views(moment: datetime, day: date) -> Iterator[sql.Composed]:
    yield _until(pghistory.models.Context, "created_at", moment)
    for model in apps.get_models():
        if hasattr(model, "pgh_event_model"):
            yield _view_of(model, moment)
            yield _until(model.pgh_event_model, "pgh_created_at", moment)
    said = {"moment": sql.quote(moment), "day": sql.quote(day)}
    for table, select in _computed.items():
        yield sql.SQL("CREATE TEMPORARY VIEW {} AS {}").format(
            sql.Identifier(table),
            sql.SQL(select % said),
        )


def _until(model: type[Model], column: str, moment: datetime) -> sql.Composed:
    """What was written by then."""
    return sql.SQL(
        "CREATE TEMPORARY VIEW {table} AS SELECT * FROM public.{table} WHERE {column} <= {moment}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        column=sql.Identifier(column),
        moment=sql.Literal(moment),
    )


def _view_of(model: type[Model], moment: datetime) -> sql.Composed:
    """Columns that are not kept, such as passwords, are those of now."""
    events = model.pgh_event_model._meta  # type: ignore[attr-defined]  # set by pghistory
    key = str(model._meta.pk.column)
    kept = {field.column for field in events.concrete_fields if not field.column.startswith("pgh_")} - {key}
    columns = [
        sql.SQL("{}.{}").format(sql.Identifier("event" if field.column in kept else "present"), name)
        for field in model._meta.concrete_fields
        if field.column != key and (name := sql.Identifier(str(field.column)))
    ]
    return sql.SQL(
        "CREATE TEMPORARY VIEW {table} AS SELECT event.pgh_obj_id AS {key}{columns} FROM ("
        "SELECT DISTINCT ON (pgh_obj_id) * FROM public.{events} WHERE pgh_created_at <= {moment}"
        " ORDER BY pgh_obj_id, pgh_id DESC) AS event"
        " LEFT JOIN public.{table} AS present ON present.{key} = event.pgh_obj_id"
        " WHERE event.pgh_label <> 'delete'"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        key=sql.Identifier(key),
        columns=sql.SQL("").join(sql.SQL(", ") + column for column in columns),
        events=sql.Identifier(events.db_table),
        moment=sql.Literal(moment),
    )
