"""Load as a range against what may be planned and what is kept free: bars that share one scale."""

from dataclasses import dataclass

from northing.ui import formatting
from northing.ui.charts.scale import clamp


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where it begins and how long it is, in percent."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class LoadRange:
    """`solid` to P50 and `fade` to P85 as far as the mark; beyond it `over` to P50 and `maybe` to P85."""

    mark: float
    kept: Stretch
    solid: Stretch
    fade: Stretch
    over: Stretch
    maybe: Stretch
    sentence: str


def load_range(
    middle: float,
    high: float,
    *,
    planned: float,
    there: float,
    largest: float,
    of: str = "",
    unit: str = "person-weeks",
) -> LoadRange:
    """All in one unit. `planned` is what may be planned, `there` is that and what is kept free."""

    def between(first: float, last: float) -> Stretch:
        start = clamp(first / largest * 100) if largest else 0.0
        end = clamp(last / largest * 100) if largest else 0.0
        return Stretch(start, max(0.0, end - start))

    return LoadRange(
        mark=between(0, planned).width,
        kept=between(planned, there),
        solid=between(0, min(middle, planned)),
        fade=between(min(middle, planned), min(high, planned)),
        over=between(planned, max(middle, planned)),
        maybe=between(max(middle, planned), max(high, planned)),
        sentence=_sentence(middle, high, planned, there, of, unit),
    )


def _sentence(middle: float, high: float, planned: float, there: float, of: str, unit: str) -> str:
    load = formatting.number_range(middle, high)
    said = f"{load} of {formatting.short_number(planned)} {unit}"
    free = formatting.rounded(there - planned, 1)
    kept = f", {formatting.short_number(there - planned)} kept free" if free > 0 else ""
    return f"{of}: {said}{kept}" if of else f"{said}{kept}"
