"""A feature on the timeline: dark is done, solid to P50, fading to P85, a flag at the promise.

All are plain tuples: a roadmap makes and compares hundreds of them at every visit.
"""

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from northing.ui import formatting
from northing.ui.charts.axis import TimeAxis
from northing.ui.charts.chance import BAD_BELOW
from northing.ui.charts.scale import add_months, clamp

Kind = Literal["going", "planned", "shipped"]
CHARACTER = 0.85
"""Width of a character of the text beside a bar, in percent of a timeline of ordinary width."""
MOST = formatting.percent(0.85)


class FeatureDates(NamedTuple):
    """What the bar is drawn from. Fields that an audience may not see are simply not given.

    `done` is the share of the work that is finished (0 to 1); `shipped` the day it went out; `text` stands
    beside the bar (the team, say).
    """

    name: str
    start: date | None = None
    p50: date | None = None
    p85: date | None = None
    done: float = 0.0
    committed: date | None = None
    chance: float | None = None
    shipped: date | None = None
    text: str = ""


class Flag(NamedTuple):
    x: float
    bad: bool


class FeatureBar(NamedTuple):
    """`left` and `right` are the bar's ends on the axis in percent; `done` and `solid` are percent of the bar.

    Without a bar on this stretch of time `shows` is False; `earlier` and `later` say that it lies, or goes
    on, outside. `text_side` is "" when the text fits on neither side.
    """

    kind: Kind
    shows: bool
    left: float
    right: float
    done: float
    solid: float
    p50_shows: bool
    p85_shows: bool
    earlier: bool
    later: bool
    flag: Flag | None
    text: str
    text_x: float
    text_side: Literal["right", "left", ""]
    sentence: str


# A plan is drawn again and again while few of its features change: half of a roadmap's time was spent here.
@lru_cache(maxsize=4096)
def feature_bar(axis: TimeAxis, feature: FeatureDates) -> FeatureBar:
    """The bar of one feature on this axis. Ends in the wrong order are put right, missing ones left out."""
    begin, middle, end = _span(axis, feature)
    first, solid_to, last = axis.scale.raw(begin or end), axis.scale.raw(middle), axis.scale.raw(end)
    shows = begin is not None and last > 0 and first < 100
    left, right = (clamp(first), clamp(last)) if begin is not None else (0.0, 0.0)
    # The done part is its share of the way from the start to P50.
    done_to = first + clamp(feature.done, 0.0, 1.0) * (solid_to - first) if begin is not None else 0.0
    flag = _flag(axis, feature)
    kind: Kind = "shipped" if feature.shipped else "going" if feature.done > 0 else "planned"
    text = _text(axis, feature)
    # What lies outside is named at the edge behind which it lies.
    ends = [left, right] if shows else [] if flag else [100.0 if first >= 100 else 0.0]
    text_x, side = _text_place(text, ends + ([flag.x] if flag else []))
    return FeatureBar(
        kind=kind,
        shows=shows,
        left=left,
        right=right,
        done=0.0 if kind == "shipped" else _share(done_to, left, right),
        solid=_share(solid_to, left, right),
        p50_shows=shows and kind != "shipped" and feature.p50 is not None and left <= solid_to <= right,
        p85_shows=shows and kind != "shipped" and feature.p85 is not None and last <= 100,
        earlier=begin is not None and begin < axis.scale.start,
        later=begin is not None and end > axis.scale.end,
        flag=flag,
        text=text,
        text_x=text_x,
        text_side=side,
        sentence=bar_sentence(feature, axis.today),
    )


def bar_sentence(feature: FeatureDates, today: date) -> str:
    """The bar in words: "France: 48 % done. Half of all outcomes finish by 29 July, 85 % by 21 August. ..." """
    said = []
    if feature.shipped:
        said.append(f"shipped {formatting.long_day(feature.shipped, today)}")
    elif feature.done > 0:
        said.append(f"{formatting.percent(feature.done)} done")
    else:
        said.append("not started")
    if not feature.shipped:
        said += _outlook(feature, today)
    return f"{feature.name}: {'. '.join(said)}."


def _outlook(feature: FeatureDates, today: date) -> list[str]:
    said = []
    if feature.p50 and feature.p85:
        middle, late = formatting.long_day(feature.p50, today), formatting.long_day(feature.p85, today)
        said.append(f"Half of all outcomes finish by {middle}, {MOST} by {late}")
    elif feature.p85 or feature.p50:
        said.append(f"Likely finished by {formatting.long_day(feature.p85 or feature.p50, today)}")
    if feature.committed:
        promise = f"Committed for {formatting.long_day(feature.committed, today)}"
        said.append(
            promise + (f", {formatting.chance(feature.chance)} likely" if feature.chance is not None else "")
        )
    return said


def _span(axis: TimeAxis, feature: FeatureDates) -> tuple[date | None, date, date]:
    """Start, P50 and P85, each at or after the one before; the start is None when there is nothing to draw."""
    if feature.shipped:
        return min(feature.start or feature.shipped, feature.shipped), feature.shipped, feature.shipped
    if not (feature.start or feature.p50 or feature.p85):
        return None, axis.today, axis.today
    begin = feature.start or axis.today
    middle = max(begin, feature.p50 or feature.p85 or begin)
    return begin, middle, max(middle, feature.p85 or middle)


def _share(at: float, left: float, right: float) -> float:
    """A place on the axis as percent of the bar from `left` to `right`."""
    return clamp((at - left) / (right - left) * 100) if right > left else 100.0


def _flag(axis: TimeAxis, feature: FeatureDates) -> Flag | None:
    """The promise, when its day is on the axis; red when it is less likely than 60 %."""
    if feature.committed is None or feature.shipped:
        return None
    x = axis.scale.raw(feature.committed)
    if not 0 <= x <= 100:
        return None
    bad = feature.chance is not None and formatting.chance_points(feature.chance) < BAD_BELOW
    return Flag(x, bad)


def _text(axis: TimeAxis, feature: FeatureDates) -> str:
    if feature.shipped:
        return f"shipped {formatting.short_day(feature.shipped, axis.today)}"
    return feature.text


def _text_place(text: str, drawn: list[float]) -> tuple[float, Literal["right", "left", ""]]:
    """Beside what is drawn, bar and flag, where there is room: on the right, else on the left."""
    if not text or not drawn:
        return 0.0, ""
    width = len(text) * CHARACTER + 2
    if max(drawn) + width <= 100:
        return max(drawn), "right"
    return (min(drawn), "left") if min(drawn) - width >= 0 else (0.0, "")


class QuarterBar(NamedTuple):
    """A feature for those who see quarters only: from `left` to `right` on the axis, in percent."""

    shows: bool
    left: float
    right: float
    text: str


def quarter_bar(axis: TimeAxis, day: date, *, shipped: bool = False) -> QuarterBar:
    """The quarter that holds `day` (P85, or the commitment when that is later), and nothing more exact."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    left, right = axis.scale.raw(first), axis.scale.raw(add_months(first, 3))
    text = formatting.quarter(day)
    return QuarterBar(
        shows=right > 0 and left < 100,
        left=clamp(left + 0.4),
        right=clamp(right - 0.4),
        text=f"Shipped, {text}" if shipped else text,
    )
