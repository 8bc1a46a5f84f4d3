"""The Theta method: half the long trend, half what exponential smoothing says of twice the rest."""

from __future__ import annotations

import numpy as np

from northing_engine.series.seasons import Floats

RATES = np.array((0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99))


def theta(values: Floats, horizon: int) -> Floats:
    """Values without season; Assimakopoulos & Nikolopoulos 2000, the rate being the best of a grid."""
    at = np.arange(values.size)
    slope, height = np.polyfit(at, values, 1)
    line = height + slope * at
    bent = 2 * values - line
    level = np.full(RATES.size, bent[:6].mean())
    squares = np.zeros(RATES.size)
    for value in bent:
        error = value - level
        squares += error**2
        level = level + RATES * error
    ahead = height + slope * (values.size - 1 + np.arange(1, horizon + 1))
    return np.asarray(0.5 * level[squares.argmin()] + 0.5 * ahead, dtype=float)
