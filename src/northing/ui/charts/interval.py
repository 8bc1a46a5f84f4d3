"""A range on a line: thin 80 %, thick 50 %, dot in the middle; hollow when predicted."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from northing.ui import formatting
from northing.ui.charts.scale import Scale

Look = Literal["", "pred", "muted"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A quantity with its ranges; the inner range may be missing."""

    middle: float
    low80: float
    high80: float
    low50: float | None = None
    high50: float | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Places in percent: `a` to `b` is the thin line, `c` to `d` the thick one, `m` the dot, `t` a target."""

    a: float
    b: float
    c: float | None
    d: float | None
    m: float
    t: float | None
    look: Look
    sentence: str


def interval(
    spread: Spread,
    low: float,
    high: float,
    *,
    target: float | None = None,
    look: Look = "",
    write: Callable[[float], str] = formatting.short_number,
) -> Interval:
    """The range on a line from `low` to `high`; `write` puts a value into words."""
    scale = Scale(low, high)
    ends = [scale.at(value) for value in (spread.low80, spread.high80)]
    inner = [scale.at(value) for value in (spread.low50, spread.high50) if value is not None]
    whole = len(inner) == 2
    aim = target is not None and math.isfinite(target)
    return Interval(
        a=min(ends),
        b=max(ends),
        c=min(inner) if whole else None,
        d=max(inner) if whole else None,
        m=scale.at(spread.middle),
        t=scale.at(target) if target is not None and aim else None,
        look=look,
        sentence=_sentence(spread, target if aim else None, look, write),
    )


def _sentence(spread: Spread, target: float | None, look: Look, write: Callable[[float], str]) -> str:
    low, high = write(spread.low80), write(spread.high80)
    said = f"{write(spread.middle)}, with {formatting.percent(0.8)} sureness {low} to {high}"
    if look == "pred":
        said = f"predicted {said}"
    return f"{said}; target {write(target)}" if target is not None else said
