"""Does a series repeat itself, after how many steps, and how much is each of them above its level?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Quarters, weekdays, months, hours, weeks: the cycles that businesses have.
CYCLES = (4, 7, 12, 24, 52)
# A cycle must be seen so often before it is believed.
TIMES_SEEN = 2
# Changes further from the usual one than so many (robust) standard deviations count as so many.
CLIPPED = 5.0


def find_season(values: ArrayLike, cycles: Sequence[int] = CYCLES) -> int:
    """The cycle whose other rounds foretell each change best, 1 when none does better than the mean change.

    Changes instead of values, so that a wandering level is taken for no cycle; leaving one out, so that a long
    cycle has no advantage over a short one.
    """
    change = np.diff(np.asarray(values, dtype=float))
    best, least = 1, 0.0
    for cycle in cycles:
        if cycle < 2 or change.size < TIMES_SEEN * cycle:
            continue
        gain = _log_gain(_usual(change), cycle)
        if gain < least:
            best, least = cycle, gain
    return best


def seasonal_indices(values: Floats, season: int) -> Floats:
    """By how much each step of the cycle lies above the level, from the first value's step on; sums to zero.

    The means of the distances from a centred moving average, shrunk towards zero by what chance alone would
    show (James & Stein; Miller & Williams 2003 found this to help short series most).
    """
    if season < 2:
        return np.zeros(1)
    away, phase = _detrended(values, season)
    index, chance, varies = _means(away, phase, season)
    if season > 3:
        chance *= (season - 3) / (season - 1)
    kept = max(0.0, 1.0 - chance / varies) if varies > 0 else 0.0
    return np.asarray(kept * index, dtype=float)


def _usual(change: Floats) -> Floats:
    middle = np.median(change)
    scale = 1.4826 * float(np.median(np.abs(change - middle)))
    if scale > 0:
        change = np.clip(change, middle - CLIPPED * scale, middle + CLIPPED * scale)
    return np.asarray(change - change.mean(), dtype=float)


def _log_gain(change: Floats, cycle: int) -> float:
    """Log of the squared error that is left when each change is foretold by the cycle's other rounds."""
    total = float(change @ change)
    if total <= 0:
        return 0.0
    phase = np.arange(change.size) % cycle
    count = np.bincount(phase, minlength=cycle)[phase]
    index = (np.bincount(phase, change, minlength=cycle) / np.bincount(phase, minlength=cycle))[phase]
    left = (change - index) * count / (count - 1)
    return float(np.log(max(float(left @ left), 1e-12 * total) / total))


def _detrended(values: Floats, season: int) -> tuple[Floats, NDArray[np.intp]]:
    """Distances from the centred moving average over one cycle, and each one's step of the cycle."""
    if season % 2:
        weights = np.ones(season) / season
    else:
        weights = np.concatenate(([0.5], np.ones(season - 1), [0.5])) / season
    level = np.convolve(values, weights, "valid")
    first = season // 2
    away = values[first : first + level.size] - level
    return away, (np.arange(level.size) + first) % season


def _means(away: Floats, phase: NDArray[np.intp], season: int) -> tuple[Floats, float, float]:
    """The mean of each step, the variance of such a mean by chance, and the variance of the means."""
    count = np.maximum(np.bincount(phase, minlength=season), 1)
    index = np.bincount(phase, away, minlength=season) / count
    index -= index.mean()
    left = away - index[phase]
    chance = float(left @ left) / max(away.size - season, 1) * float(np.mean(1 / count))
    return index, chance, float(index @ index) / (season - 1)
