"""The classical view of a metric: individual values between natural process limits."""

from typing import TYPE_CHECKING

from northing.metrics.expected import limits
from northing.ui import formatting
from northing.ui.charts.natural_limits import NaturalLimits, Stretch, natural_limits
from northing_engine.series.limits import LIMITS, RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from northing.metrics.models import Metric
    from northing.metrics.queries.series import Series


def process_chart(metric: "Metric", values: "Series") -> NaturalLimits | None:
    """Limits are set anew where the metric left them and stayed there; None below two values."""
    edges = anew([value for _, value in values])
    return natural_limits(
        metric.name,
        values,
        [
            stretch
            for first, end in zip(edges, [*edges[1:], len(values)], strict=True)
            if (stretch := _stretch(values, first, end))
        ],
        tick=lambda value: formatting.measured(value, "", metric.decimals),
    )


def anew(values: "Sequence[float]") -> list[int]:
    """Positions from which on limits are those of the values from there: the first one, and wherever a run of
    eight lies outside of the limits of those before it, all on one side."""
    edges, total, moves = [0], 0.0, 0.0
    for at, value in enumerate(values):
        count = at - edges[-1]
        if count >= RUN and _all_outside(values[at : at + RUN], total / count, moves / (count - 1)):
            edges.append(at)
            total, moves, count = 0.0, 0.0, 0
        moves += abs(value - values[at - 1]) if count else 0.0
        total += value
    return edges


def _all_outside(run: "Sequence[float]", mean: float, moving_range: float) -> bool:
    away = LIMITS * moving_range
    return len(run) == RUN and (min(run) > mean + away or max(run) < mean - away)


def _stretch(values: "Series", first: int, end: int) -> Stretch | None:
    known = limits(values[first:end])
    if known is None:
        return None
    outside = frozenset(first + signal.first for signal in known.signals if signal.kind == "outside")
    return Stretch(first, known.mean, known.low, known.high, known.range_high, outside)
