"""In which stage of its life is a product? What its own growth says, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.lifecycle.errors import LifecycleError, TooEarly

Floats = NDArray[np.float64]

# Below this share of its peak (or of the plan's) a product is being introduced.
INTRODUCED_AT = 0.05
SMOOTHED_OVER = 3
# A new stage is believed when it was seen so often in a row.
IN_A_ROW = 2
# The scatter of yearly growth where there are too few comparable products to tell: borders at 10 %.
USUAL_SCATTER = 0.2


class Stage(StrEnum):
    INTRODUCTION = "introduction"
    GROWTH = "growth"
    MATURITY = "maturity"
    DECLINE = "decline"


@dataclass(frozen=True)
class StageEvidence:
    """`stage` after the rule of two in a row; `stages`: of each period that has a year before it.

    `growth`: a year, a share (0.1 is 10 %), with the `error` of its estimate; `chances`: of each stage from
    both; `scatter`: what half of is the border between the stages.
    """

    stage: Stage
    stages: tuple[Stage, ...]
    growth: float
    error: float
    scatter: float
    chances: tuple[tuple[Stage, float], ...]

    def chance(self, stage: Stage) -> float:
        return dict(self.chances)[stage]


def stage_of(growth: float, scatter: float) -> Stage:
    """Polli & Cook 1969: growth above half the scatter of comparable products, decline below minus half."""
    if growth > scatter / 2:
        return Stage.GROWTH
    return Stage.DECLINE if growth < -scatter / 2 else Stage.MATURITY


def stage_evidence(
    values: ArrayLike,
    *,
    periods_a_year: int,
    comparable: Sequence[float] | Floats = (),
    peak: float | None = None,
) -> StageEvidence:
    """Read the stage from real sales or active accounts of each period, the oldest first.

    `comparable`: yearly growth of comparable products, whose scatter sets the borders (with fewer than three,
    `USUAL_SCATTER`); `peak`: the most that is planned, for what is still being introduced. Values are smoothed
    over three periods and compared with those a year before. Raises TooEarly without a year and three periods,
    LifecycleError for negative or infinite values. A stage is evidence, not destiny.
    """
    sold = np.asarray(values, dtype=float)
    if periods_a_year < 1 or not np.isfinite(sold).all() or (sold < 0).any():
        raise LifecycleError("values are zero or more, with one period a year at least")
    needed = periods_a_year + SMOOTHED_OVER
    if sold.size < needed:
        raise TooEarly(f"A stage needs {needed} periods; there are {sold.size}.")
    smooth = np.convolve(sold, np.ones(SMOOTHED_OVER) / SMOOTHED_OVER, "valid")
    then, now = smooth[:-periods_a_year], smooth[periods_a_year:]
    growth = np.where(then > 0, now / np.where(then > 0, then, 1.0) - 1, np.where(now > 0, np.inf, 0.0))
    scatter = float(np.std(comparable, ddof=1)) if len(comparable) >= 3 else USUAL_SCATTER
    most = max(float(smooth.max()), peak or 0.0)
    seen = [
        Stage.INTRODUCTION if level < INTRODUCED_AT * most else stage_of(float(rate), scatter)
        for level, rate in zip(now, growth, strict=True)
    ]
    stages = _believed(seen)
    error = _error(sold, periods_a_year)
    chances = _chances(float(growth[-1]), error, scatter, introduced=seen[-1] != Stage.INTRODUCTION)
    return StageEvidence(stages[-1], stages, float(growth[-1]), error, scatter, chances)


def _believed(seen: Sequence[Stage]) -> tuple[Stage, ...]:
    stages = [seen[0]]
    for at in range(1, len(seen)):
        again = len(set(seen[max(at - IN_A_ROW + 1, 0) : at + 1])) == 1
        stages.append(seen[at] if again else stages[-1])
    return tuple(stages)


def _error(sold: Floats, periods_a_year: int) -> float:
    """Of a year's growth, from how much single periods scatter around the smooth line."""
    smooth = np.convolve(sold, np.ones(SMOOTHED_OVER) / SMOOTHED_OVER, "valid")
    level = np.maximum(smooth, 1e-12)
    away = (sold[1:-1] - smooth) / level
    recent = away[-2 * max(periods_a_year, SMOOTHED_OVER) :]
    # A period and its smoothed neighbours share a third; two independent means are compared.
    single = math.sqrt(float((recent**2).mean()) / (1 - 1 / SMOOTHED_OVER))
    return single * math.sqrt(2 / SMOOTHED_OVER)


def _chances(
    growth: float, error: float, scatter: float, *, introduced: bool
) -> tuple[tuple[Stage, float], ...]:
    if not introduced:
        return tuple((stage, float(stage is Stage.INTRODUCTION)) for stage in Stage)
    if math.isinf(growth) or error <= 0:
        return tuple((stage, float(stage is stage_of(growth, scatter))) for stage in Stage)
    growing = 1 - _below((scatter / 2 - growth) / error)
    declining = _below((-scatter / 2 - growth) / error)
    return (
        (Stage.INTRODUCTION, 0.0),
        (Stage.GROWTH, growing),
        (Stage.MATURITY, max(0.0, 1 - growing - declining)),
        (Stage.DECLINE, declining),
    )


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
