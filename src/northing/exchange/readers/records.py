"""What a row of any tracker becomes, before anything of ours is touched."""

from datetime import date, datetime
from typing import Literal, NamedTuple

Kind = Literal["feature", "item"]
State = Literal["idea", "planned", "building", "done", "cancelled"]
Direction = Literal["outward", "inward"]

STATES: tuple[State, ...] = ("idea", "planned", "building", "done", "cancelled")

MANY_MARK = "\x1f"
"""Stands between the values of one cell where the file itself has a list (JSON), never in a record."""


class Link(NamedTuple):
    """One typed link: `outward` reads "this TYPE target", `inward` reads "target TYPE this"."""

    type: str
    direction: Direction
    target: str


class ReleaseDays(NamedTuple):
    """The day that a release was planned for, when that was said, and when it came."""

    planned_on: date | None
    said_on: date | None
    came_on: date | None


class Record(NamedTuple):
    """One row. Text that is missing is "", a moment that is missing is None.

    A named tuple, since a frozen dataclass of this width costs more to make than its row to parse.
    """

    line: int
    """Physical line of the file (row of the sheet) on which the row begins, from 1."""
    key: str
    id: str
    """The tracker's internal number, by which some exports name parents."""
    kind: Kind
    type: str
    """The tracker's own word for the kind."""
    title: str
    alias: str
    """A second name by which links may call it (Jira's Epic Name)."""
    description: str
    status: str
    state: State
    created: datetime | None
    started: datetime | None
    done: datetime | None
    """When it was finished or given up; None when the file does not say."""
    done_from: str
    """What gave `done`: "done", "cancelled", or as a guess "state_changed" or "updated"; "" for none."""
    due: date | None
    team: str
    product: str
    assignee: str
    assignee_email: str
    labels: tuple[str, ...]
    parent: str
    """As written: a key, an internal id, a number or a title. `parents.Family` finds whom it means."""
    feature: str
    """Title of the feature it belongs to, where features have no row of their own (a Linear project)."""
    sprints: tuple[str, ...]
    releases: tuple[str, ...]
    release_days: ReleaseDays | None
    """Of the last one."""
    estimate: str
    links: tuple[Link, ...]
    url: str
    original: str
    """The row word for word, as it stands in the file; `reading.original_cells` takes it apart again."""


class Refusal(NamedTuple):
    """A row that cannot come in as it is, and what is wrong with it."""

    line: int
    column: str
    value: str
    reason: str
    original: str
