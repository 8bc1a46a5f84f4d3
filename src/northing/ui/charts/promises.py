"""What was promised, and what was likely: the committed day in steps over the band from P50 to P85."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import Label, day_labels
from northing.ui.charts.scale import TimeScale, add_days, band, clamp, line, steps
from northing.ui.charts.table import Table

APART = 9.0
"""Percent of the height between two labels on the right."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What the forecast said on a day."""

    said_on: date
    p50: date
    p85: date


@dataclass(frozen=True, slots=True)
class Promised:
    """The day that was committed to from `said_on` on."""

    said_on: date
    day: date


@dataclass(frozen=True, slots=True)
class PromiseHistory:
    """Paths in a drawing of 100 by 100; `empty` when nothing was said yet."""

    empty: bool
    band: str
    p50: str
    p85: str
    committed: str
    across: tuple[Label, ...]
    up: tuple[Label, ...]
    ends: tuple[Label, ...]
    headline: str
    sentence: str
    table: Table


def promise_history(likely: Sequence[Likely], promised: Sequence[Promised], *, today: date) -> PromiseHistory:
    """Over the days on which something was said; later finishes are higher. Both lists oldest first."""
    across = _across(likely, promised, today)
    days = [day for said in likely for day in (said.p50, said.p85)] + [said.day for said in promised]
    up = _up(days or [today])
    p50 = [(across.at(said.said_on), 100 - up.at(said.p50)) for said in likely]
    p85 = [(across.at(said.said_on), 100 - up.at(said.p85)) for said in likely]
    committed = [(across.at(said.said_on), 100 - up.at(said.day)) for said in promised]
    return PromiseHistory(
        empty=not days,
        band=band(_level(p85), _level(p50)),
        p50=line(_level(p50)),
        p85=line(_level(p85)),
        committed=steps(committed, 100.0),
        across=day_labels(across, about=5),
        up=tuple(Label(100 - label.x, _first_of(label.text)) for label in day_labels(up, about=4)),
        ends=_ends([("committed", committed), ("P85", p85), ("P50", p50)]),
        headline=_headline(promised),
        sentence=_sentence(likely, promised, today),
        table=_table(likely, promised, today),
    )


def _across(likely: Sequence[Likely], promised: Sequence[Promised], today: date) -> TimeScale:
    said = [row.said_on for row in likely] + [row.said_on for row in promised]
    start = min([*said, today])
    last = max(today, add_days(start, 7))
    return TimeScale(start, add_days(last, max(1, (last - start).days // 20)))


def _up(days: Sequence[date]) -> TimeScale:
    """A little room below the earliest and above the latest finish, a month at least."""
    low, high = min(days), max(days)
    room = max(7, (high - low).days // 8, (30 - (high - low).days) // 2)
    return TimeScale(add_days(low, -room), add_days(high, room))


def _first_of(text: str) -> str:
    """Months are named by their first day, which the grid line stands for."""
    return text if text[0].isdigit() else f"1 {text}"


def _level(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points, on to the right edge at the last one's height, so that a single one can be seen, too."""
    return [*points, (100.0, points[-1][1])] if points else []


def _ends(lines: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> tuple[Label, ...]:
    """Names beside the lines' right ends, pushed apart when too near. `x` is the place from the top."""
    wanted = sorted((points[-1][1], name) for name, points in lines if points)
    placed: list[float] = []
    for y, _ in wanted:
        placed.append(max(y, placed[-1] + APART) if placed else y)
    below = max(0.0, placed[-1] - 100) if placed else 0.0
    return tuple(Label(clamp(y - below), name) for y, (_, name) in zip(placed, wanted, strict=True))


def _headline(promised: Sequence[Promised]) -> str:
    moved = len(promised) - 1
    if moved < 0:
        return "nothing promised yet"
    if moved == 0:
        return "promised once, never moved"
    return "moved once" if moved == 1 else f"moved {moved} times"


def _sentence(likely: Sequence[Likely], promised: Sequence[Promised], today: date) -> str:
    if not promised:
        said = "Nothing promised yet."
    elif len(promised) == 1:
        said = f"Promised for {formatting.long_day(promised[0].day, today)}, never moved."
    else:
        first, last = promised[0].day, promised[-1].day
        moved = "once" if len(promised) == 2 else f"{len(promised) - 1} times"
        said = (
            f"Commitment moved {moved}, from {formatting.long_day(first, today)}"
            f" to {formatting.long_day(last, today)}."
        )
    return f"{said} P85 is now {formatting.long_day(likely[-1].p85, today)}." if likely else said


def _table(likely: Sequence[Likely], promised: Sequence[Promised], today: date) -> Table:
    rows = [
        (
            said.said_on,
            formatting.NOTHING,
            formatting.short_day(said.p50, today),
            formatting.short_day(said.p85, today),
        )
        for said in likely
    ]
    rows += [
        (said.said_on, formatting.short_day(said.day, today), formatting.NOTHING, formatting.NOTHING)
        for said in promised
    ]
    return Table(
        ("Said on", "Committed", "P50", "P85"),
        tuple((formatting.short_day(day, today), *texts) for day, *texts in sorted(rows)),
    )
