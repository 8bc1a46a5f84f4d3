"""Do counts rise or fall, or is it only luck? A test of a constant rate against a steady change of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEVEL = 0.05
# Below so many events the normal approximation says more than the counts do.
FEWEST = 8


@dataclass(frozen=True, slots=True)
class Trend:
    """`z` above zero rises. `p` is two-sided; `direction` is 1, -1, or 0 where luck would do."""

    direction: int
    z: float
    p: float


def count_trend(counts: Sequence[float], exposure: Sequence[float] | None = None) -> Trend:
    """Counts in consecutive periods, oldest first; `exposure`: how long each was watched (a month that is not
    over yet counts for its share), 1 each when not given.

    The score test of a Poisson rate that is log-linear in time against a constant one (Cox & Lewis 1966, 3.3:
    given their number, events fall on the periods by exposure alone). Counts that scatter more than Poisson's
    widen it by their dispersion, so that one busy week is no trend. Fewer than `FEWEST` events have none.
    Raises ValueError for negative counts, or exposures that are not positive or not one a count.
    """
    said = np.asarray(counts, dtype=float)
    watched = np.ones(said.size) if exposure is None else np.asarray(exposure, dtype=float)
    if watched.shape != said.shape or (said < 0).any() or (watched <= 0).any():
        raise ValueError("give counts of zero or more, and an exposure above zero for each of them")
    total = float(said.sum())
    if said.size < 3 or total < FEWEST:
        return Trend(0, 0.0, 1.0)
    share = watched / watched.sum()
    at = np.cumsum(watched) - watched / 2
    mean = float(share @ at)
    variance = float(share @ (at - mean) ** 2)
    z = float(said @ (at - mean)) / math.sqrt(total * variance * _dispersion(said, share))
    p = math.erfc(abs(z) / math.sqrt(2))
    return Trend(0 if p >= LEVEL else int(math.copysign(1, z)), z, p)


def _dispersion(said: np.ndarray, share: np.ndarray) -> float:
    """Pearson's, around the constant rate; never below Poisson's own 1."""
    expected = said.sum() * share
    return max(1.0, float(((said - expected) ** 2 / expected).sum()) / (said.size - 1))
