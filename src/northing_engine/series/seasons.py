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
    """The cycle whose other rounds foretell each change best, 1 when none does so clearly better than the mean.

    Changes instead of values, so that a wandering level is taken for no cycle; leaving one out, so that a long
    cycle has no advantage over a short one. The more cycles are tried, the better must be the best of them
    (Bonferroni, on the scale of log-likelihoods).
    """
    change = np.diff(np.asarray(values, dtype=float))
    tried = [cycle for cycle in cycles if 2 <= cycle <= change.size / TIMES_SEEN]
    if not tried:
        return 1
    usual = _usual(change)
    gain, best = min((_log_gain(usual, cycle), cycle) for cycle in tried)
    return best if gain < -2 * np.log(len(tried)) / change.size else 1


def seasonal_indices(values: Floats, season: int) -> Floats:
    """By how much each step of the cycle lies above the level, from the first value's step on; sums to zero.

    The means of the distances from a centred moving average, shrunk towards zero by what chance alone would
    show (James & Stein; Miller & Williams 2003 found this to help short series most).
    """
    if season < 2:
        return np.zeros(1)
    index, kept = _means(*_detrended(values, season), season)
    return np.asarray(kept * index, dtype=float)


def _usual(change: Floats) -> Floats:
    middle = np.median(change)
    scale = 1.4826 * float(np.median(np.abs(change - middle)))
    if scale > 0:
        change = np.clip(change, middle - CLIPPED * scale, middle + CLIPPED * scale)
    return np.asarray(change - change.mean(), dtype=float)


def _log_gain(change: Floats, cycle: int) -> float:
    """Log of the squared error that is left when each change is foretold by the cycle's other rounds.

    They are drawn towards the mean change, as a forecast's season is.
    """
    total = float(change @ change)
    if total <= 0:
        return 0.0
    phase = np.arange(change.size) % cycle
    _, kept = _means(change, phase, cycle)
    count = np.bincount(phase, minlength=cycle)[phase]
    others = (np.bincount(phase, change, minlength=cycle)[phase] - change) / (count - 1)
    left = change - kept * others
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


def _means(away: Floats, phase: NDArray[np.intp], season: int) -> tuple[Floats, float]:
    """The mean of each step, and what share of it is kept: by chance alone the means would vary as well."""
    count = np.maximum(np.bincount(phase, minlength=season), 1)
    index = np.bincount(phase, away, minlength=season) / count
    index -= index.mean()
    left = away - index[phase]
    chance = float(left @ left) / max(away.size - season, 1) * float(np.mean(1 / count))
    varies = float(index @ index) / (season - 1)
    if season > 3:
        chance *= (season - 3) / (season - 1)
    return index, max(0.0, 1.0 - chance / varies) if varies > 0 else 0.0
