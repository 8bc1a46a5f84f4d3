"""Said and held: how often promises held against how sure we said we were, with what luck alone allows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from northing.ui import formatting
from northing.ui.charts.axis import Label
from northing.ui.charts.scale import Scale, clamp, line
from northing.ui.charts.table import Table


@dataclass(frozen=True, slots=True)
class SaidAndHeld:
    """Promises said to be `said` sure: `held` of `of`, where luck alone gives `luck_low` to `luck_high`."""

    said: float
    held: int
    of: int
    luck_low: int
    luck_high: int


@dataclass(frozen=True, slots=True)
class CalibrationDot:
    """Places in percent; `luck_y` and `luck_height` are the grey box."""

    x: float
    y: float
    luck_y: float
    luck_height: float
    outside: bool
    share: str
    said: str
    held: str
    luck: str


@dataclass(frozen=True, slots=True)
class Calibration:
    dots: tuple[CalibrationDot, ...]
    perfect: str
    up: tuple[Label, ...]
    summary: str
    sentence: str
    table: Table


def calibration(rows: Sequence[SaidAndHeld]) -> Calibration:
    """A dot for each row that has promises; the diagonal is perfect."""
    known = [row for row in rows if row.of > 0]
    across, up = _scales(known)
    first, last = across.low, across.high
    dots = tuple(_dot(row, across, up) for row in known)
    return Calibration(
        dots=dots,
        perfect=_diagonal(first, last, up),
        up=tuple(Label(up.down(tick), formatting.percent(tick)) for tick in _levels(up)),
        summary=_summary(known),
        sentence=_sentence(known),
        table=Table(
            ("Said", "Promises", "Held", "Luck alone gives"),
            tuple((dot.said, str(row.of), dot.held, dot.luck) for dot, row in zip(dots, known, strict=True)),
        ),
    )


def is_outside_luck(held: int, luck_low: int, luck_high: int) -> bool:
    return not luck_low <= held <= luck_high


def _scales(rows: Sequence[SaidAndHeld]) -> tuple[Scale, Scale]:
    """Across: what was said, with room at both ends. Up: from below the lowest box to 100 %."""
    said = [clamp(row.said, 0, 1) for row in rows] or [0.5, 0.9]
    heights = [min(row.held, row.luck_low) / row.of for row in rows] or [0.4]
    low = math.floor(min(*heights, min(said), 0.9) * 10 - 1e-9) / 10
    return Scale(min(said) - 0.07, max(said) + 0.06), Scale(max(0.0, low), 1.0)


def _levels(up: Scale) -> list[float]:
    return [tenth / 10 for tenth in range(0, 11, 2) if tenth / 10 >= up.low - 1e-9]


def _diagonal(first: float, last: float, up: Scale) -> str:
    """From where said and held are equal on the left to the right, inside the drawing."""
    left, right = max(first, up.low), min(last, 1.0)
    across = Scale(first, last)
    return line([(across.at(left), up.down(left)), (across.at(right), up.down(right))])


def _dot(row: SaidAndHeld, across: Scale, up: Scale) -> CalibrationDot:
    share = row.held / row.of
    top = up.down(row.luck_high / row.of)
    return CalibrationDot(
        x=across.at(clamp(row.said, 0, 1)),
        y=up.down(share),
        luck_y=top,
        luck_height=max(0.0, up.down(row.luck_low / row.of) - top),
        outside=is_outside_luck(row.held, row.luck_low, row.luck_high),
        share=formatting.percent(share),
        said=formatting.percent(row.said),
        held=formatting.of_total(row.held, row.of),
        luck=formatting.number_range(row.luck_low, row.luck_high),
    )


def _summary(rows: Sequence[SaidAndHeld]) -> str:
    promises, held = sum(row.of for row in rows), sum(row.held for row in rows)
    return f"{formatting.counted(promises, 'promise')}, {formatting.number(held)} held"


def _sentence(rows: Sequence[SaidAndHeld]) -> str:
    if not rows:
        return "No promise has been closed yet"
    return "; ".join(
        f"said {formatting.percent(row.said)}: {row.held} of {row.of} held"
        + (", outside luck" if is_outside_luck(row.held, row.luck_low, row.luck_high) else "")
        for row in rows
    )
