"""How new products spread: Bass's model, fitted only as far as the sales so far can tell."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.lifecycle.errors import LifecycleError, TooEarly

Floats = NDArray[np.float64]

FEWEST = 5
# Each round of the search looks closer around the best rates.
ROUNDS, FINENESS = 8, 41
# Markets that fit nearly as well as the best one are in its range: an F test at about 80 %.
NEARLY = 1.8
# Beyond this ratio of the ends of its range, the market is not known.
WIDEST = 2.0


@dataclass(frozen=True)
class Bass:
    """`innovation` (p) and `imitation` (q) a period; `market` (m): how many will ever have bought."""

    innovation: float
    imitation: float
    market: float

    @property
    def peak_at(self) -> float:
        """Periods from the start to the most sales; 0 when they only fall."""
        p, q = self.innovation, self.imitation
        return math.log(q / p) / (p + q) if q > p else 0.0

    @property
    def peak(self) -> float:
        """Sales a period at the peak."""
        p, q = self.innovation, self.imitation
        return self.market * ((p + q) ** 2 / (4 * q) if q > p else p)

    def adopted(self, periods: ArrayLike) -> Floats:
        """How many have bought after so many periods."""
        at = np.asarray(periods, dtype=float)
        return self.market * _share(np.array(self.innovation), np.array(self.imitation), at)


@dataclass(frozen=True)
class BassFit:
    """`market_low` to `market_high`: sizes of market that explain the sales nearly as well.

    `identified` is False before the peak has passed or while that range is wide: show the range then, and
    no curve beyond the sales so far.
    """

    best: Bass
    market_low: float
    market_high: float
    identified: bool


def bass(sales: ArrayLike) -> BassFit:
    """Fit sales of each period since the launch, the first one first.

    Bass 1969, by least squares on differences of the cumulative curve (Srinivasan & Mason 1986): ordinary
    regression on the discrete form is biased. The market is linear given both rates, which are searched for on
    a grid that closes in. Raises TooEarly below `FEWEST` periods, LifecycleError for sales that are negative or
    all zero.
    """
    sold = np.asarray(sales, dtype=float)
    if sold.size < FEWEST:
        raise TooEarly(f"A diffusion curve needs {FEWEST} periods; there are {sold.size}.")
    if not np.isfinite(sold).all() or (sold < 0).any() or not sold.any():
        raise LifecycleError("sales are zero or more, and not all zero")
    low, high = np.log((1e-5, 1e-3)), np.log((0.5, 2.0))
    markets, errors = [], []
    centre = (low + high) / 2
    for turn in range(ROUNDS):
        reach = (high - low) / 2 * 0.4**turn
        grid = [np.exp(np.linspace(c - r, c + r, FINENESS)) for c, r in zip(centre, reach, strict=True)]
        p, q = (each.ravel() for each in np.meshgrid(*grid))
        market, error = _markets(p, q, sold)
        best = int(error.argmin())
        centre = np.log((p[best], q[best]))
        markets.append(market)
        errors.append(error)
    fit = Bass(float(p[best]), float(q[best]), float(market[best]))
    every, error = np.concatenate(markets), np.concatenate(errors)
    slack = 1 + 3 * NEARLY / max(sold.size - 3, 1)
    near = every[error <= max(error.min() * slack, 1e-12 * float(sold @ sold))]
    narrow = near.max() <= WIDEST * near.min()
    return BassFit(fit, float(near.min()), float(near.max()), bool(narrow and fit.peak_at < sold.size))


def _markets(p: Floats, q: Floats, sold: Floats) -> tuple[Floats, Floats]:
    """The best market for each pair of rates, and the squares it leaves."""
    share = _share(p[:, None], q[:, None], np.arange(sold.size + 1.0))
    step = np.diff(share, axis=1)
    market = np.maximum((step @ sold) / np.maximum((step**2).sum(axis=1), 1e-300), 0.0)
    left = sold - market[:, None] * step
    return market, (left**2).sum(axis=1)


def _share(p: Floats, q: Floats, at: Floats) -> Floats:
    fade = np.exp(-(p + q) * at)
    return np.asarray((1 - fade) / (1 + q / p * fade), dtype=float)
