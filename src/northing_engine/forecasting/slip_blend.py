"""One chance from two: how fast the team delivers, and how our own promises slip.

The log-odds are averaged with weights that would have scored best on past forecasts (log score), pulled towards
half and half while there is little to learn from (logarithmic pooling, Genest & Zidek 1986).

>>> said_by_throughput, said_by_record = np.array([.9, .8, .9, .7]), np.array([.4, .6, .3, .5])
>>> mixed = blend(0.9, 0.5, BlendRecord(said_by_throughput, said_by_record, np.array([0., 1, 0, 1])))
>>> 0.5 < mixed.promise_weight < 0.7, mixed.count
(True, 4)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.forecasting.slip_promises import Floats
from northing_engine.forecasting.slip_ridge import chance

# A chance of 0 or 1 would silence the other source whatever its weight.
CLIP = (0.005, 0.995)
# The weight is believed to lie this far from one half beforehand (standard deviation).
EQUAL_WITHIN = 0.25


@dataclass(frozen=True)
class BlendRecord:
    """Past chances of both sources, each said before it was known, and whether it `happened` (1 or 0).

    `weight` says how much each counts, when older ones should count less.
    """

    throughput: Floats
    promise: Floats
    happened: Floats
    weight: Floats | None = None

    def __post_init__(self) -> None:
        if not (self.throughput.shape == self.promise.shape == self.happened.shape) or self.happened.ndim != 1:
            raise ValueError("a record needs both chances and the outcome of each promise")


@dataclass(frozen=True)
class Blend:
    """`chance` of the mix, its weights (they sum to 1), and how many past forecasts they were learnt from.

    The log scores (nats, lower is better; nan without a record) say how each source and the mix did there.
    """

    chance: Floats
    throughput_weight: float
    promise_weight: float
    count: int
    throughput_score: float
    promise_score: float
    blended_score: float


def blend(throughput_chance: ArrayLike, promise_chance: ArrayLike, record: BlendRecord) -> Blend:
    """Mixes the chances, one by one. Where a source says nothing (nan) the other one stands alone."""
    ours = np.asarray(throughput_chance, dtype=float)
    theirs = np.asarray(promise_chance, dtype=float)
    both = ~(np.isnan(record.throughput) | np.isnan(record.promise))
    happened = record.happened[both]
    weight = np.ones(happened.size) if record.weight is None else record.weight[both]
    a, b = _log_odds(record.throughput[both]), _log_odds(record.promise[both])
    share = _promise_share(a, b, happened, weight)
    mixed = (1 - share) * _log_odds(ours) + share * _log_odds(theirs)
    alone = np.where(np.isnan(theirs), ours, np.where(np.isnan(ours), theirs, np.nan))
    return Blend(
        chance=np.where(np.isnan(mixed), alone, chance(mixed)),
        throughput_weight=1 - share,
        promise_weight=share,
        count=int(happened.size),
        throughput_score=_log_score(a, happened, weight),
        promise_score=_log_score(b, happened, weight),
        blended_score=_log_score((1 - share) * a + share * b, happened, weight),
    )


def _promise_share(a: Floats, b: Floats, happened: Floats, weight: Floats) -> float:
    """The weight in 0..1 of the second source: Newton's method on a convex function of one number."""
    share = 0.5
    for _ in range(50):
        p = chance(a + share * (b - a))
        slope = float((weight * (p - happened)) @ (b - a)) + (share - 0.5) / EQUAL_WITHIN**2
        curve = float((weight * p * (1 - p)) @ (b - a) ** 2) + 1 / EQUAL_WITHIN**2
        moved = min(1.0, max(0.0, share - slope / curve))
        if abs(moved - share) < 1e-10:
            break
        share = moved
    return share


def _log_score(log_odds: Floats, happened: Floats, weight: Floats) -> float:
    if happened.size == 0 or not weight.sum() > 0:
        return float("nan")
    loss = -np.log(chance(np.where(happened == 1, log_odds, -log_odds)))
    return float(np.average(loss, weights=weight))


def _log_odds(p: Floats) -> Floats:
    clipped = np.clip(p, *CLIP)
    return np.asarray(np.log(clipped) - np.log1p(-clipped), dtype=float)
