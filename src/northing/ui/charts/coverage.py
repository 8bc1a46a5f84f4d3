"""Rows of the forecast record: did the range hold the day, and how often each team's promises hold."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from northing.ui import formatting
from northing.ui.charts.calibration import is_outside_luck
from northing.ui.charts.interval import Interval, Spread, interval
from northing.ui.charts.scale import clamp

FEW = 8
"""Promises below which a rate says nothing."""
Tone = Literal["", "bad", "dim"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says in words; `icon` is a name of `northing.ui.icons` or ""."""

    text: str
    tone: Tone
    icon: str


@dataclass(frozen=True, slots=True)
class Held:
    """Of `of` ranges said to be `level` sure, `inside` held the day; luck alone gives `luck_low` to `_high`."""

    level: float
    inside: int
    of: int
    luck_low: int
    luck_high: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Places in percent: `a` to `b` is luck, `target` what it should be, `value` what it was, None unknown."""

    name: str
    a: float
    b: float
    target: float
    value: float | None
    counts: str
    share: str
    reading: Reading
    sentence: str


def coverage_rows(rows: Sequence[Held]) -> tuple[CoverageRow, ...]:
    return tuple(_coverage_row(row) for row in rows)


def _coverage_row(row: Held) -> CoverageRow:
    of = max(row.of, 1)
    share = row.inside / row.of if row.of else None
    counts = f"{row.inside} of {row.of}"
    return CoverageRow(
        name=f"{formatting.percent(row.level)} ranges",
        a=clamp(row.luck_low / of * 100) if row.of else 0.0,
        b=clamp(row.luck_high / of * 100) if row.of else 0.0,
        target=clamp(row.level * 100),
        value=None if share is None else clamp(share * 100),
        counts=counts if row.of else "none yet",
        share=formatting.percent(share),
        reading=_coverage_reading(row, share),
        sentence=f"{counts} inside" if row.of else "no ranges to judge yet",
    )


def _coverage_reading(row: Held, share: float | None) -> Reading:
    if share is None:
        return Reading("nothing to judge", "dim", "")
    if row.inside < row.luck_low:
        return Reading("too narrow", "bad", "down")
    if row.inside > row.luck_high:
        return Reading("wider than needed", "", "up")
    near = abs(share - row.level) <= 0.025
    return Reading("as it should be" if near else "within luck", "", "minus")


@dataclass(frozen=True, slots=True)
class HoldRate:
    """How often promises held: `held` of `of`, the range of the true rate, and what was said on average."""

    name: str
    held: int
    of: int
    said: float
    rate: Spread
    luck_low: int
    luck_high: int


@dataclass(frozen=True, slots=True)
class RateRow:
    name: str
    interval: Interval
    counts: str
    luck: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Rates:
    """Rows on one line from `low` to `high`, given as texts for the head."""

    low: str
    high: str
    rows: tuple[RateRow, ...]


def hold_rates(rows: Sequence[HoldRate]) -> Rates:
    """Rates beside each other, unranked, all on the same line, which ends at 100 %."""
    lows = [row.rate.low80 for row in rows if math.isfinite(row.rate.low80)]
    low = max(0.0, math.floor(min([0.8, *lows]) * 5) / 5)
    return Rates(
        low=formatting.percent(low),
        high=formatting.percent(1),
        rows=tuple(_rate_row(row, low) for row in rows),
    )


def _rate_row(row: HoldRate, low: float) -> RateRow:
    reading = _rate_reading(row)
    return RateRow(
        name=row.name,
        interval=interval(
            row.rate,
            low,
            1.0,
            target=row.said,
            look="muted" if row.of < FEW else "",
            write=formatting.percent,
        ),
        counts=f"{row.held} of {row.of}",
        luck=formatting.number_range(row.luck_low, row.luck_high),
        reading=reading,
    )


def _rate_reading(row: HoldRate) -> Reading:
    if row.of < FEW:
        return Reading("too few to tell", "dim", "")
    if not is_outside_luck(row.held, row.luck_low, row.luck_high):
        return Reading("within luck", "", "minus")
    if row.held < row.luck_low:
        return Reading("too sure", "bad", "down")
    return Reading("too careful", "", "up")
