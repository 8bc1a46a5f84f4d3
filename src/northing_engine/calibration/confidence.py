"""Shrinking what people state by their record: confidence by a Beta prior, effort ratios on the log scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

PRIOR_STRENGTH = 10.0
RATIO_PRIOR_VARIANCE = 0.25


@dataclass(frozen=True)
class ShrunkConfidence:
    """The rate to believe after `hits` of `count`, as Beta(`alpha`, `beta`)."""

    alpha: float
    beta: float

    @property
    def rate(self) -> float:
        return self.alpha / (self.alpha + self.beta)

    def chance_above(self, rate: float) -> float:
        """P(the true rate lies above `rate`)."""
        return beta_cdf(1 - rate, self.beta, self.alpha)


@dataclass(frozen=True)
class RatioShrinkage:
    """Estimates times `multiplier`; posterior `mean` and `sd` of the log ratio; `spread` is s squared."""

    mean: float
    sd: float
    spread: float
    count: int

    @property
    def multiplier(self) -> float:
        return math.exp(self.mean)

    @property
    def predictive_variance(self) -> float:
        """Of the next log ratio: its own spread and what is not known about the mean."""
        return self.spread + self.sd**2


def shrink_confidence(
    stated: float, hits: int, count: int, strength: float = PRIOR_STRENGTH
) -> ShrunkConfidence:
    """Beta prior with mean `stated` worth `strength` cases, updated by `hits` of `count` at that level.

    >>> shrink_confidence(0.8, 4, 10).rate
    0.6
    """
    if not 0 < stated < 1:
        raise ValueError("a stated confidence lies between 0 and 1")
    if not 0 <= hits <= count:
        raise ValueError("hits lie between 0 and the count")
    if not strength > 0:
        raise ValueError("the prior's strength must be positive")
    return ShrunkConfidence(stated * strength + hits, (1 - stated) * strength + count - hits)


def shrink_ratios(ratios: ArrayLike, prior_variance: float = RATIO_PRIOR_VARIANCE) -> RatioShrinkage:
    """Posterior of the mean log of actual/estimate under a normal prior N(0, `prior_variance`).

    One ratio has no spread of its own: the prior's variance stands in. Without ratios the multiplier is 1.
    """
    logs = np.asarray(ratios, dtype=float).ravel()
    if not bool(np.all(logs > 0)):
        raise ValueError("ratios must be positive")
    logs = np.log(logs)
    if logs.size == 0:
        return RatioShrinkage(0.0, math.sqrt(prior_variance), prior_variance, 0)
    spread = float(logs.var(ddof=1)) if logs.size > 1 else prior_variance
    if spread == 0:
        return RatioShrinkage(float(logs.mean()), 0.0, 0.0, logs.size)
    precision = 1 / prior_variance + logs.size / spread
    return RatioShrinkage(float(logs.sum()) / spread / precision, precision**-0.5, spread, logs.size)


def pool(chances: ArrayLike, weights: ArrayLike | None = None) -> float:
    """One chance from several forecasters: the mean of their log-odds, weighted if asked.

    >>> round(pool([.6, .8, .7]), 6)
    0.706757
    """
    p = np.asarray(chances, dtype=float).ravel()
    if p.size == 0 or not bool(np.all((p > 0) & (p < 1))):
        raise ValueError("pooling needs chances above 0 and below 1")
    odds = np.log(p) - np.log1p(-p)
    mean = np.average(odds, weights=None if weights is None else np.asarray(weights, dtype=float))
    return float(1 / (1 + np.exp(-mean)))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function, by Lentz's continued fraction (DLMF 8.17.22)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only below the mean
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(
        a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    )
    tiny = 1e-300
    c, d = 1.0, 1 / max(1 - (a + b) * x / (a + 1), tiny)
    fraction = d
    for m in range(1, 300):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + numerator * d or tiny)
            c = 1 + numerator / c or tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * fraction / a
