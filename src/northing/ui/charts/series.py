"""A measure over time: its values, what they were expected to be, where it is going, what it should reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui import formatting
from northing.ui.charts.axis import Label, day_labels
from northing.ui.charts.burn_up import ForecastPoint, Spot
from northing.ui.charts.scale import Scale, TimeScale, add_days, band, line, ticks

ROOM = 0.06
"""Of the height that is left free above and below the values."""
STEP, LATE, LOWEST = 11.0, 70.0, 92.0
"""The height of a mark's words; from where on they stand left of it; how low there is room under a line."""
SHORTENED = ((1e9, "bn", 1e9), (1e6, "m", 1e6), (1e3, "k", 1e4), (1.0, "", 0.0))
"""What a level is told in, its letter, and from which largest level on."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value; `low` and `high` are what it was expected to lie between, when that is known."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, in words; `bad` when it is a break that is not explained."""

    day: date
    text: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What the chart is drawn from, in the measure's unit. `old` are values as they were before a restatement,
    `beside` what it is compared with.

    `targets` are levels with the day by which, `limits` a band that it should stay in.
    """

    name: str
    points: Sequence[Point]
    forecast: Sequence[ForecastPoint] = ()
    old: Sequence[tuple[date, float]] = ()
    beside: Sequence[tuple[date, float]] = ()
    targets: Sequence[tuple[date, float]] = ()
    limits: tuple[float | None, float | None] = (None, None)
    marks: Sequence[Mark] = ()
    unit: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """A level up to its day. `below`: its words stand under the line, since what is forecast lies above."""

    spot: Spot
    text: str
    below: bool


@dataclass(frozen=True, slots=True)
class PlacedMark:
    x: float
    y: float
    day: str
    text: str
    bad: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """Paths in a drawing of 100 by 100, everything else in percent from the left and the top."""

    empty: bool
    main: str
    old: str
    beside: str
    expected: tuple[str, ...]
    band80: str
    band50: str
    middle: str
    targets: tuple[PlacedTarget, ...]
    limits: tuple[float, ...]
    now: Spot | None
    out: bool
    marks: tuple[PlacedMark, ...]
    across: tuple[Label, ...]
    up: tuple[Label, ...]
    sentence: str


def series_chart(measure: Measure, *, label_count: int = 8) -> SeriesChart:
    """The chart of any measure, also of one with a single value or none."""
    if not measure.points:
        return _nothing(measure)
    across = _time(measure)
    levels = ticks(*_range(measure))
    up = Scale(levels[0], levels[-1])
    last = measure.points[-1]
    now = Spot(across.at(last.day), up.down(last.value))
    ahead = [(across.at(point.day), point) for point in measure.forecast]
    here = [(now.x, now.y)]
    targets = tuple(_target(measure, day, value, across, up) for day, value in measure.targets)
    return SeriesChart(
        empty=False,
        main=line((across.at(point.day), up.down(point.value)) for point in measure.points),
        old=line((across.at(day), up.down(value)) for day, value in measure.old),
        beside=line((across.at(day), up.down(value)) for day, value in _within(measure, across)),
        expected=_expected(measure.points, across, up),
        band80=band(
            here + [(x, up.down(point.high80)) for x, point in ahead],
            here + [(x, up.down(point.low80)) for x, point in ahead],
        ),
        band50=band(
            here + [(x, up.down(point.high50)) for x, point in ahead],
            here + [(x, up.down(point.low50)) for x, point in ahead],
        ),
        middle=line(here + [(x, up.down(point.middle)) for x, point in ahead]),
        targets=targets,
        limits=tuple(up.down(limit) for limit in measure.limits if limit is not None),
        now=now,
        out=_is_out(last),
        marks=_marks(measure, across, [target.spot.y for target in targets]),
        across=day_labels(across, about=label_count),
        up=tuple(Label(up.down(tick), _level(tick, levels)) for tick in levels),
        sentence=_sentence(measure),
    )


def _level(tick: float, levels: list[float]) -> str:
    """As short as tells the levels apart: 2.5m, 40k, 91.5."""
    largest, step = max(map(abs, levels)), levels[1] - levels[0] if len(levels) > 1 else 1.0
    size, letter = next((size, letter) for size, letter, least in SHORTENED if largest >= least)
    digits = next((few for few in range(3) if step / size >= 0.999 / 10**few), 3)
    return f"{formatting.number(tick / size, digits)}{letter}" if tick else "0"


def _time(measure: Measure) -> TimeScale:
    days = [point.day for point in measure.points] + [point.day for point in measure.forecast]
    return TimeScale(days[0], max(add_days(days[-1], 1), add_days(days[0], 2)))


def _range(measure: Measure) -> tuple[float, float]:
    values = [point.value for point in measure.points]
    values += [each for point in measure.points for each in (point.low, point.high) if each is not None]
    values += [value for _, value in (*measure.old, *measure.beside)] + [value for _, value in measure.targets]
    values += [each for point in measure.forecast for each in (point.low80, point.high80)]
    low, high = min(values), max(values)
    return low - (high - low) * ROOM, high + (high - low) * ROOM


def _expected(points: Sequence[Point], across: TimeScale, up: Scale) -> tuple[str, ...]:
    """One surface for each stretch on which the range is known."""
    surfaces: list[str] = []
    stretch: list[tuple[float, float, float]] = []
    for point in (*points, None):
        if point is not None and point.low is not None and point.high is not None:
            stretch.append((across.at(point.day), up.down(point.low), up.down(point.high)))
        elif stretch:
            surfaces.append(band([(x, high) for x, _, high in stretch], [(x, low) for x, low, _ in stretch]))
            stretch = []
    return tuple(surfaces)


def _within(measure: Measure, across: TimeScale) -> list[tuple[date, float]]:
    return [(day, value) for day, value in measure.beside if across.start <= day < across.end]


def _is_out(point: Point) -> bool:
    below = point.low is not None and point.value < point.low
    return below or (point.high is not None and point.value > point.high)


def _target(measure: Measure, day: date, value: float, across: TimeScale, up: Scale) -> PlacedTarget:
    later = measure.forecast[-1].middle if measure.forecast else measure.points[-1].value
    spot = Spot(across.at(day), up.down(value))
    text = formatting.typed(value, measure.unit, measure.digits)
    return PlacedTarget(spot, text, below=later > value and spot.y < LOWEST)


def _marks(measure: Measure, across: TimeScale, targets: Sequence[float]) -> tuple[PlacedMark, ...]:
    """Each a step lower than the one before, so that words of neighbours do not lie on each other; late ones
    under the words of a target that they would lie on."""
    placed = []
    seen = [mark for mark in measure.marks if across.start <= mark.day < across.end]
    for at, mark in enumerate(sorted(seen, key=lambda mark: mark.day)):
        x = across.at(mark.day)
        day = formatting.short_day(mark.day, measure.points[-1].day)
        y = 1.0 + STEP * (at % 3)
        if x > LATE:
            y = max([y, *(target + 2.0 for target in targets if y - STEP < target < y + 2 * STEP)])
        placed.append(PlacedMark(x, y, day, mark.text, mark.bad, x > LATE))
    return tuple(placed)


def _sentence(measure: Measure) -> str:
    first, last = measure.points[0], measure.points[-1]

    def said(value: float) -> str:
        return formatting.with_unit(formatting.number(value, measure.digits), measure.unit)

    words = f"{measure.name}: {said(first.value)} on {formatting.long_day(first.day, last.day)}"
    words += f", {said(last.value)} on {formatting.long_day(last.day)}."
    if _is_out(last):
        words += f" That is outside of its expected range, {said(last.low or 0)} to {said(last.high or 0)}."
    if measure.forecast:
        end = measure.forecast[-1]
        words += f" Forecast for {formatting.long_day(end.day)}: {said(end.low80)} to {said(end.high80)}."
    return words


def _nothing(measure: Measure) -> SeriesChart:
    return SeriesChart(
        True, "", "", "", (), "", "", "", (), (), None, False, (), (), (), f"{measure.name} has no value yet."
    )
