"""The one place of metrics that speaks to the engine: where a metric goes, and whether it broke its range."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from northing.metrics.models import Grain, MetricForecast
from northing.metrics.models.periods import first_day
from northing.metrics.queries.past_values import PastValues
from northing_engine.series import Detection, TooShort, detect, forecast

# After how many periods a metric of this grain may repeat itself, and how many are foretold.
CYCLES = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
HORIZONS = {Grain.DAY: 120, Grain.WEEK: 52, Grain.MONTH: 18, Grain.QUARTER: 8}
QUANTILES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
# The bands are tried on the metric's own past, from so many earlier periods.
TRIALS = 2


@dataclass(frozen=True, slots=True)
class Left:
    """A metric left its expected range, or drifts; days are first days of periods.

    `size`: how far from the range the furthest value lay, of a drift how far the level went, in the metric's
    unit, below is negative. `low` and `high`: the range of that value, of a drift the one where it began.
    `still`: it has not come back for good. `calm`: so many periods inside end it.
    """

    since: date
    last_on: date
    size: float
    value: float
    low: float
    high: float
    still: bool
    calm: int
    noticed_on: date
    drift: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """The range in which the next value should lie (None while learning), the range that was expected of each
    period before it came, by its first day where it was known, and every time the metric left its range."""

    low: float | None
    high: float | None
    expected: dict[date, tuple[float, float]]
    left: tuple[Left, ...]


def foretell(past: PastValues, watched: Watched, said_on: date) -> MetricForecast | None:
    """Not kept yet; None below eight values."""
    grain = Grain(past.metric.grain)
    horizon = HORIZONS[grain]
    try:
        ahead = forecast(past.values, CYCLES[grain], horizon, ())
    except TooShort:
        return None
    rows = ahead.quantiles(list(QUANTILES.values()))
    if not np.isfinite(rows).all():
        return None
    basis: dict[str, Any] = {
        "season": ahead.season,
        "values": sum(not math.isnan(value) for value in past.values),
        **_tried(past, CYCLES[grain]),
    }
    return MetricForecast(
        metric_id=past.metric.pk,
        said_on=said_on,
        days=[first_day(grain, past.last + step) for step in range(1, horizon + 1)],
        expected_low=watched.low,
        expected_high=watched.high,
        basis=basis,
        **{name: row.tolist() for name, row in zip(QUANTILES, rows, strict=True)},
    )


def watch(past: PastValues) -> Watched:
    """Looks at every value that there is as it would have on its day."""
    days = _days(past)
    seen = detect(np.array(days, dtype="datetime64[D]"), past.values)
    low, high = seen.next_low, seen.next_high
    known = math.isfinite(low) and math.isfinite(high)
    expected = {
        day: (float(least), float(most))
        for day, least, most in zip(days, seen.low, seen.high, strict=True)
        if math.isfinite(least) and math.isfinite(most)
    }
    left = tuple(_left(seen, past, days, at) for at in range(len(seen.breaks)))
    return Watched(low if known else None, high if known else None, expected, left)


def _days(past: PastValues) -> list[date]:
    return [first_day(past.metric.grain, past.first + at) for at in range(len(past.values))]


def _left(seen: Detection, past: PastValues, days: list[date], at: int) -> Left:
    found = seen.breaks[at]
    value = past.values[found.worst]
    start = found.first if found.drift and not math.isnan(seen.low[found.first]) else found.worst
    low, high = float(seen.low[start]), float(seen.high[start])
    size = found.size if found.drift else value - high if value > high else value - low
    return Left(
        since=days[found.first],
        last_on=days[found.last],
        size=size,
        value=value,
        low=low,
        high=high,
        still=found.still,
        calm=seen.calm,
        noticed_on=days[found.noticed],
        drift=found.drift,
    )


def _tried(past: PastValues, cycle: int) -> dict[str, Any]:
    """What the bands would have held, said at earlier periods; nothing where the past is too short for that."""
    horizon = min(HORIZONS[Grain(past.metric.grain)], max(len(past.values) // 8, 1))
    held: dict[float, list[bool]] = {0.5: [], 0.8: []}
    for back in range(1, TRIALS + 1):
        before, came = past.values[: -back * horizon], past.values[-back * horizon :][:horizon]
        try:
            bands = forecast(before, cycle, horizon, tuple(held)).bands
        except TooShort:
            break
        for band in bands:
            pairs = zip(band.low, band.high, came, strict=True)
            held[band.level] += [bool(low <= value <= high) for low, high, value in pairs if value == value]
    if not held[0.8]:
        return {}
    share = {f"held_{level * 100:.0f}": round(sum(each) / len(each), 3) for level, each in held.items()}
    return share | {"tried": len(held[0.8])}
