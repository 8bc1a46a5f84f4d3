"""A measure in the size of a card: a year of it, where it goes, and the line that it should reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.ui.charts.burn_up import ForecastPoint
from northing.ui.charts.scale import Scale, TimeScale, add_days, band, line


@dataclass(frozen=True, slots=True)
class SmallSeries:
    """Paths in a drawing of 100 by 100, places in percent; `target` and `edges` are heights from the top."""

    main: str
    band80: str
    band50: str
    middle: str
    now_x: float
    now_y: float
    target: float | None
    edges: tuple[float, ...]
    sentence: str


def small_series(
    values: Sequence[tuple[date, float]],
    *,
    ahead: Sequence[ForecastPoint] = (),
    target: float | None = None,
    edges: Sequence[float] = (),
    sentence: str = "",
) -> SmallSeries | None:
    """Oldest first; None without values. `edges` are the ends of the band that it should stay in."""
    if not values:
        return None
    last_day, last = values[-1]
    ends = ahead[-1].day if ahead else last_day
    across = TimeScale(values[0][0], max(ends, add_days(values[0][0], 1)))
    drawn = [value for _, value in values] + [edge for each in ahead for edge in (each.low80, each.high80)]
    drawn += [*edges, *([target] if target is not None else [])]
    room = (max(drawn) - min(drawn)) * 0.08 or abs(last) * 0.1 or 1.0
    up = Scale(min(drawn) - room, max(drawn) + room)
    now = (across.at(last_day), up.down(last))
    places = [across.at(each.day) for each in ahead]

    def curve(heights: Sequence[float]) -> list[tuple[float, float]]:
        return [now, *zip(places, map(up.down, heights), strict=True)] if heights else []

    return SmallSeries(
        main=line((across.at(day), up.down(value)) for day, value in values),
        band80=band(curve([each.high80 for each in ahead]), curve([each.low80 for each in ahead])),
        band50=band(curve([each.high50 for each in ahead]), curve([each.low50 for each in ahead])),
        middle=line(curve([each.middle for each in ahead])),
        now_x=now[0],
        now_y=now[1],
        target=None if target is None else up.down(target),
        edges=tuple(up.down(edge) for edge in edges),
        sentence=sentence,
    )
