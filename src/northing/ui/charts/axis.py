"""The time axis of the roadmap and of every chart over time: labels in two rows, grid lines, today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from northing.ui import formatting
from northing.ui.charts.scale import TimeScale, add_days, add_months, mondays, month_start

Zoom = Literal["quarter", "month"]
MOST_LABELS = 18
"""Labels of the lower row that fit beside each other on a laptop's timeline."""

NEAR = 4.0
"""Percent of the axis below which two labels would run into each other."""


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class GridLine:
    x: float
    strong: bool


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """`upper` and `lower` are the two rows of labels, `today_x` is None when today is not on the axis."""

    scale: TimeScale
    upper: tuple[Label, ...] = field(hash=False)
    lower: tuple[Label, ...] = field(hash=False)
    lines: tuple[GridLine, ...] = field(hash=False)
    today: date
    today_x: float | None
    today_text: str
    sentence: str

    def at(self, day: date) -> float:
        """Where a day begins, in percent, held inside the axis."""
        return self.scale.at(day)


@lru_cache(maxsize=64)
def time_axis(start: date, end: date, *, today: date, zoom: Zoom = "quarter") -> TimeAxis:
    """The axis from `start` to before `end`; at least a day long.

    `zoom` says what the two rows name: quarters over months, or months over weeks. A range too long for
    that is named more coarsely (years over quarters, then years alone), so labels never run into each
    other.
    """
    end = max(end, add_days(start, 1))
    scale = TimeScale(start, end)
    upper_days, lower_days = _rows(start, end, zoom)
    upper = _labels(scale, upper_days)
    lower = _labels(scale, lower_days)
    inside = start <= today < end
    strong = {day for day, _ in upper_days}
    marked = sorted(strong | {day for day, _ in lower_days})
    return TimeAxis(
        scale=scale,
        upper=upper,
        lower=lower,
        lines=tuple(GridLine(scale.at(day), day in strong) for day in marked if start < day < end),
        today=today,
        today_x=scale.at(today) if inside else None,
        today_text=formatting.short_day(today, today),
        sentence=(
            f"Time from {formatting.long_day(start, today)} to {formatting.long_day(add_days(end, -1), today)}"
        ),
    )


def day_labels(scale: TimeScale, *, about: int = 7) -> tuple[Label, ...]:
    """Round days along a chart: Mondays on a short one, then months, quarters, years; about so many.

    January is named by its year, which is as short as a month's name.
    """
    days = scale.days
    if days <= 10 * about:
        every = max(1, round(days / 7 / about))
        return _inside(
            Label(scale.at(day), f"{day.day} {formatting.month(day)}")
            for day in mondays(scale.start, scale.end)[::every]
        )
    step = next((months for months in (1, 2, 3, 6, 12) if days / 30.4 / months <= about * 1.3), 0)
    step = step or 12 * max(1, round(days / 365 / about))
    starts = _starts(scale.start, scale.end, step)
    return _inside(
        Label(scale.at(day), str(day.year) if day.month == 1 else formatting.month(day))
        for day in starts
        if day >= scale.start
    )


def _inside(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Without those whose words would stand out on the right."""
    return tuple(label for label in labels if label.x <= 92)


def _rows(start: date, end: date, zoom: Zoom) -> tuple[list[tuple[date, str]], list[tuple[date, str]]]:
    """Days with their texts for the upper and the lower row."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if zoom == "month" and (end - start).days / 7 <= MOST_LABELS + 1:
        weeks = [(day, str(day.day)) for day in mondays(start, end)]
        return _months(start, end, with_year=True), weeks
    if months <= MOST_LABELS + 1:
        upper = _quarters(start, end) if zoom == "quarter" else _years(start, end, 1)
        return upper, _months(start, end)
    if months / 3 <= MOST_LABELS:
        return _years(start, end, 1), [(day, text[:2]) for day, text in _quarters(start, end)]
    return _years(start, end, -(-months // (12 * MOST_LABELS))), []


def _labels(scale: TimeScale, days: list[tuple[date, str]]) -> tuple[Label, ...]:
    """Labels at their days; one that began before the axis stands at its edge unless the next is too near."""
    labels = [Label(scale.at(day), text) for day, text in days]
    cut_off = len(labels) > 1 and days[0][0] < scale.start and labels[1].x < NEAR
    return tuple(labels[1:] if cut_off else labels)


def _starts(start: date, end: date, step: int) -> list[date]:
    """The first days of every `step` months from the one that holds `start` to before `end`."""
    first = month_start(start)
    first = add_months(first, -((first.month - 1) % min(step, 12)))
    days, day = [], first
    while day < end and day < date.max:
        days.append(day)
        day = add_months(day, step)
    return days


def _months(start: date, end: date, *, with_year: bool = False) -> list[tuple[date, str]]:
    """May, Jun; with the year where it begins and at the first one when asked for."""
    days = _starts(start, end, 1)
    named = {day for day in days if with_year and (day == days[0] or day.month == 1)}
    return [
        (day, f"{formatting.month(day)} {day.year}" if day in named else formatting.month(day)) for day in days
    ]


def _quarters(start: date, end: date) -> list[tuple[date, str]]:
    """Q2, Q3, Q4, Q1 2027: the year is named where it begins."""
    return [
        (day, formatting.quarter(day) if day.month == 1 else formatting.quarter(day)[:2])
        for day in _starts(start, end, 3)
    ]


def _years(start: date, end: date, step: int) -> list[tuple[date, str]]:
    return [(day, str(day.year)) for day in _starts(start, end, 12 * step)]
