"""The curve of a product's life, with where it stands on it and where it may be next."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from northing.ui.charts.scale import band, line

WIDTH, HEIGHT = 78.0, 24.0
"""Pixels of the small curve of a list."""
BASE = 88.0
"""Percent from the top at which the curve begins; words stand below."""
BEGINS = 4.0
AHEAD = 23.0
"""Percent of the width that the fan of what may come takes."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage's part of the width."""

    key: str
    name: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def width(self) -> float:
        return self.end - self.start


PHASES = (
    Phase("concept", "Concept", 0, 12),
    Phase("introduction", "Introduction", 12, 30),
    Phase("growth", "Growth", 30, 58),
    Phase("maturity", "Maturity", 58, 80),
    Phase("decline", "Decline", 80, 93),
    Phase("retired", "Retired", 93, 100),
)


@dataclass(frozen=True, slots=True)
class Pace:
    """Quarters until the next stage: as it seems, at the earliest and at the latest (None for never)."""

    expected: float
    earliest: float
    latest: float | None


@dataclass(frozen=True, slots=True)
class LifeCurve:
    """Paths in a drawing of 100 by 100. `fan`, `middle` and `after` are "" where nothing is foreseen."""

    phases: tuple[Phase, ...]
    here: Phase
    lived: str
    fan: str
    middle: str
    after: str
    x: float
    y: float
    sentence: str


@dataclass(frozen=True, slots=True)
class SmallCurve:
    """The same in pixels of a drawing of 78 by 24, for a list."""

    whole: str
    lived: str
    x: float
    y: float


def _height(x: float) -> float:
    """Percent from the top: a slow start, a rise, a plateau and a fall."""
    rise = 1 / (1 + math.exp(-(x - 44) / 8))
    fall = 24 * ((x - 79) / 21) ** 2 if x > 79 else 0.0
    return BASE - 76 * rise + fall


def _along(start: float, end: float, count: int = 40) -> list[tuple[float, float]]:
    return [(x, _height(x)) for x in (start + (end - start) * step / (count - 1) for step in range(count))]


def _stands(stage: str, through: float | None = None) -> tuple[Phase, float]:
    here = next(phase for phase in PHASES if phase.key == stage)
    share = 0.4 if through is None else min(0.95, max(0.05, through))
    return here, max(BEGINS, here.start + here.width * share)


def life_curve(name: str, stage: str, *, through: float | None = None, pace: Pace | None = None) -> LifeCurve:
    """`through` is the share of the stage that is behind it; without it the dot stands before the middle."""
    here, x = _stands(stage, through)
    fan = middle = ""
    end = x
    if pace is not None:
        fan, middle, end = _fan(x, pace)
    return LifeCurve(
        phases=PHASES,
        here=here,
        lived=line(_along(BEGINS, x)),
        fan=fan,
        middle=middle,
        after=line(_along(end, 100)),
        x=x,
        y=_height(x),
        sentence=f"{name} is in {here.name}",
    )


def _fan(x: float, pace: Pace) -> tuple[str, str, float]:
    """What may come: the curve lived faster or slower than expected."""
    end = min(100.0, x + AHEAD)
    quick = min(3.0, pace.expected / pace.earliest) if pace.earliest > 0 else 3.0
    slow = max(0.15, pace.expected / pace.latest) if pace.latest else 0.15
    places = [place for place, _ in _along(x, end)]
    upper = [(place, _height(min(79.0, x + (place - x) * quick))) for place in places]
    lower = [(place, _height(x + (place - x) * slow)) for place in places]
    return band(upper, lower), line(_along(x, end)), end


def small_curve(stage: str) -> SmallCurve:
    _, x = _stands(stage)

    def scaled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(at * WIDTH / 100, down * HEIGHT / 100) for at, down in points]

    ((small_x, small_y),) = scaled([(x, _height(x))])
    return SmallCurve(line(scaled(_along(0, 100, 26))), line(scaled(_along(0, x, 26))), small_x, small_y)
