"""How far from its forecast does a series come to lie? Bands of the errors it had at every past origin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from northing_engine.series.seasons import Floats

# Absolute errors relative to their mean: Student's t with eight degrees of freedom. Few own errors lean on it.
LEVELS = np.array((0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.998))
USUAL = np.array(
    (0.0, 0.147, 0.296, 0.452, 0.618, 0.799, 1.006, 1.254, 1.58, 2.104, 2.609, 3.277, 3.796, 5.092)
)
# So many own independent errors weigh as much as the usual ones.
USUAL_WEIGHT = 100.0
# Errors grow with the step to the power of this, unless the series' own say otherwise.
GROWTH, GROWTH_WEIGHT = 0.5, 20.0
# The mean of the members errs less than the smoothing whose errors are counted.
TOGETHER = 0.94


@dataclass(frozen=True)
class Spread:
    """`scale`: the usual size of the error at each step; `sizes`: past sizes relative to it, sorted."""

    scale: Floats
    sizes: Floats
    own: float
    count: int

    def half_width(self, level: float) -> Floats:
        """Of the band that holds `level` of the values, one a step."""
        usual = float(np.interp(level, LEVELS, USUAL))
        size = usual
        if self.sizes.size:
            mine = float(np.quantile(self.sizes, level))
            size = (self.own * mine + USUAL_WEIGHT * usual) / (self.own + USUAL_WEIGHT)
        # The scale is itself estimated: as for Student's t, the more so the fewer values there are.
        return np.asarray(self.scale * size * (1 + 0.6 * usual**2 / self.count), dtype=float)


def spread(errors: Floats, apart: Floats, season: int, parameters: float) -> Spread:
    """`errors[origin, step]`, NaN where nothing came yet; `apart`: how far the members lie from each other.

    Sizes at each step are smoothed by a power of the step (so that steps that were never seen have one), then
    pooled over steps and origins: split conformal inference on scaled errors.
    """
    count, horizon = errors.shape
    steps = np.arange(1, horizon + 1)
    sizes = np.abs(errors[min(max(season, 6), count // 3) :])
    seen = ~np.isnan(sizes)
    times = seen.sum(axis=0)
    mean = np.where(seen, sizes, 0.0).sum(axis=0) / np.maximum(times, 1)
    used = (times >= 3) & (mean > 0)
    if not used.any():
        return Spread(TOGETHER * apart, np.zeros(0), 0.0, count)
    independent = np.where(used, times / steps, 0.0)
    scale = _power(np.log(steps), np.log(np.where(used, mean, 1.0)), independent)
    relative = np.sort((sizes / scale)[seen])
    free = max(count - parameters - (season - 1), 0.3 * count)
    wide = TOGETHER * np.sqrt(count / free * scale**2 + apart**2)
    return Spread(wide, relative, float(independent.sum()), count)


def _power(steps: Floats, sizes: Floats, weights: Floats) -> Floats:
    """A line through logarithms, its slope drawn towards the usual growth."""
    total = float(weights.sum())
    at, height = float(weights @ steps) / total, float(weights @ sizes) / total
    across = float(weights @ (steps - at) ** 2)
    along = float(weights @ ((steps - at) * (sizes - height)))
    slope = (along + GROWTH_WEIGHT * GROWTH) / (across + GROWTH_WEIGHT)
    return np.exp(height + min(max(slope, 0.0), 1.0) * (steps - at))
