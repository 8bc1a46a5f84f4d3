"""Elbow lines on the timeline from a feature's P50 to the start of what needs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from northing.ui.charts.axis import TimeAxis
from northing.ui.charts.feature_bar import FeatureDates
from northing.ui.charts.scale import clamp, pixels, place

ROW_HEIGHTS = {"group": 32.0, "feature": 35.0}
"""Pixels, as pages/roadmap-timeline.css sets them."""
HEAD_HEIGHT = 38.0
BAR_HALF = 7.5
LEAD = 1.6
"""Percent of the axis by which a line turns down before it arrives."""


class Dependency(NamedTuple):
    """`after` needs `before`; the y are the centres of their rows in pixels, see `row_centres`."""

    before: FeatureDates
    before_y: float
    after: FeatureDates
    after_y: float


@dataclass(frozen=True, slots=True)
class Connector:
    """`path` in percent across and pixels down; the arrow's tip is at `x`, `y`. `clash`: may have to wait."""

    path: str
    x: float
    y: float
    clash: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Connectors:
    lines: tuple[Connector, ...]
    height: float


def row_centres(rows: Iterable[Literal["group", "feature"]]) -> tuple[list[float], float]:
    """The centre of each row in pixels from the timeline's top, and the height of all."""
    centres, y = [], HEAD_HEIGHT
    for row in rows:
        centres.append(y + ROW_HEIGHTS[row] / 2)
        y += ROW_HEIGHTS[row]
    return centres, y


def connectors(axis: TimeAxis, dependencies: Sequence[Dependency], *, height: float) -> Connectors:
    """Lines between bars that are both at least partly on the axis."""
    lines = [_connector(axis, dependency) for dependency in dependencies]
    return Connectors(tuple(line for line in lines if line), max(1.0, height))


def may_have_to_wait(before: FeatureDates, after: FeatureDates) -> bool:
    """Whether the later feature's start comes before the earlier one is likely (85 %) done."""
    finish = before.p85 or before.p50
    return bool(not before.shipped and finish and after.start and finish > after.start)


@lru_cache(maxsize=4096)
def _connector(axis: TimeAxis, dependency: Dependency) -> Connector | None:
    before, after = dependency.before, dependency.after
    leaves, arrives = before.shipped or before.p50 or before.p85, after.start or after.p50
    if leaves is None or arrives is None:
        return None
    if not (0 <= axis.scale.raw(leaves) <= 100 and 0 <= axis.scale.raw(arrives) <= 100):
        return None
    x, to_x = axis.at(leaves), axis.at(arrives)
    down = 1 if dependency.after_y >= dependency.before_y else -1
    y = dependency.before_y + down * BAR_HALF
    turn = clamp(to_x - LEAD)
    clash = may_have_to_wait(before, after)
    corners = f"V{pixels(y + down * 10)}H{place(turn)}V{pixels(dependency.after_y)}H{place(to_x)}"
    return Connector(
        path=f"M{place(x)} {pixels(y)}{corners}",
        x=to_x,
        y=dependency.after_y,
        clash=clash,
        sentence=f"{after.name} needs {before.name}" + (" and may have to wait for it" if clash else ""),
    )
