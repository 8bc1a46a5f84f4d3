"""The measures of flow before and now, with what changed by more than luck."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from northing.organisation.models import Member
from northing.planning.queries.flow import FlowFilter, FlowRecord, record
from northing_engine import flow as engine

SEED = 5
DRAWS = 1000
HALF, MOST = 0.5, 0.85


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of all that is asked for. `good` is the direction that is better: 1, -1, or 0 for neither.

    change: None while one of the windows has nothing to show.
    significant: luck would not do it, with 5 % to be wrong about any of the page's measures together.
    """

    slug: str
    name: str
    unit: str
    good: int
    change: engine.Change | None
    significant: bool

    @property
    def rose(self) -> bool:
        return self.change is not None and self.change.difference > 0


@dataclass(frozen=True, slots=True)
class TeamFlow:
    """The same of one team, by slug: OF_TEAMS, and whatever changed in all.

    Significant with 5 % to be wrong about any team in that measure.
    """

    team: int | None
    name: str
    measures: dict[str, Measure]


@dataclass(frozen=True, eq=False)
class Flow:
    """What was read and what it says.

    usual, usual_unplanned: where 9 of 10 weeks before lie.
    cycle:       days in which half, 85 and 95 % of all finished items were done, None without enough.
    progress:    items in progress at the end of each week.
    known_weeks: of those that are asked for, since anything was first finished.
    """

    record: FlowRecord
    wanted: FlowFilter
    measures: tuple[Measure, ...] = ()
    teams: tuple[TeamFlow, ...] = ()
    usual: tuple[float, float] = (0.0, 0.0)
    usual_unplanned: tuple[float, float] = (0.0, 0.0)
    cycle: engine.Usual | None = None
    progress: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    known_weeks: int = 0

    @property
    def windows(self) -> engine.Windows | None:
        return _windows(self.wanted, self.known_weeks)

    def measure(self, slug: str) -> Measure:
        return next(each for each in self.measures if each.slug == slug)


# slug, name, unit, which direction is better
MEASURES = (
    ("finished", "Items finished a week", "", 1),
    ("arrived", "Items arrived a week", "", 0),
    ("half", "Cycle time, half", "d", -1),
    ("most", "Cycle time, 85\u202f%", "d", -1),
    ("unplanned", "Unplanned share of items", "%", -1),
    ("unplanned_time", "Unplanned share of time", "%", -1),
    ("progress", "Items in progress", "", 0),
)
OF_ITEMS = {"finished", "half", "most", "unplanned", "unplanned_time"}
OF_TEAMS = ("finished", "most")


def measured(actor: Member, wanted: FlowFilter, *, today: date) -> Flow:
    """Without three known weeks in both windows there is nothing to compare, and `measures` is empty."""
    read = record(actor, wanted, today=today)
    finished = read.weekly()
    known = int(finished.size - np.argmax(finished > 0)) if finished.any() else 0
    windows = _windows(wanted, known)
    if windows is None:
        return Flow(read, wanted, known_weeks=known)
    shuffled = _shuffled(windows)
    skipped = read.weeks - windows.weeks
    measures = _judged(_changes(read, shuffled, skipped))
    asked = {*OF_TEAMS, *(each.slug for each in measures if each.significant)} & OF_ITEMS
    days = read.days[read.timed]
    before = slice(skipped, skipped + windows.before)
    share = np.divide(read.weekly(read.unplanned), finished, out=np.zeros(finished.size), where=finished > 0)
    busy = share[before][finished[before] > 0]
    return Flow(
        read,
        wanted,
        measures=measures,
        teams=_teams(read, shuffled, skipped, asked),
        usual=engine.usual_range(finished[before]),
        usual_unplanned=engine.usual_range(busy) if busy.size else (0.0, 0.0),
        cycle=engine.usual_time(days),
        progress=engine.in_progress(
            read.started[~np.isnan(read.started)],
            read.done[~np.isnan(read.started)],
            np.arange(1, read.weeks + 1) * 7.0,
        ),
        known_weeks=known,
    )


def _windows(wanted: FlowFilter, known: int) -> engine.Windows | None:
    try:
        return engine.Windows(min(wanted.before, known - wanted.now), wanted.now)
    except engine.TooFewWeeks:
        return None


@lru_cache(maxsize=16)
def _shuffled(windows: engine.Windows) -> engine.Shuffled:
    """The same shuffles on every page, so that the same record reads the same."""
    return engine.Shuffled.of(windows, np.random.Generator(np.random.PCG64(SEED)), DRAWS)


def _changes(read: FlowRecord, shuffled: engine.Shuffled, skipped: int) -> dict[str, engine.Change | None]:
    begun = ~np.isnan(read.started)
    since = skipped * 7.0
    return {
        **_of_items(read, shuffled, skipped, OF_ITEMS),
        "arrived": engine.compare(engine.per_week(read.arrived.sum(axis=1)[skipped:]), shuffled),
        "progress": engine.progress_change(
            read.started[begun] - since, read.done[begun] - since, shuffled.windows
        ),
    }


def _of_items(
    read: FlowRecord, shuffled: engine.Shuffled, skipped: int, slugs: Collection[str], team: int | None = None
) -> dict[str, engine.Change | None]:
    """What is measured of finished items, of all or of the team at that place."""
    finished = read.weekly(team=team)[skipped:]
    timed = read.timed & (read.week >= skipped)
    if team is not None:
        timed &= read.team == team
    weeks, days = read.week[timed] - skipped, read.days[timed]
    measured: dict[str, Callable[[], engine.Statistic]] = {
        "finished": lambda: engine.per_week(finished),
        "half": lambda: engine.time_within(weeks, days, HALF, of=finished.size),
        "most": lambda: engine.time_within(weeks, days, MOST, of=finished.size),
        "unplanned": lambda: engine.share_of(read.weekly(read.unplanned, team=team)[skipped:], finished),
        "unplanned_time": lambda: engine.share_of(
            read.weekly_days(read.unplanned, team=team)[skipped:], read.weekly_days(team=team)[skipped:]
        ),
    }
    return {slug: engine.compare(measured[slug](), shuffled) for slug in slugs}


def _judged(changes: dict[str, engine.Change | None]) -> tuple[Measure, ...]:
    told = _significant([changes[slug] for slug, *_ in MEASURES])
    return tuple(
        Measure(slug, name, unit, good, changes[slug], is_told)
        for (slug, name, unit, good), is_told in zip(MEASURES, told, strict=True)
    )


def _teams(
    read: FlowRecord, shuffled: engine.Shuffled, skipped: int, slugs: Collection[str]
) -> tuple[TeamFlow, ...]:
    found = [_of_items(read, shuffled, skipped, slugs, at) for at in range(len(read.teams))]
    rows: list[dict[str, Measure]] = [{} for _ in found]
    for slug, name, unit, good in MEASURES:
        if slug in slugs:
            told = _significant([changes[slug] for changes in found])
            for row, changes, is_told in zip(rows, found, told, strict=True):
                row[slug] = Measure(slug, name, unit, good, changes[slug], is_told)
    return tuple(TeamFlow(*team, row) for team, row in zip(read.teams, rows, strict=True))


def _significant(changes: Sequence[engine.Change | None]) -> list[bool]:
    """What can't be compared is not said, so it takes no share of the error."""
    told = iter(engine.significant([change.by_chance for change in changes if change is not None]))
    return [change is not None and next(told) for change in changes]
