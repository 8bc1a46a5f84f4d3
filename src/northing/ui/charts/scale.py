"""From values and dates to places on a chart. Every place is a percentage and stays inside 0 to 100."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby


def clamp(value: float, low: float = 0.0, high: float = 100.0) -> float:
    """`value` inside the limits; what is not a number goes to the lower one."""
    if value > high:
        return high
    return value if value >= low else low  # "not a number" is neither above nor at or above anything


def place(value: float) -> str:
    """A percentage as it stands in a style attribute or a path: "33.15", never "nan", never "1e-05"."""
    return pixels(value if -1000.0 <= value <= 1000.0 else clamp(value, -1000.0, 1000.0))


def pixels(value: float) -> str:
    """A length with at most two decimals and no needless zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale. Without width everything is in the middle."""

    low: float
    high: float

    def raw(self, value: float) -> float:
        """The percentage, also outside of 0 to 100."""
        width = self.high - self.low
        if not width > 0 or not math.isfinite(width):
            return 50.0
        return (value - self.low) / width * 100

    def at(self, value: float) -> float:
        return clamp(self.raw(value))

    def down(self, value: float) -> float:
        """The place from the top, where the largest value is."""
        return 100 - self.at(value)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days from `start` (at 0) to `end` (at 100, no longer part of it)."""

    start: date
    end: date

    def raw(self, day: date) -> float:
        days = (self.end - self.start).days
        return (day - self.start).days / days * 100 if days > 0 else 50.0

    def at(self, day: date) -> float:
        return clamp(self.raw(day))

    @property
    def days(self) -> int:
        return (self.end - self.start).days


NO_DIFFERENCE = 1e-12
"""Of the larger number: what lies closer together is one value, as far as an axis is concerned."""


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values (1, 2, 5 times a power of ten) from at or below `low` to at or above `high`."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return [0.0, 1.0]
    size = max(1.0, abs(low), abs(high))
    if high - low <= size * NO_DIFFERENCE:
        high = low + max(1.0, size / 1e6)
    rough = (high - low) / max(1, about)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


COLUMNS = 240
"""So fine a line of thousands of points is drawn: a few pixels each, where a screen shows the whole chart."""


def line(points: Iterable[tuple[float, float]]) -> str:
    """An SVG path through points given in percent; "" when there is none."""
    found = list(points)
    if len(found) > 4 * COLUMNS:
        found = _thinned(found)
    text = "L".join(f"{place(x)} {place(y)}" for x, y in found)
    return "M" + text if text else ""


def _thinned(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The first, lowest, highest and last point of each column: no peak is lost."""
    kept = []
    for _, column in groupby(points, key=lambda point: int(point[0] * COLUMNS / 100)):
        these = list(column)
        levels = [level for _, level in these]
        ends = {0, levels.index(min(levels)), levels.index(max(levels)), len(these) - 1}
        kept += [these[at] for at in sorted(ends)]
    return kept


def steps(points: Sequence[tuple[float, float]], until: float) -> str:
    """A path that holds each value until the next one begins."""
    corners: list[tuple[float, float]] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    if corners and until > corners[-1][0]:
        corners.append((until, corners[-1][1]))
    return line(corners)


def band(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """The closed surface between two lines; "" for less than two points."""
    if len(upper) < 2 or len(lower) < 2:
        return ""
    return line([*upper, *reversed(lower)]) + "Z"


def month_start(day: date) -> date:
    return day.replace(day=1)


def add_months(day: date, count: int) -> date:
    """The first of the month that is `count` months after the one of `day`; stops at the calendar's ends."""
    index = day.year * 12 + day.month - 1 + count
    year = index // 12
    if year < date.min.year:
        return date.min
    return date(year, index % 12 + 1, 1) if year <= date.max.year else date.max


def add_days(day: date, count: int) -> date:
    """`day` plus `count` days; stops at the calendar's ends."""
    return date.fromordinal(int(clamp(day.toordinal() + count, date.min.toordinal(), date.max.toordinal())))


def mondays(start: date, end: date) -> list[date]:
    """The Mondays from `start` to before `end`."""
    first = add_days(start, -start.weekday() % 7)
    return [first + timedelta(days=7 * week) for week in range(max(0, math.ceil((end - first).days / 7)))]
