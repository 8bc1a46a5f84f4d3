"""A bar a week, the last ones stronger, on the range that is usual, with the mean of each window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.scale import Scale, add_days
from northing.ui.charts.table import Table


@dataclass(frozen=True, slots=True)
class WeekBar:
    """`height` in percent of the chart; `part`, from the top, in percent of the bar; `title` on hovering."""

    height: float
    part: float
    strong: bool
    title: str


@dataclass(frozen=True, slots=True)
class MeanLine:
    start: float
    end: float
    height: float
    text: str
    left: bool


@dataclass(frozen=True, slots=True)
class WeekBars:
    bars: tuple[WeekBar, ...]
    usual_low: float
    usual_height: float
    means: tuple[MeanLine, ...]
    first: str
    between: str
    last: str
    sentence: str
    table: Table


def week_bars(
    name: str,
    first: date,
    values: Sequence[float],
    *,
    last: int,
    means: tuple[float, float],
    usual: tuple[float, float],
    write: Callable[[float], str],
    parts: Sequence[float] = (),
    part_name: str = "",
    per: str = "",
) -> WeekBars:
    """`values` by week from `first` on, of which the `last` ones are compared with those before.

    `parts`: how much of each value is set off, in the same unit. `means`: of both windows; `per` follows one.
    """
    top = max([*values, usual[1], *means]) * 1.12 or 1.0
    scale = Scale(0.0, top)
    before = len(values) - last
    days = [add_days(first, 7 * week) for week in range(len(values))]
    split = before / len(values) * 100
    said = [f"{write(value)}{per}" for value in means]
    return WeekBars(
        bars=tuple(
            WeekBar(
                height=scale.at(value),
                part=parts[week] / value * 100 if parts and value else 0.0,
                strong=week >= before,
                title=f"Week of {formatting.short_day(day)}: {write(value)}",
            )
            for week, (day, value) in enumerate(zip(days, values, strict=True))
        ),
        usual_low=scale.at(usual[0]),
        usual_height=scale.at(usual[1]) - scale.at(usual[0]),
        means=(
            MeanLine(0.0, max(split - 1, 0.0), scale.at(means[0]), said[0], left=True),
            MeanLine(split, 100.0, scale.at(means[1]), said[1], left=False),
        ),
        first=formatting.short_day(first),
        between=f"last {last} weeks, stronger",
        last=formatting.short_day(add_days(first, 7 * len(values) - 1)),
        sentence=f"{name}, {len(values)} weeks: {said[0]} before, {said[1]} in the last {last}",
        table=Table(
            ("Week of", name, *([part_name] if parts else [])),
            tuple(
                (
                    formatting.short_day(day),
                    write(value),
                    *([write(parts[week])] if parts else []),
                )
                for week, (day, value) in enumerate(zip(days, values, strict=True))
            ),
        ),
    )
