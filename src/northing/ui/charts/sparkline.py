"""A line the size of a word, with the range that was to be expected behind it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from northing.ui.charts.scale import Scale, line, place

WIDTH, HEIGHT, EDGE = 140.0, 34.0, 3.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Paths in pixels of a drawing of 140 by 34; `end` is the last value's place or None without values."""

    path: str
    expected: str
    target_y: float | None
    end: tuple[float, float] | None
    bad: bool
    sentence: str


def sparkline(
    values: Sequence[float | None],
    *,
    expected: Sequence[tuple[float, float]] = (),
    target: float | None = None,
    bad: bool = False,
    sentence: str = "",
) -> Sparkline:
    """Values evenly apart, oldest first; None leaves a gap. `expected` are low and high for each of them."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    bounds = [bound for pair in expected for bound in pair if math.isfinite(bound)]
    aim = [target] if target is not None and math.isfinite(target) else []
    drawn = [*known, *bounds, *aim]
    scale = Scale(min(drawn), max(drawn)) if drawn else Scale(0, 1)
    places = [_place(at, value, len(values), scale) for at, value in enumerate(values)]
    ends = [spot for spot in places if spot]
    return Sparkline(
        path=_path(places),
        expected=_band(expected, scale),
        target_y=_y(aim[0], scale) if aim else None,
        end=ends[-1] if ends else None,
        bad=bad,
        sentence=sentence,
    )


def _y(value: float, scale: Scale) -> float:
    return EDGE + scale.down(value) / 100 * (HEIGHT - 2 * EDGE)


def _x(at: int, count: int) -> float:
    """Evenly from the left edge to where the last dot still fits."""
    room = WIDTH - 2 * EDGE
    return room * at / (count - 1) if count > 1 else room


def _place(at: int, value: float | None, count: int, scale: Scale) -> tuple[float, float] | None:
    if value is None or not math.isfinite(value):
        return None
    return _x(at, count), _y(value, scale)


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    """Lines between neighbours; a missing value interrupts them."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in places:
        if spot:
            runs[-1].append(spot)
        elif runs[-1]:
            runs.append([])
    return "".join(line(run) for run in runs if len(run) > 1)


def _band(expected: Sequence[tuple[float, float]], scale: Scale) -> str:
    pairs = [(at, low, high) for at, (low, high) in enumerate(expected) if math.isfinite(low + high)]
    if len(pairs) < 2:
        return ""
    count = len(expected)
    top = [f"{place(_x(at, count))} {place(_y(max(low, high), scale))}" for at, low, high in pairs]
    bottom = [f"{place(_x(at, count))} {place(_y(min(low, high), scale))}" for at, low, high in pairs]
    return "M" + "L".join([*top, *reversed(bottom)]) + "Z"
