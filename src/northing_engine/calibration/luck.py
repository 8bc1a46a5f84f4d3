"""What luck alone would do: binomial regions, and the exact spread of hits when the chances differ."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.calibration.chances import Floats, pairs

BLOCK = 32
"""Things whose chances are folded in side by side."""


@dataclass(frozen=True)
class Band:
    """The smallest and largest count that a calibrated forecaster would still show, both included."""

    low: int
    high: int

    def __contains__(self, count: object) -> bool:
        return isinstance(count, int | np.integer) and self.low <= int(count) <= self.high


@dataclass(frozen=True)
class Record:
    """Of `count` things said to be `stated` sure on average, `held` came true; luck alone shows `luck`."""

    count: int
    held: int
    stated: float
    luck: Band

    @property
    def share(self) -> float:
        return self.held / self.count if self.count else math.nan

    @property
    def within_luck(self) -> bool:
        return self.held in self.luck


def hits_distribution(chances: ArrayLike) -> Floats:
    """P(0 hits), P(1 hit), .. when the things are independent (Poisson binomial), by exact convolution."""
    p = np.asarray(chances, dtype=float).ravel()
    if not bool(np.all((p >= 0) & (p <= 1))):
        raise ValueError("a chance lies outside 0..1")
    # Blocks side by side, then joined: a record of thousands of promises is read while a page waits.
    blocks = np.pad(p, (0, -p.size % BLOCK)).reshape(-1, BLOCK)
    mass = np.zeros((len(blocks), BLOCK + 1))
    mass[:, 0] = 1
    for chance in blocks.T[:, :, None]:
        happens = mass[:, :-1] * chance
        mass *= 1 - chance
        mass[:, 1:] += happens
    joined = functools.reduce(np.convolve, mass, np.ones(1))
    return np.asarray(joined[: p.size + 1], dtype=float)


def at_most(hits: int, count: int, chance: float) -> float:
    """P(<= hits of count | each has `chance`): 15 of 20 ranges meant to hold 90 % happens in 4.3 %."""
    return float(hits_distribution(np.full(count, chance))[: hits + 1].sum())


def luck_band(chances: ArrayLike, level: float = 0.95) -> Band:
    """Where the number of hits lies with at least `level`, equal tails. One chance for each thing.

    >>> luck_band([0.8] * 20)
    Band(low=12, high=19)
    """
    return luck_bands(chances, (level,))[0]


def luck_bands(chances: ArrayLike, levels: Sequence[float]) -> tuple[Band, ...]:
    """The same for several levels at once."""
    if not all(0 < level < 1 for level in levels):
        raise ValueError("the level lies between 0 and 1")
    reached = np.cumsum(hits_distribution(chances))
    return tuple(_band(reached, (1 - level) / 2) for level in levels)


def _band(reached: Floats, tail: float) -> Band:
    low = int(np.searchsorted(reached, tail, side="left"))
    high = int(np.searchsorted(reached, 1 - tail, side="left"))
    return Band(low, min(high, reached.size - 1))


def acceptance(count: int, chance: float, level: float = 0.95) -> Band:
    """The same for `count` things with one chance: the region in which coverage is taken as calibrated."""
    return luck_band(np.full(count, chance), level)


def record_near(stated: ArrayLike, happened: ArrayLike, around: float, width: float = 0.05) -> Record:
    """What became of everything said to be `around` sure, give or take `width` (both ends included)."""
    f, o = pairs(stated, happened)
    near = np.abs(f - around) <= width + 1e-12
    said = f[near]
    return Record(
        count=int(near.sum()),
        held=int(o[near].sum()),
        stated=float(said.mean()) if said.size else math.nan,
        luck=luck_band(said),
    )
