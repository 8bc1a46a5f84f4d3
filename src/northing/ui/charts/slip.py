"""How far promises slipped, by how far ahead they were made: a dot each, hollow when late."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from northing.ui import formatting
from northing.ui.charts.axis import Label
from northing.ui.charts.scale import Scale, ticks
from northing.ui.charts.table import Table

BINS = 26
TALLEST = 24
"""Dots that fit into the three columns of one stack."""


@dataclass(frozen=True, slots=True)
class SlipBucket:
    """Promises made so far ahead, with how many weeks each finished late (negative: early)."""

    name: str
    weeks: Sequence[float]


@dataclass(frozen=True, slots=True)
class SlipStack:
    x: float
    dots: int
    columns: int
    late: bool


@dataclass(frozen=True, slots=True)
class SlipRow:
    """`low` to `high` is where 8 of 10 promises finished, `middle` the median, in percent."""

    name: str
    count: str
    stacks: tuple[SlipStack, ...]
    low: float
    high: float
    middle: float
    empty: bool
    held: str
    one_in_ten: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Slips:
    """`on_day` is the place of no slip at all; `each` how many promises a dot stands for."""

    rows: tuple[SlipRow, ...]
    on_day: float
    across: tuple[Label, ...]
    each: int
    legend: str
    sentence: str
    table: Table


def slips(buckets: Sequence[SlipBucket]) -> Slips:
    """All buckets on one axis in weeks. Bins are cut at zero, so that no stack mixes on time and late."""
    known = [SlipBucket(bucket.name, sorted(filter(math.isfinite, bucket.weeks))) for bucket in buckets]
    everything = sorted(week for bucket in known for week in bucket.weeks)
    scale, width = _axis(everything)
    bins = [_bins(bucket.weeks, scale, width) for bucket in known]
    tallest = max((count for counted in bins for count in counted.values()), default=1)
    each = max(1, -(-tallest // TALLEST))
    rows = tuple(_row(bucket, counted, scale, width, each) for bucket, counted in zip(known, bins, strict=True))
    dot = "one dot, one promise" if each == 1 else f"one dot, {each} promises"
    return Slips(
        rows=rows,
        on_day=scale.at(0),
        across=_labels(scale),
        each=each,
        legend=f"{dot}; hollow is late",
        sentence=_sentence(everything),
        table=Table(
            ("Promised ahead by", "Promises", "Held", "1 in 10 later than"),
            tuple((row.name, row.count, row.held, row.one_in_ten) for row in rows),
        ),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """Straight between neighbours (type 7); 0 for no values."""
    if not ordered:
        return 0.0
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _axis(weeks: Sequence[float]) -> tuple[Scale, float]:
    """From the earliest to the latest slip in whole bins; very long tails end in the last one."""
    low = max(weeks[0], 3 * quantile(weeks, 0.05) - 4) if weeks else -2.0
    high = min(weeks[-1], 3 * quantile(weeks, 0.95) + 4) if weeks else 2.0
    low, high = min(low, -1.0), max(high, 1.0)
    rough = (high - low) / BINS
    width = next(step for step in (0.25, 0.5, 1, 2, 4, 8, 13, 26, 52, 260, math.inf) if rough <= step)
    if math.isinf(width):
        width = rough
    return Scale((math.floor(low / width) - 0.5) * width, (math.ceil(high / width) + 0.5) * width), width


def _bins(weeks: Sequence[float], scale: Scale, width: float) -> Counter[int]:
    """Counts by bin; bin -1 ends on the promised day, bin 0 begins after it."""
    first, last = round(scale.low / width + 0.5), round(scale.high / width - 0.5) - 1
    return Counter(min(last, max(first, math.ceil(week / width - 1e-9) - 1)) for week in weeks)


def _row(bucket: SlipBucket, counted: Counter[int], scale: Scale, width: float, each: int) -> SlipRow:
    weeks = bucket.weeks
    held = sum(week <= 0 for week in weeks)
    tenth = quantile(weeks, 0.9)
    return SlipRow(
        name=bucket.name,
        count=formatting.counted(len(weeks), "promise"),
        stacks=tuple(_stack(at, -(-count // each), scale, width) for at, count in sorted(counted.items())),
        low=scale.at(quantile(weeks, 0.1)),
        high=scale.at(tenth),
        middle=scale.at(quantile(weeks, 0.5)),
        empty=not weeks,
        held=formatting.of_total(held, len(weeks)) if weeks else formatting.NOTHING,
        one_in_ten=formatting.signed(tenth, "wk") if weeks else formatting.NOTHING,
        sentence=_row_sentence(weeks, held),
    )


def _stack(at: int, dots: int, scale: Scale, width: float) -> SlipStack:
    columns = 1 if dots <= 5 else 2 if dots <= 9 else 3
    return SlipStack(x=scale.at((at + 0.5) * width), dots=dots, columns=columns, late=at >= 0)


def _row_sentence(weeks: Sequence[float], held: int) -> str:
    if not weeks:
        return "no promises"
    middle = formatting.rounded(quantile(weeks, 0.5))
    size = formatting.with_unit(formatting.number(abs(middle)), "wk")
    where = "on the day" if not middle else f"{size} {'late' if middle > 0 else 'early'}"
    return f"{held} of {len(weeks)} on time or early, {len(weeks) - held} late, middle {where}"


def _labels(scale: Scale) -> tuple[Label, ...]:
    """Early, on the day, late; the last one names the unit."""
    steps = [tick for tick in ticks(scale.low, scale.high, 5) if scale.low <= tick <= scale.high]
    near = (scale.high - scale.low) * 0.14
    shown = [tick for tick in steps if tick == 0 or abs(tick) >= near]
    texts = ["on the day" if tick == 0 else formatting.signed(tick, "", _digits(tick)) for tick in shown]
    if shown and shown[-1] != 0:
        texts[-1] = formatting.with_unit(texts[-1], "wk")
    return tuple(Label(scale.at(tick), text) for tick, text in zip(shown, texts, strict=True))


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _sentence(weeks: Sequence[float]) -> str:
    if not weeks:
        return "No promise has been closed yet"
    held = sum(week <= 0 for week in weeks)
    return f"{held} of {len(weeks)} promises finished on time or early"
