"""Logistic regression with an L2 penalty, by limited-memory BFGS (Nocedal & Wright 2006, chapter 7)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from northing_engine.kinds.sparse import Floats, Rows

MEMORY = 8
STEPS = 60
ENOUGH = 1e-4


@dataclass(frozen=True, eq=False)
class Linear:
    """`rows.times(weights) + constant` is the log odds."""

    weights: Floats
    constant: float

    def log_odds(self, rows: Rows) -> Floats:
        return rows.times(self.weights) + self.constant


def fit_logistic(rows: Rows, happened: Floats, say: Floats, fit: float) -> Linear:
    """The weights that make `happened` (count,) of 0 and 1 likeliest, each row counting `say` times, against
    half their squared length; a larger `fit` trusts the rows more. The constant is not penalised."""
    sign = 2 * happened - 1

    def loss_and_slope(point: Floats) -> tuple[float, Floats]:
        margin = sign * (rows.times(point[:-1]) + point[-1])
        loss = fit * float(say @ np.logaddexp(0, -margin)) + 0.5 * float(point[:-1] @ point[:-1])
        pull = -fit * say * sign / (1 + np.exp(np.clip(margin, -500, 500)))
        slope = np.append(rows.transposed_times(pull) + point[:-1], pull.sum())
        return loss, slope

    found = minimise(loss_and_slope, np.zeros(rows.width + 1))
    return Linear(found[:-1], float(found[-1]))


def minimise(loss_and_slope: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """The lowest point of a smooth convex function, near enough: slope below `ENOUGH` of where it began."""
    point = start
    loss, slope = loss_and_slope(point)
    enough = ENOUGH * max(float(np.linalg.norm(slope)), 1e-12)
    past: deque[tuple[Floats, Floats, float]] = deque(maxlen=MEMORY)
    for _ in range(STEPS):
        if float(np.linalg.norm(slope)) <= enough:
            break
        down = -_scaled_slope(slope, past)
        if not past:
            down /= max(float(np.linalg.norm(slope)), 1.0)
        step, fall = 1.0, float(slope @ down)
        while True:
            tried = point + step * down
            new_loss, new_slope = loss_and_slope(tried)
            if new_loss <= loss + 1e-4 * step * fall or step < 1e-10:
                break
            step /= 2
        moved, bent = tried - point, new_slope - slope
        if (curve := float(moved @ bent)) > 1e-12:
            past.append((moved, bent, 1 / curve))
        point, loss, slope = tried, new_loss, new_slope
    return point


def _scaled_slope(slope: Floats, past: deque[tuple[Floats, Floats, float]]) -> Floats:
    """The slope times what the last steps tell of the inverse curvature (two-loop recursion)."""
    q, shares = slope.copy(), []
    for moved, bent, scale in reversed(past):
        share = scale * float(moved @ q)
        q -= share * bent
        shares.append(share)
    if past:
        moved, bent, scale = past[-1]
        q *= 1 / (scale * float(bent @ bent))
    for (moved, bent, scale), share in zip(past, reversed(shares), strict=True):
        q += (share - scale * float(bent @ q)) * moved
    return q
