"""How long each finished item took: a dot each, over the day on which it was done, on a log scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import Label
from northing.ui.charts.scale import Scale, TimeScale, line

SHORTEST = 0.5
ROUND = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
NAMED = 3
NEAR = 8.0


@dataclass(frozen=True, slots=True)
class Took:
    """An item that took so many days; `name` and `url` only of those that may be named."""

    day: date
    days: float
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimeLevel:
    y: float
    text: str
    share: str
    dash: str


@dataclass(frozen=True, slots=True)
class NamedDot:
    x: float
    y: float
    text: str
    url: str
    left: bool


@dataclass(frozen=True, slots=True)
class FinishTimes:
    """`earlier` and `later` are paths of dots (lines of no length); `split` where the last weeks begin."""

    earlier: str
    later: str
    named: tuple[NamedDot, ...]
    levels: tuple[TimeLevel, ...]
    ticks: tuple[Label, ...]
    split: float
    across: tuple[Label, ...]
    count: int
    sentence: str


def finish_times(
    took: Sequence[Took],
    levels: Sequence[tuple[float, float]],
    *,
    start: date,
    turn: date,
    end: date,
    count: int | None = None,
) -> FinishTimes:
    """`levels`: shares and the days in which that many were done, e.g. (.85, 24). `count`: how many items there
    are, where not each of them has a dot."""
    there = len(took) if count is None else count
    longest = max([each.days for each in took] + [days for _, days in levels], default=1.0)
    shortest = min([max(each.days, SHORTEST) for each in took], default=SHORTEST)
    marks = [each for each in ROUND if shortest <= each <= longest * 1.05]
    scale = Scale(math.log(shortest * 0.85), math.log(max(longest, shortest * 2) * 1.2))
    across = TimeScale(start, end)

    def place(each: Took) -> tuple[float, float]:
        return across.at(each.day), scale.down(math.log(max(each.days, SHORTEST)))

    return FinishTimes(
        earlier="".join(_dot(place(each)) for each in took if each.day < turn),
        later="".join(_dot(place(each)) for each in took if each.day >= turn),
        named=_named([(each, *place(each)) for each in took if each.name]),
        levels=tuple(
            TimeLevel(
                scale.down(math.log(max(days, SHORTEST))),
                formatting.with_unit(formatting.short_number(days), "d"),
                _share(share),
                {0.5: "", 0.85: "5 3"}.get(share, "2 3"),
            )
            for share, days in levels
        ),
        ticks=tuple(Label(scale.down(math.log(each)), formatting.short_number(each)) for each in marks),
        split=across.at(turn),
        across=_days(start, turn, end, across),
        count=there,
        sentence=_sentence(there, levels),
    )


def _share(share: float) -> str:
    return "half" if share == 0.5 else formatting.percent(share)


def _dot(at: tuple[float, float]) -> str:
    return line([at, at])


def _named(dots: list[tuple[Took, float, float]]) -> tuple[NamedDot, ...]:
    """The longest ones by name, unless the name would lie on another."""
    named: list[NamedDot] = []
    for each, x, y in sorted(dots, key=lambda dot: -dot[0].days):
        if len(named) < NAMED and all(abs(y - other.y) > NEAR for other in named):
            text = f"{formatting.with_unit(formatting.short_number(each.days), 'd')}, {each.name}"
            named.append(NamedDot(x, y, text, each.url, left=x > 50))
    return tuple(named)


def _days(start: date, turn: date, end: date, across: TimeScale) -> tuple[Label, ...]:
    days = [Label(0.0, formatting.short_day(start))]
    if 14 < across.at(turn) < 86:
        days.append(Label(across.at(turn), formatting.short_day(turn)))
    return (*days, Label(100.0, formatting.short_day(end)))


def _sentence(count: int, levels: Sequence[tuple[float, float]]) -> str:
    said = [f"{_share(share)} finish in {formatting.short_number(days)} days" for share, days in levels]
    return f"Cycle time of {formatting.counted(count, 'item')}{': ' * bool(said)}{', '.join(said)}."
