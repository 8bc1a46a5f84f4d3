"""Did the ranges hold? Coverage of intervals, and the probability integral transform of distributions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.calibration.chances import Floats
from northing_engine.calibration.luck import Band, acceptance

# Kolmogorov-Smirnov at 5 %, large samples.
KS_FACTOR = 1.358


@dataclass(frozen=True)
class Coverage:
    """`held` of `count` ranges meant to hold `level` did; calibrated ranges show a count in `accepted`."""

    level: float
    count: int
    held: int
    accepted: Band

    @property
    def share(self) -> float:
        return self.held / self.count if self.count else math.nan

    @property
    def calibrated(self) -> bool:
        return self.held in self.accepted


@dataclass(frozen=True)
class PitTest:
    """Ten-bin histogram of u, its largest distance from uniform and the distance that chance alone allows."""

    counts: tuple[int, ...]
    distance: float
    critical: float

    @property
    def uniform(self) -> bool:
        return self.distance <= self.critical


def coverage(low: ArrayLike, high: ArrayLike, happened: ArrayLike, level: float) -> Coverage:
    """Counts how often what happened lay in its range, ends included."""
    a, b, y = (np.asarray(values, dtype=float) for values in (low, high, happened))
    if not (a.shape == b.shape == y.shape and a.ndim == 1):
        raise ValueError("low, high and happened must be columns of the same length")
    held = int(np.sum((y >= a) & (y <= b)))
    return Coverage(level, y.size, held, acceptance(y.size, level))


def pit(before: ArrayLike, upto: ArrayLike, rng: np.random.Generator) -> Floats:
    """Randomised transform for counts: u = F(y-1) + V (F(y) - F(y-1)), V uniform. Uniform if calibrated.

    `before` holds F(y-1) and `upto` F(y) for each outcome y; the generator's seed is stored by the caller.
    """
    low, high = np.asarray(before, dtype=float), np.asarray(upto, dtype=float)
    if low.shape != high.shape or bool(np.any(high < low - 1e-12)):
        raise ValueError("F(y) cannot lie below F(y-1)")
    return np.asarray(low + rng.random(low.shape) * (high - low), dtype=float)


def pit_test(u: ArrayLike) -> PitTest:
    """Histogram and Kolmogorov-Smirnov distance; use outcomes of windows that do not overlap."""
    x = np.sort(np.asarray(u, dtype=float).ravel())
    if x.size == 0:
        raise ValueError("nothing to test")
    steps = np.arange(1, x.size + 1) / x.size
    distance = float(max(np.max(steps - x), np.max(x - steps + 1 / x.size)))
    counts, _ = np.histogram(x, bins=10, range=(0.0, 1.0))
    return PitTest(tuple(int(c) for c in counts), distance, KS_FACTOR / math.sqrt(x.size))
