"""What came, was begun and was finished, added up week by week: between two lines lies what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import Label, day_labels
from northing.ui.charts.scale import Scale, TimeScale, add_days, band, line, ticks
from northing.ui.charts.table import Table


@dataclass(frozen=True, slots=True)
class RunningTotals:
    """Paths in a drawing of 100 by 100; `ends` name the lines on the right, apart from each other."""

    arrived: str
    begun: str
    finished: str
    waiting: str
    doing: str
    up: tuple[Label, ...]
    across: tuple[Label, ...]
    ends: tuple[Label, ...]
    sentence: str
    table: Table


NEAR = 9.0


def running_totals(
    first: date,
    arrived: Sequence[float],
    begun: Sequence[float],
    finished: Sequence[float],
) -> RunningTotals:
    """Totals at the end of each week, from `first` on; each at least as large as the next."""
    days = [add_days(first, 7 * (week + 1)) for week in range(len(finished))]
    across = TimeScale(days[0], days[-1])
    low = min(finished)
    marks = ticks(low, max(arrived))
    scale = Scale(marks[0], marks[-1])
    lines = [
        [(across.at(day), scale.down(value)) for day, value in zip(days, values, strict=True)]
        for values in (arrived, begun, finished)
    ]
    doing, waiting = begun[-1] - finished[-1], arrived[-1] - begun[-1]
    return RunningTotals(
        arrived=line(lines[0]),
        begun=line(lines[1]),
        finished=line(lines[2]),
        waiting=band(lines[0], lines[1]),
        doing=band(lines[1], lines[2]),
        up=tuple(Label(scale.down(mark), formatting.number(mark)) for mark in marks),
        across=day_labels(across, about=6),
        ends=_apart(list(zip([points[-1][1] for points in lines], ("came", "begun", "done"), strict=True))),
        sentence=(
            f"Running totals over {len(finished)} weeks: {formatting.counted(round(waiting), 'item')} waiting"
            f" and {formatting.number(doing)} in progress at the end"
        ),
        table=Table(
            ("Week to", "Came", "Begun", "Done"),
            tuple(
                (formatting.short_day(add_days(day, -1)), *(formatting.number(value) for value in values))
                for day, *values in zip(days, arrived, begun, finished, strict=True)
            ),
        ),
    )


def _apart(ends: list[tuple[float, str]]) -> tuple[Label, ...]:
    """From the top down, none nearer to the one above than its own height."""
    placed: list[Label] = []
    for y, text in ends:
        placed.append(Label(max(y, placed[-1].x + NEAR) if placed else y, text))
    return tuple(placed)
