"""Twenty equally likely finishes as dots: one dot is one in twenty, hollow red is after the commitment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.scale import TimeScale, add_days
from northing.ui.charts.table import Table

BINS = 12
TALLEST = 6
"""Dots that stand on each other before a second column begins."""
LETTER = 2.1
"""Percent of the width that a letter of a date label takes, on a phone."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Dots of one stretch of days: `columns` are how many stand in each column, bottom first."""

    x: float
    columns: tuple[int, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class DayLabel:
    """A day below the dots; `name` is P50, P85 or "" for the first and the last one."""

    x: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Futures:
    """`line_x` is None without a commitment; `beyond` when its day is too far off to be drawn true."""

    stacks: tuple[Stack, ...]
    line_x: float | None
    line_text: str
    beyond: bool
    labels: tuple[DayLabel, ...]
    made: int
    total: int
    headline: str
    sentence: str
    table: Table


def futures(
    finishes: Sequence[date],
    *,
    today: date,
    committed: date | None = None,
    p50: date | None = None,
    p85: date | None = None,
) -> Futures:
    """Dots for the finishes (twenty as a rule, any number works), with the line after the committed day.

    The stretches of days that share a stack are cut at the commitment, so that no stack mixes kept and
    missed.
    """
    days = sorted(finishes)
    made = sum(day <= committed for day in days) if committed else 0
    first, width, count = _cuts(days, committed, today)
    scale = TimeScale(first, add_days(first, width * count))
    bins = Counter((day - first).days // width for day in days)
    edge = add_days(committed, 1) if committed else None
    stacks = tuple(
        Stack(
            x=(at + 0.5) / count * 100,
            columns=_columns(dots),
            late=edge is not None and add_days(first, at * width) >= edge,
        )
        for at, dots in sorted(bins.items())
    )
    beyond = edge is not None and not 0 <= scale.raw(edge) <= 100
    return Futures(
        stacks=stacks,
        line_x=scale.at(edge) if edge else None,
        line_text=f"{formatting.short_day(committed, today)} committed" if committed else "",
        beyond=beyond,
        labels=_labels(days, scale, today, p50, p85),
        made=made,
        total=len(days),
        headline=_headline(made, len(days), committed),
        sentence=_sentence(days, made, committed, today),
        table=_table(days, committed, today),
    )


def _cuts(days: Sequence[date], committed: date | None, today: date) -> tuple[date, int, int]:
    """First day, days a stretch, and number of stretches; one begins on the day after the commitment."""
    low, high = (days[0], days[-1]) if days else (today, today)
    span = max((high - low).days, 7)
    if committed is not None:
        low = max(min(low, committed), add_days(low, -span))
        high = min(max(high, add_days(committed, 1)), add_days(high, span))
    width = max(1, -(-((high - low).days + 1) // BINS))
    edge = add_days(committed, 1) if committed is not None else low
    first = add_days(low, -((low - edge).days % width))
    count = -(-((high - first).days + 1) // width)
    # Few stretches are padded so that dots stand close; a very tall stack needs room for its columns.
    spare = max(0, (3 if len(set(days)) == 1 else 7) - count)
    return add_days(first, -width * (spare // 2)), width, count + spare


def _columns(dots: int) -> tuple[int, ...]:
    """As many columns as are needed, evenly filled: 8 dots are two columns of four."""
    columns = -(-dots // TALLEST)
    return tuple(dots // columns + (at < dots % columns) for at in range(columns))


def _labels(
    days: Sequence[date], scale: TimeScale, today: date, p50: date | None, p85: date | None
) -> tuple[DayLabel, ...]:
    """P50 and P85 under their days; the first and last finish where that leaves room.

    Only the label on the right says a year that is not this one: those before it can do without.
    """
    if not days:
        return ()
    end = DayLabel(scale.at(days[-1]), "", formatting.short_day(days[-1], today))
    labels = _middle_labels(scale, days[-1], p50, p85)
    if any(_meet(label, end) for label in labels):
        labels = _middle_labels(scale, today, p50, p85)
    else:
        labels.append(end)
    start = DayLabel(scale.at(days[0]), "", formatting.short_day(days[0], days[-1]))
    return tuple(labels if any(_meet(start, label) for label in labels) else [start, *labels])


def _middle_labels(scale: TimeScale, today: date, p50: date | None, p85: date | None) -> list[DayLabel]:
    """P50 and P85, as one label when two would run into each other; the year is with the later one."""
    named = [(day, name) for day, name in ((p50, "P50"), (p85, "P85")) if day]
    last = max((day for day, _ in named), default=today)
    labels = [
        DayLabel(scale.at(day), name, formatting.short_day(day, today if day == last else last))
        for day, name in named
    ]
    if len(labels) == 2 and _meet(*labels):
        text = ", ".join(f"{label.name} {label.text}" for label in labels)
        return [DayLabel((labels[0].x + labels[1].x) / 2, "", text)]
    return labels


def _meet(one: DayLabel, other: DayLabel) -> bool:
    """Whether two would touch. Labels slide with their place: at 0 they begin there, at 100 they end there."""
    (start, end), (begin, finish) = _stretch(one), _stretch(other)
    return start < finish + LETTER and begin < end + LETTER


def _stretch(label: DayLabel) -> tuple[float, float]:
    width = LETTER * len(f"{label.name} {label.text}".strip())
    start = label.x * (1 - width / 100)
    return start, start + width


def _headline(made: int, total: int, committed: date | None) -> str:
    if not total:
        return "No forecast yet"
    return f"{made} of {total} futures make it" if committed else f"{total} equally likely finishes"


def _sentence(days: Sequence[date], made: int, committed: date | None, today: date) -> str:
    if not days:
        return "No forecast yet"
    first, last = formatting.long_day(days[0], today), formatting.long_day(days[-1], today)
    if committed:
        promise = formatting.long_day(committed, today)
        return (
            f"Of {len(days)} equally likely finishes, {made} are on or before {promise}; the latest is {last}"
        )
    return f"{len(days)} equally likely finishes from {first} to {last}"


def _table(days: Sequence[date], committed: date | None, today: date) -> Table:
    counts = sorted(Counter(days).items())
    return Table(
        head=("Finish", "In how many", "Commitment"),
        rows=tuple(
            (
                formatting.short_day(day, today),
                str(count),
                "none" if committed is None else "kept" if day <= committed else "missed",
            )
            for day, count in counts
        ),
    )
