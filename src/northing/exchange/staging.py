"""Read a file into planning's waiting room: one COPY, flat memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from northing.exchange.mapping import Mapping
from northing.exchange.models import RefusedRow
from northing.exchange.readers.reading import read
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Record, Refusal, ReleaseDays
from northing.exchange.sizes import RANGE
from northing.planning.commands.merging.waiting import (
    COPY_LINKS,
    COPY_RELEASES,
    COPY_ROWS,
    leave_known,
    open_waiting_room,
)
from northing.planning.models import DependencyKind, FeatureState

EVERY = 2_000  # rows between two words about the progress
STATES = {
    "idea": FeatureState.IDEA.value,
    "planned": FeatureState.PLANNED.value,
    "building": FeatureState.BUILDING.value,
    "done": FeatureState.SHIPPED.value,
    "cancelled": FeatureState.DROPPED.value,
}


@dataclass(slots=True)
class Staged:
    """What was read."""

    rows: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    """The first of them; see `RefusedRow.LISTED`."""
    releases: dict[str, ReleaseDays] = field(default_factory=dict)
    """By name, where the file says when they were planned for or came."""
    guessed_done: int = 0
    """Rows whose finish date is a guess from when they last changed."""
    whole: bool = True
    parents: dict[str, Record] = field(default_factory=dict)
    """By key, the first row of each parent that rows give a name to: it may have no row of its own."""


def stage(path: Path, recognised: Recognised, mapping: Mapping, tell: Callable[[int], bool]) -> Staged:
    """Fill an empty waiting room from the file. Call it inside the transaction that merges.

    `tell` hears the rows read so far; where it answers False, reading ends there.
    """
    staged = Staged()
    links: dict[tuple[str, str, str], None] = {}
    place = count(1)
    with connection.cursor() as cursor:
        open_waiting_room(cursor)
        with cursor.copy(COPY_ROWS) as copy:
            for row in _rows(path, recognised, mapping, staged, links, place, tell):
                copy.write_row(row)
        _bring_parents(cursor, staged, next(place))
        with cursor.copy(COPY_LINKS) as copy:
            for link in links:
                copy.write_row(link)
        with cursor.copy(COPY_RELEASES) as copy:
            for name, days in staged.releases.items():
                copy.write_row((name, *days))
    return staged


def _rows(
    path: Path,
    recognised: Recognised,
    mapping: Mapping,
    staged: Staged,
    links: dict[tuple[str, str, str], None],
    place: Iterator[int],
    tell: Callable[[int], bool],
) -> Iterator[tuple[Any, ...]]:
    projects: dict[str, str] = {}
    for record in read(path, recognised, mapping):
        if staged.rows and staged.rows % EVERY == 0 and not tell(staged.rows):
            staged.whole = False
            break
        staged.rows += 1
        if isinstance(record, Refusal):
            staged.refused += 1
            if staged.refused <= RefusedRow.LISTED:
                staged.refusals.append(record)
            continue
        if record.done_from in {"updated", "state_changed"}:
            staged.guessed_done += 1
        parent = record.parent
        if record.feature and not parent:
            # Features that have no row of their own: the first row that names one brings it along.
            if record.feature not in projects:
                projects[record.feature] = _project_key(recognised.source, record.feature)
                yield _project(next(place), record, projects[record.feature])
            parent = projects[record.feature]
        if record.release_days or record.links or record.feature:
            _note(record, staged, links)
        yield _row(next(place), record, parent)
    tell(staged.rows)


def _note(record: Record, staged: Staged, links: dict[tuple[str, str, str], None]) -> None:
    """What a row says of others, for the end."""
    if record.feature and record.parent and record.kind == "item" and not record.parent.isdigit():
        staged.parents.setdefault(record.parent, record)
    if record.release_days and record.releases:
        staged.releases[record.releases[-1][:200]] = record.release_days
    links.update(dict.fromkeys(_links(record)))


def _bring_parents(cursor: CursorWrapper, staged: Staged, after: int) -> None:
    """Rows of items often come without those of their epics, and say what these are called."""
    if not staged.parents:
        return
    with cursor.copy(COPY_ROWS) as copy:
        for place, (key, record) in enumerate(staged.parents.items(), start=after + 1):
            copy.write_row(_project(place, record, key[:120]))
    leave_known(cursor, after)


def _row(place: int, record: Record, parent: str) -> tuple[Any, ...]:
    low, likely, high = estimate_of(record.estimate)
    return (
        place,
        record.line,
        record.kind,
        record.key[:120],
        record.id[:120],
        record.title[:500],
        record.alias[:500],
        record.description,
        STATES[record.state],
        _written(record.created),
        _written(record.started),
        _written(record.done),
        record.due,
        record.team[:120],
        record.product[:120],
        record.releases[-1][:200] if record.releases else "",
        (record.assignee or record.assignee_email)[:200],
        record.url[:500],
        parent[:500],
        low,
        likely,
        high,
        record.original,
    )


def _written(moment: datetime | None) -> datetime | str | None:
    """As the database reads it. Writing moments out is a quarter of a row's cost, unless parts are known."""
    if moment is None or moment.tzinfo is not UTC or moment.microsecond:
        return moment
    return _day(moment.toordinal()) + _clock(moment.hour * 3600 + moment.minute * 60 + moment.second)


@lru_cache(maxsize=10_000)
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=86_400)
def _clock(second: int) -> str:
    return f" {time(second // 3600, second // 60 % 60, second % 60)}+00"


def _project(place: int, record: Record, key: str) -> tuple[Any, ...]:
    """A feature that is only named, by its items: what it says itself is its name."""
    nothing = (None, None, None, None)
    state = FeatureState.PLANNED.value
    head = (place, record.line, "feature", key, "", record.feature[:300], "", "", state, *nothing)
    return (*head, record.team[:120], record.product[:120], "", "", "", "", None, None, None, "")


def _project_key(source: str, name: str) -> str:
    return f"{source}:{name}"[:120]


def _links(record: Record) -> Iterator[tuple[str, str, str]]:
    for link in record.links:
        kind, waits = _meaning(link.type)
        # "This blocks that" makes that wait; "this depends on that" makes this wait; inward turns either round.
        here_first = kind != DependencyKind.NEEDS or waits == (link.direction == "outward")
        first, second = (record.key, link.target) if here_first else (link.target, record.key)
        yield (first[:120], second[:120], kind)


def _meaning(type_: str) -> tuple[str, bool]:
    """The kind of dependency, and whether the outward end is the one that waits."""
    said = type_.lower()
    if any(word in said for word in ("depend", "require", "need", "follow")):
        return DependencyKind.NEEDS.value, True
    if any(word in said for word in ("block", "precede", "gates")):
        return DependencyKind.NEEDS.value, False
    if any(word in said for word in ("duplic", "clone")):
        return DependencyKind.DUPLICATES.value, True
    return DependencyKind.RELATES.value, True


@lru_cache(maxsize=4096)
def estimate_of(text: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Ranges of weeks come across; points and sizes do not, since nobody knows how long a point is."""
    found = RANGE.match(text) if text else None
    if found is None:
        return None, None, None
    low, high = (Decimal(number.replace(",", ".")) for number in found.groups())
    return (low, (low + high) / 2, high) if 0 < low <= high <= 2000 else (None, None, None)
