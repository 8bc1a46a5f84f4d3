"""Bars against a mark: load against capacity, items done."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import TimeAxis
from northing.ui.charts.scale import clamp
from northing.ui.charts.table import Table

MARK = 90.0
"""Where the mark stands in percent as long as nothing is far over it."""


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar to `value`, hatched from `mark` by `over`, in percent; `mark` is None without a limit."""

    value: float
    mark: float | None
    over: float
    quiet: bool
    sentence: str


def load_bar(load: float, capacity: float, *, largest: float = 1.0, quiet: bool = False) -> Meter:
    """Load against capacity, in person-weeks. Bars that stand together share `largest`, the highest load a unit
    of capacity."""
    load, capacity = _amount(load), _amount(capacity)
    ratio = load / capacity if capacity else math.inf if load else 0.0
    mark = _mark(max(largest, ratio)) if capacity or not load else 0.0
    within = min(ratio, 1.0) * mark
    over = clamp((ratio - 1) * mark, 0.0, 100 - mark) if capacity else (100.0 if load else 0.0)
    return Meter(within, mark, over, quiet, _load_sentence(load, capacity))


def _amount(value: float) -> float:
    return max(0.0, value) if math.isfinite(value) else 0.0


def _mark(largest: float) -> float:
    return min(MARK, 100 / clamp(largest, 1.0, 4.0))


def _load_sentence(load: float, capacity: float) -> str:
    said = f"{formatting.of_total(load, capacity)} person-weeks"
    return f"{said}, {formatting.short_number(load - capacity)} over" if load > capacity else said


@dataclass(frozen=True, slots=True)
class CapacityPeriod:
    """Person-weeks planned and to be had from `start` to before `end`."""

    start: date
    end: date
    load: float
    capacity: float


@dataclass(frozen=True, slots=True)
class CapacityCell:
    x: float
    width: float
    meter: Meter
    text: str
    over: str


@dataclass(frozen=True, slots=True)
class CapacityRow:
    cells: tuple[CapacityCell, ...]
    sentence: str
    table: Table


def capacity_row(axis: TimeAxis, periods: Sequence[CapacityPeriod]) -> CapacityRow:
    """A load bar under each period of the axis; what lies outside is left out."""
    shown = [period for period in periods if period.start < axis.scale.end and period.end > axis.scale.start]
    ratios = [period.load / period.capacity for period in shown if period.capacity > 0]
    largest = max([1.0, *ratios])
    return CapacityRow(
        cells=tuple(_cell(axis, period, largest) for period in shown),
        sentence=_capacity_sentence(shown, axis.today),
        table=Table(
            head=("Period", "Load", "Capacity"),
            rows=tuple(
                (
                    formatting.day_range(period.start, period.end, axis.today),
                    formatting.short_number(period.load),
                    formatting.short_number(period.capacity),
                )
                for period in shown
            ),
        ),
    )


def _cell(axis: TimeAxis, period: CapacityPeriod, largest: float) -> CapacityCell:
    left = axis.at(period.start)
    over = period.load - period.capacity
    return CapacityCell(
        x=left,
        width=axis.at(period.end) - left,
        meter=load_bar(period.load, period.capacity, largest=largest),
        text=formatting.of_total(period.load, period.capacity),
        over=f"{formatting.short_number(over)} over" if formatting.rounded(over, 1) > 0 else "",
    )


def _capacity_sentence(periods: Sequence[CapacityPeriod], today: date) -> str:
    over = [period for period in periods if formatting.rounded(period.load - period.capacity, 1) > 0]
    if not periods:
        return "No capacity is known for this time"
    if not over:
        return "Capacity holds in every period shown"
    said = [
        f"{formatting.short_number(period.load - period.capacity)} person-weeks over"
        f" from {formatting.long_day(period.start, today)}"
        for period in over
    ]
    return f"Over capacity: {', '.join(said)}"


def progress(done: float, total: float) -> Meter:
    """How many of the items are finished."""
    done, total = _amount(done), _amount(total)
    share = clamp(done / total * 100) if total else 0.0
    said = f"{formatting.of_total(done, total)} items done" if total else "no items yet"
    return Meter(share, None, 0.0, quiet=True, sentence=said)
