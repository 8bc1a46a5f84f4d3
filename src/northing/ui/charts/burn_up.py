"""Items finished, and where they lead: done so far, scope in steps, the forecast as bands up to the scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import Label, day_labels
from northing.ui.charts.chance import BAD_BELOW
from northing.ui.charts.scale import Scale, TimeScale, add_days, band, clamp, line, steps, ticks
from northing.ui.charts.table import Table

P85_AT = 84.0
"""Percent of the width that P85 stands at, so that its label has room on the right."""
LABEL_HEIGHT = 7.0


@dataclass(frozen=True, slots=True)
class ScopeStep:
    """From `day` on there are `items` in all; `why` they changed, or ""."""

    day: date
    items: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """Items done by `day`: the middle and its 50 and 80 % ranges."""

    day: date
    low80: float
    low50: float
    middle: float
    high50: float
    high80: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Days on which nothing can move, because of something outside."""

    start: date
    end: date
    text: str


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """What the chart is drawn from; `done` are totals by day, oldest first, the last one being today's."""

    today: date
    done: Sequence[tuple[date, float]] = ()
    scope: Sequence[ScopeStep] = ()
    forecast: Sequence[ForecastPoint] = ()
    waits: Sequence[Wait] = ()
    p50: date | None = None
    p85: date | None = None
    committed: date | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Note:
    """Words at a place, the middle ones bold; `ends` when they end there instead of beginning."""

    x: float
    y: float
    text: str = ""
    strong: str = ""
    after: str = ""
    ends: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class WaitBand:
    x: float
    width: float
    middle: float
    text: str


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Paths in a drawing of 100 by 100, everything else in percent from the left and the top.

    `empty` when there is neither an item nor a forecast.
    """

    empty: bool
    done: str
    scope: str
    band80: str
    band50: str
    middle: str
    now: Spot
    finishes: tuple[Spot, ...]
    committed_x: float | None
    committed_y: float
    committed_text: str
    bad: bool
    waits: tuple[WaitBand, ...]
    notes: tuple[Note, ...]
    across: tuple[Label, ...]
    up: tuple[Label, ...]
    sentence: str
    table: Table


def burn_up(history: ItemHistory) -> BurnUp:
    """The chart of one feature's items, also before the first item is done or without a forecast."""
    across = _time(history)
    values = [step.items for step in history.scope] + [count for _, count in history.done] + [4.0]
    up_ticks = ticks(0.0, max(values) * 1.12)
    up = Scale(0.0, up_ticks[-1])
    scope = history.scope[-1].items if history.scope else up_ticks[-1]
    bands = _bands(history.forecast, across, up, scope)
    done_to = history.done[-1][1] if history.done else 0.0
    now = Spot(across.at(history.today), up.down(done_to))
    done_note = _done_note(now, done_to)
    finishes = [day for day in (history.p50, history.p85) if day]
    return BurnUp(
        empty=not (history.done or history.scope or history.forecast),
        done=line((across.at(day), up.down(count)) for day, count in history.done),
        scope=steps([(across.at(step.day), up.down(step.items)) for step in history.scope], 100.0),
        band80=bands[0],
        band50=bands[1],
        middle=bands[2],
        now=now,
        finishes=tuple(Spot(across.at(day), up.down(scope)) for day in finishes),
        committed_x=across.at(history.committed) if history.committed else None,
        committed_y=_committed_y(done_note),
        committed_text=formatting.short_day(history.committed, history.today),
        bad=_is_bad(history.chance),
        waits=_waits(history.waits, across),
        notes=(*_scope_notes(history, across, up), *_date_notes(history, across), done_note),
        across=day_labels(across),
        up=tuple(Label(up.down(tick), formatting.short_number(tick)) for tick in up_ticks[:-1]),
        sentence=_sentence(history, done_to, scope),
        table=_table(history),
    )


def _waits(waits: Sequence[Wait], across: TimeScale) -> tuple[WaitBand, ...]:
    bands = []
    for wait in waits:
        left, right = across.at(wait.start), across.at(wait.end)
        if right > left:
            bands.append(WaitBand(left, right - left, (left + right) / 2, wait.text))
    return tuple(bands)


def _is_bad(chance: float | None) -> bool:
    return chance is not None and formatting.chance_points(chance) < BAD_BELOW


def _time(history: ItemHistory) -> TimeScale:
    """From the first known day to past P85 and the commitment, at least two weeks."""
    begun = [day for day, _ in history.done[:1]] + [step.day for step in history.scope[:1]]
    start = min([*begun, history.today])
    ends = [day for day in (history.p50, history.p85, history.committed) if day]
    if not ends:
        ends = [point.day for point in history.forecast[-1:]]
    last = max([*ends, history.today, add_days(start, 14)])
    return TimeScale(start, add_days(start, round((last - start).days * 100 / P85_AT)))


def _bands(
    forecast: Sequence[ForecastPoint], across: TimeScale, up: Scale, scope: float
) -> tuple[str, str, str]:
    """The 80 % and the 50 % surface and the middle line, all ending where the scope is reached."""
    points = [point for point in forecast if across.start <= point.day < across.end]
    places = [across.at(point.day) for point in points]

    def curve(values: list[float]) -> list[tuple[float, float]]:
        return [(x, up.down(min(value, scope))) for x, value in zip(places, values, strict=True)]

    wide = band(curve([point.high80 for point in points]), curve([point.low80 for point in points]))
    near = band(curve([point.high50 for point in points]), curve([point.low50 for point in points]))
    reached = next((at for at, point in enumerate(points) if point.middle >= scope), len(points))
    return wide, near, line(curve([point.middle for point in points])[: reached + 1])


def _scope_notes(history: ItemHistory, across: TimeScale, up: Scale) -> list[Note]:
    """What the scope was and by how much it changed; below the line where the dates' labels are above it."""
    dates = [across.at(day) for day in (history.p50, history.p85) if day]
    notes: list[Note] = []
    for at, step in enumerate(history.scope):
        x, y = across.at(step.day), up.down(step.items)
        following = across.at(history.scope[at + 1].day) if at + 1 < len(history.scope) else 100.0
        if following - x < LABEL_HEIGHT:
            continue
        crowded = any(-32 < x - day < 16 for day in dates)
        before = history.scope[at - 1].items if at else None
        change = "scope" if before is None else formatting.signed(step.items - before)
        text = f"{change} {step.why}".strip()
        last = at + 1 == len(history.scope)
        notes.append(
            Note(
                x=x,
                y=clamp(y + (1.5 if crowded else -LABEL_HEIGHT)),
                text=f"{text}," if last and before is not None else text,
                strong=formatting.short_number(step.items) if last or before is None else "",
                ends=x > 75,
                minor=True,
            )
        )
    return notes


def _date_notes(history: ItemHistory, across: TimeScale) -> list[Note]:
    notes = []
    if history.p50:
        x, text = across.at(history.p50), formatting.short_day(history.p50, history.p85 or history.today)
        notes.append(Note(x - 1 if x > 15 else x + 1, 1.0, "P50", text, ends=x > 15))
    if history.p85:
        x, text = across.at(history.p85), formatting.short_day(history.p85, history.today)
        apart = not history.p50 or x - across.at(history.p50) > 4
        notes.append(Note(clamp(x - 1 if apart else x + 1), 1.0, "P85", text))
    return notes


def _done_note(now: Spot, done: float) -> Note:
    """Below the dot, above it near the ground."""
    y = now.y - 10 if now.y > 85 else now.y + 6
    ends = now.x >= 85
    return Note(
        now.x - 1 if ends else now.x + 1, y, strong=formatting.short_number(done), after="done", ends=ends
    )


def _committed_y(done: Note) -> float:
    """Near the ground, or above what is said there of today while little is done."""
    return 88.0 if done.y < 81 else done.y - 10


def _sentence(history: ItemHistory, done: float, scope: float) -> str:
    today = history.today
    said = f"{formatting.of_total(done, scope)} items finished." if history.scope else "No items yet."
    if history.p50 and history.p85:
        said += (
            f" Half of all outcomes finish by {formatting.long_day(history.p50, today)},"
            f" {formatting.percent(0.85)} by {formatting.long_day(history.p85, today)}."
        )
    elif not history.forecast:
        said += " There is no forecast yet."
    if history.committed:
        said += f" Committed for {formatting.long_day(history.committed, today)}."
    return said


def _table(history: ItemHistory) -> Table:
    """Done and scope day by day, then the forecast."""
    today = history.today

    def scope_on(day: date) -> float | None:
        return next((step.items for step in reversed(history.scope) if step.day <= day), None)

    past = tuple(
        (
            formatting.short_day(day, today),
            formatting.short_number(count),
            formatting.short_number(scope_on(day)),
            formatting.NOTHING,
        )
        for day, count in history.done
    )
    ahead = tuple(
        (
            formatting.short_day(point.day, today),
            formatting.short_number(point.middle),
            formatting.short_number(scope_on(point.day)),
            formatting.number_range(point.low80, point.high80),
        )
        for point in history.forecast
    )
    return Table(("Day", "Done", "Scope", f"{formatting.percent(0.8)} range"), past + ahead)
