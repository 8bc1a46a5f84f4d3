"""Reads a folder of plans: releases, every change of every plan, and what was planned at each freeze."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from northing_engine.forecasting import Category, Promises

STAGES = {"alpha": 0, "beta": 1, "stable": 2}
STATUSES = {"implementable", "provisional", "implemented"}


@dataclass(frozen=True)
class Release:
    cycle_start: str
    freeze: str
    released: str


@dataclass(frozen=True)
class Change:
    """A plan as it read after one commit."""

    day: str
    second: int
    stage: str
    latest: int | None


@dataclass(frozen=True)
class Planned:
    """At the freeze of release `snap` this stage of this piece was planned for release `planned`.

    `actual` is hindsight, nan while not arrived: nothing may read it without asking whether it was known.
    """

    snap: int
    piece: str
    group: str
    stage: str
    planned: int
    committed: str
    status: str
    authors: int
    actual: float


@dataclass(frozen=True)
class Plans:
    releases: dict[int, Release]
    rows: tuple[Planned, ...]
    changes: dict[str, tuple[Change, ...]]

    @property
    def last_known(self) -> int:
        """The last release whose arrivals are in the data."""
        return int(np.nanmax([row.actual for row in self.rows]))


def read_plans(folder: Path) -> Plans:
    releases = {
        int(row["minor"]): Release(row["cycle_start"], row["enh_freeze"], row["released"])
        for row in _table(folder / "releases.csv")
    }
    for minor, release in releases.items():
        # The rule "known at R's freeze if it arrived before R" rests on this.
        if minor - 1 in releases and releases[minor - 1].released > release.freeze:
            raise ValueError(f"release {minor - 1} came out after the freeze of {minor}")
    rows = tuple(
        Planned(
            snap=int(float(row["snap"])),
            piece=row["kep"],
            group=row["sig"],
            stage=row["stage"],
            planned=int(float(row["planned"])),
            committed=row["commit"],
            status=row["status"] if row["status"] in STATUSES else "other",
            authors=_number(row["authors"]) or 1,
            actual=float(row["actual"] or "nan"),
        )
        for row in _table(folder / "plan_snapshots.csv")
        if float(row["lead"]) >= 0
    )
    return Plans(releases, rows, _changes(folder / "kep_events.csv"))


def promises(plans: Plans) -> Promises:
    """Each planned stage as a promise, with marks that could be read at its freeze."""
    arrived = _arrivals(plans)
    current = _changes_reach(plans)
    marks = [_marks(plans, row, arrived, current) for row in plans.rows]
    names = {"stage": True, "committed": True, "activity": True}
    names |= dict.fromkeys(
        ("lead and activity", "plan stage", "before it", "status", "authors", "group"), False
    )
    return Promises(
        made=np.array([float(row.snap) for row in plans.rows]),
        promised=np.array([float(row.planned) for row in plans.rows]),
        categories=tuple(
            Category(name, np.array([mark[at] for mark in marks]), crossed)
            for at, (name, crossed) in enumerate(names.items())
        ),
    )


def _marks(plans: Plans, row: Planned, arrived: dict[tuple[str, str], float], current: bool) -> tuple[str, ...]:
    release = plans.releases[row.snap]
    known = [change for change in plans.changes.get(row.piece, ()) if change.day <= release.freeze]
    last = known[-1] if known and current else None
    latest = "none"
    if last is not None and last.latest is not None:
        latest = "now" if last.latest == row.snap else "past" if last.latest < row.snap else "later"
    at_it = last is not None and last.stage == row.stage
    activity = f"{latest} {'here' if at_it else 'elsewhere'}"
    return (
        row.stage,
        row.committed,
        activity,
        f"{min(row.planned - row.snap, 3)} {latest}",
        f"{last.stage if last else ''} {at_it}",
        f"{row.stage} {row.committed} {_stage_before(row, arrived)}",
        row.status,
        str(min(row.authors, 4)),
        row.group,
    )


def _stage_before(row: Planned, arrived: dict[tuple[str, str], float]) -> str:
    """Whether the stage before it has arrived by its freeze, and whether only just."""
    before = [stage for stage, order in STAGES.items() if order == STAGES[row.stage] - 1]
    came = arrived.get((row.piece, before[0]), np.inf) if before else np.inf
    if came >= row.snap:
        return "not yet"
    return "just" if came == row.snap - 1 else "done"


def _arrivals(plans: Plans) -> dict[tuple[str, str], float]:
    """When each stage of each piece arrived; readers compare it with their own freeze."""
    return {(row.piece, row.stage): row.actual for row in plans.rows if not np.isnan(row.actual)}


def _changes_reach(plans: Plans) -> bool:
    """Whether the changes go on up to the last freeze: a log that ends early makes every plan look idle."""
    last = plans.releases[max(row.snap for row in plans.rows)]
    days = [change.day for changes in plans.changes.values() for change in changes]
    return any(last.cycle_start <= day <= last.freeze for day in days)


def _changes(path: Path) -> dict[str, tuple[Change, ...]]:
    if not path.exists():
        return {}
    found: dict[str, list[Change]] = defaultdict(list)
    for row in _table(path):
        piece, latest = _number(row["kep"]), _number(row["latest"])
        if piece is None:
            continue
        found[str(piece)].append(Change(row["date"], _number(row["ts"]) or 0, row["stage"], latest))
    return {piece: tuple(sorted(changes, key=lambda c: c.second)) for piece, changes in found.items()}


def _number(text: str) -> int | None:
    """People write the plans: a number may be missing or be something else."""
    try:
        return int(float(text))
    except ValueError:
        return None


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
