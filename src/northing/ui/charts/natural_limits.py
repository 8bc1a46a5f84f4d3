"""Individual values with their natural process limits, and the ranges between them below (XmR)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from northing.ui import formatting
from northing.ui.charts.axis import Label, day_labels
from northing.ui.charts.scale import Scale, TimeScale, add_days, line, ticks


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the position `first` on these limits hold. `signals` are positions of values outside or in a run."""

    first: int
    mean: float
    low: float
    high: float
    range_high: float
    signals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    y: float
    signal: bool


@dataclass(frozen=True, slots=True)
class NaturalLimits:
    """Paths in two drawings of 100 by 100: the values and, below, how far each lies from the one before."""

    main: str
    means: str
    limits: str
    spots: tuple[Spot, ...]
    anew: tuple[Label, ...]
    upper: Label
    lower: Label
    up: tuple[Label, ...]
    across: tuple[Label, ...]
    moving: str
    moving_limit: str
    moving_up: tuple[Label, ...]
    moving_text: Label
    signals: int
    count: int
    sentence: str


def natural_limits(
    name: str,
    values: Sequence[tuple[date, float]],
    stretches: Sequence[Stretch],
    *,
    tick: Callable[[float], str],
) -> NaturalLimits | None:
    """None without two values or without a stretch that has limits."""
    if len(values) < 2 or not stretches:
        return None
    days = [day for day, _ in values]
    across = TimeScale(days[0], max(days[-1], add_days(days[0], 1)))
    numbers = [value for _, value in values]
    edges = [edge for each in stretches for edge in (each.low, each.high)]
    up_ticks = ticks(min([*numbers, *edges]), max([*numbers, *edges]))
    up = Scale(up_ticks[0], up_ticks[-1])
    moves = [abs(after - before) for before, after in pairwise(numbers)]
    move_ticks = ticks(0.0, max([*moves, *(each.range_high for each in stretches)]), about=2)
    move = Scale(0.0, move_ticks[-1])
    ends = [across.at(days[each.first]) for each in stretches[1:]] + [100.0]
    spans = [(each, across.at(days[each.first]), end) for each, end in zip(stretches, ends, strict=True)]
    outside = frozenset(at for each in stretches for at in each.signals)
    last = stretches[-1]
    return NaturalLimits(
        main=line((across.at(day), up.down(value)) for day, value in values),
        means="".join(line([(a, up.down(each.mean)), (b, up.down(each.mean))]) for each, a, b in spans),
        limits="".join(
            line([(a, up.down(edge)), (b, up.down(edge))])
            for each, a, b in spans
            for edge in (each.low, each.high)
        ),
        spots=tuple(
            Spot(across.at(day), up.down(value), at in outside) for at, (day, value) in enumerate(values)
        ),
        anew=tuple(
            Label(across.at(days[each.first]), f"limits re-based, {formatting.short_day(days[each.first])}")
            for each in stretches[1:]
        ),
        upper=Label(up.down(last.high), f"upper {tick(last.high)}"),
        lower=Label(up.down(last.low), f"lower {tick(last.low)}"),
        up=tuple(Label(up.down(each), tick(each)) for each in up_ticks),
        across=day_labels(across, about=8),
        moving=line((across.at(day), move.down(each)) for day, each in zip(days[1:], moves, strict=True)),
        moving_limit="".join(
            line([(a, move.down(each.range_high)), (b, move.down(each.range_high))]) for each, a, b in spans
        ),
        moving_up=tuple(Label(move.down(each), tick(each)) for each in move_ticks),
        moving_text=Label(
            move.down(stretches[0].range_high), f"from one value to the next, limit {tick(last.range_high)}"
        ),
        signals=len(outside),
        count=len(values),
        sentence=_sentence(name, values, outside, last, tick),
    )


def _sentence(
    name: str,
    values: Sequence[tuple[date, float]],
    outside: frozenset[int],
    last: Stretch,
    tick: Callable[[float], str],
) -> str:
    return (
        f"{name}, individual values with natural limits of {tick(last.low)} and {tick(last.high)}:"
        f" {formatting.of_total(len(outside), len(values))} values are signals."
    )
