"""How good were whole distributions? Scores of draws, normal forecasts, quantiles and ordered classes.

Source: Gneiting & Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", JASA 102.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.calibration.chances import Floats


def crps_draws(draws: ArrayLike, happened: float, *, fair: bool = False) -> float:
    """Continuous ranked probability score of m draws, in the units of the variable.

    `fair` divides the spread by m(m-1) and not by m squared, so that few draws are not favoured;
    it needs two draws.
    """
    x = np.sort(np.asarray(draws, dtype=float).ravel())
    m = x.size
    if m == 0 or (fair and m < 2):
        raise ValueError("the score needs at least one draw, the fair one two")
    # Sum over all pairs of |xi - xj| from the sorted draws, in m log m and not m squared.
    pairwise = 2 * float((2 * np.arange(m) - m + 1) @ x)
    spread = pairwise / (m * (m - 1) if fair else m * m)
    return float(np.mean(np.abs(x - happened)) - spread / 2)


def crps_normal(mean: float, sd: float, happened: float) -> float:
    """The same score of a normal forecast, in closed form. `sd` must be positive."""
    if not sd > 0:
        raise ValueError("the standard deviation must be positive")
    z = (happened - mean) / sd
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return sd * (z * math.erf(z / math.sqrt(2)) + 2 * density - 1 / math.sqrt(math.pi))


def pinball(quantile: float, forecast: ArrayLike, happened: ArrayLike) -> float:
    """Mean pinball loss of `forecast` as the `quantile` (0..1) of what happened."""
    if not 0 < quantile < 1:
        raise ValueError("a quantile lies between 0 and 1")
    error = np.asarray(happened, dtype=float) - np.asarray(forecast, dtype=float)
    return float(np.mean(np.maximum(quantile * error, (quantile - 1) * error)))


def ranked_probability_scores(by_then: ArrayLike, happened_by_then: ArrayLike) -> Floats:
    """Ranked probability score of each row, divided by the number of thresholds, so that it lies in 0..1.

    `by_then` (rows, thresholds) says how likely it is to have happened by each threshold.
    `happened_by_then` has the same shape and holds 1 or 0, or nan where that is not known yet (censored):
    those are left out of the mean. A row without any known threshold scores nan.
    """
    f = np.asarray(by_then, dtype=float)
    o = np.asarray(happened_by_then, dtype=float)
    if f.ndim != 2 or f.shape != o.shape:
        raise ValueError("both need the same shape: rows by thresholds")
    if bool(np.any(np.diff(f, axis=1) < -1e-9)):
        raise ValueError("the chance to have happened by then cannot fall with time")
    known = ~np.isnan(o)
    counts = known.sum(axis=1)
    total = np.where(known, (f - np.where(known, o, 0.0)) ** 2, 0.0).sum(axis=1)
    return np.where(counts > 0, total / np.maximum(counts, 1), np.nan)
