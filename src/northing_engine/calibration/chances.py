"""How good were stated chances? Scores of probabilities for things that did or did not happen.

All functions take `stated`, chances in 0..1, and `happened`, 0 or 1 (or bool), of the same length.
Sources: Brier 1950; Murphy 1973, "A new vector partition of the probability score"; Gneiting & Raftery 2007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A chance of exactly 0 or 1 that fails would cost infinitely much in the log score.
CLIP = (0.005, 0.995)


@dataclass(frozen=True)
class BrierParts:
    """`brier == reliability - resolution + uncertainty`, exactly."""

    brier: float
    reliability: float
    resolution: float
    uncertainty: float

    @property
    def skill(self) -> float:
        """Against always stating the base rate; 0 when everything, or nothing, happened."""
        return 0.0 if self.uncertainty == 0 else 1 - self.brier / self.uncertainty


def pairs(stated: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    """The two columns as float arrays.

    Raises ValueError when they are empty, differ in length, or hold a chance outside 0..1 or an outcome
    other than 0 and 1.
    """
    f = np.asarray(stated, dtype=float)
    o = np.asarray(happened, dtype=float)
    if f.ndim != 1 or f.shape != o.shape or f.size == 0:
        raise ValueError("stated and happened must be two columns of the same length, with at least one row")
    if not bool(np.all((f >= 0) & (f <= 1))):
        raise ValueError("a stated chance lies outside 0..1")
    if not bool(np.all((o == 0) | (o == 1))):
        raise ValueError("an outcome must be 0 or 1")
    return f, o


def brier(stated: ArrayLike, happened: ArrayLike) -> float:
    """Mean of (stated - happened) squared: 0 is best, 0.25 is what always saying one half gets."""
    f, o = pairs(stated, happened)
    return float(np.mean((f - o) ** 2))


def murphy(stated: ArrayLike, happened: ArrayLike) -> BrierParts:
    """The Brier score, split. Grouped by distinct chance, since the identity is exact only then.

    >>> parts = murphy([.9, .9, .1, .1], [1, 0, 0, 0])
    >>> round(parts.reliability - parts.resolution + parts.uncertainty - parts.brier, 12)
    0.0
    """
    f, o = pairs(stated, happened)
    distinct, group = np.unique(f, return_inverse=True)
    counts = np.bincount(group)
    rates = np.bincount(group, weights=o) / counts
    base = o.mean()
    share = counts / f.size
    return BrierParts(
        brier=float(np.mean((f - o) ** 2)),
        reliability=float(share @ (distinct - rates) ** 2),
        resolution=float(share @ (rates - base) ** 2),
        uncertainty=float(base * (1 - base)),
    )


def log_score(stated: ArrayLike, happened: ArrayLike) -> float:
    """Mean negative log of what was said about what then happened, in nats; chances are clipped to `CLIP`."""
    f, o = pairs(stated, happened)
    f = np.clip(f, *CLIP)
    return float(-np.mean(np.where(o == 1, np.log(f), np.log1p(-f))))


def skill(score: float, baseline: float) -> float:
    """1 - score / baseline: the share of the baseline's error that is gone, negative when it got worse.

    Raises ValueError for a baseline that is not positive: a perfect baseline cannot be beaten.
    """
    if not baseline > 0:
        raise ValueError("skill needs a baseline score above 0")
    return 1 - score / baseline
