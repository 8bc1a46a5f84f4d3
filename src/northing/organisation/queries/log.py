"""Everything that anybody changed, for owners: one line for each recorded command."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

import pghistory.models
from django.db import connection
from django.db.models import QuerySet

from northing.organisation.queries.history import Origin, event_model, origin_of, tracked_models

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Parsed once, for page and export alike. `page` counts from 1."""

    person: int | None = None
    command: str = ""
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry(Origin):
    """`rows` says how many of which kinds changed."""

    context: UUID
    rows: str


@dataclass(frozen=True, slots=True)
class Page:
    entries: tuple[Entry, ...]
    number: int
    has_next: bool


def log(wanted: LogFilter) -> Page:
    """The newest first; one query for the page and one for what each line changed."""
    start = (wanted.page - 1) * PAGE
    contexts = list(_contexts(wanted)[start : start + PAGE + 1])
    shown = contexts[:PAGE]
    rows = _rows([context.pk for context in shown])
    entries = tuple(
        Entry(
            **asdict(origin_of(context, context.created_at)),
            context=context.pk,
            rows=", ".join(rows.get(context.pk, [])),
        )
        for context in shown
    )
    return Page(entries, wanted.page, has_next=len(contexts) > PAGE)


def commands_in_log() -> list[str]:
    """The names of all commands that were ever recorded."""
    table = pghistory.models.Context._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT metadata->>'command' AS name FROM \"{table}\" ORDER BY name")  # noqa: S608
        return [name for (name,) in cursor.fetchall() if name]


def _contexts(wanted: LogFilter) -> "QuerySet[pghistory.models.Context]":
    found = pghistory.models.Context.objects.order_by("-created_at", "id")
    if wanted.person is not None:
        found = found.filter(metadata__actor=wanted.person)
    if wanted.command:
        found = found.filter(metadata__command=wanted.command)
    if wanted.day is not None:
        first, last = (datetime.combine(wanted.day, end, UTC) for end in (time.min, time.max))
        found = found.filter(created_at__range=(first, last))
    return found


def _rows(contexts: Sequence[UUID]) -> dict[UUID, list[str]]:
    """ "2 features", "1 item" for each context: one question to all tables of events."""
    if not contexts:
        return {}
    tracked = tracked_models()
    parts = " UNION ALL ".join(
        f"SELECT pgh_context_id, {place}, count(DISTINCT pgh_obj_id)"  # noqa: S608  names of our own tables
        f' FROM "{event_model(model)._meta.db_table}" WHERE pgh_context_id = ANY(%s) GROUP BY 1'
        for place, model in enumerate(tracked)
    )
    found: dict[UUID, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(parts, [list(contexts)] * len(tracked))
        for context, place, count in cursor.fetchall():
            meta = tracked[place]._meta
            noun = meta.verbose_name if count == 1 else meta.verbose_name_plural
            found.setdefault(context, []).append(f"{count:,} {noun}")
    return found
