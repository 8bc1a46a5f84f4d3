"""Which series make up another one: their sum, or their product, as the values themselves show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.series.errors import SeriesError
from northing_engine.series.seasons import Floats

FEWEST_SHARED = 20
LARGEST_PRODUCT = 3
# Sets of so many parts are tried among at most so many series: a sixth of a second.
AMONG = {2: 600, 3: 100, 4: 30}
# Rounded values miss an identity by less than this share, on all but a few days.
MISSED_BY, ON = 0.01, 0.95
# What is left unexplained varies so much less than the whole, and than each of its parts.
MUCH_LESS = 0.2
LOG_10 = float(np.log(10.0))


@dataclass(frozen=True)
class Identity:
    """`parts`: rows of the series that make up the whole, by their sum, or by their product."""

    parts: tuple[int, ...]
    is_product: bool


def find_identity(whole: ArrayLike, series: ArrayLike) -> Identity | None:
    """The fewest of these series (one a row, as long as the whole, NaN for a missing value) that make it up.

    A product may be off by a power of ten, since shares are often said in percent. What hardly varies proves
    nothing, and is no part. None where nothing fits, or fewer than `FEWEST_SHARED` values are shared.

    >>> rng = np.random.default_rng(1)
    >>> visits, share = rng.uniform(900, 1100, 30), rng.uniform(2, 4, 30)
    >>> find_identity(visits * share / 100, [visits + 7, share, visits])
    Identity(parts=(1, 2), is_product=True)
    """
    y, x = np.asarray(whole, dtype=float), np.asarray(series, dtype=float)
    if y.ndim != 1 or x.ndim != 2 or x.shape[1] != y.size:
        raise SeriesError("give one series a row, each as long as the whole")
    if np.isfinite(y).sum() < FEWEST_SHARED:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.where(x > 0, x, np.nan))
        log_y = np.log(np.where(y > 0, y, np.nan))
    for size in AMONG:
        if size <= LARGEST_PRODUCT and (parts := _made_of(log_y, logs, size, MISSED_BY, turn=LOG_10)):
            return Identity(parts, is_product=True)
        if parts := _made_of(y, x, size, MISSED_BY * float(np.nanmean(np.abs(y)))):
            return Identity(parts, is_product=False)
    return None


def _made_of(y: Floats, x: Floats, size: int, within: float, turn: float = 0.0) -> tuple[int, ...]:
    """The first so many rows whose sum is `y`; with `turn`, but for a multiple of it."""
    for parts in _likely(y, x, size, within, turn):
        left = y - x[list(parts)].sum(axis=0)
        left = left[np.isfinite(left)]
        if left.size < FEWEST_SHARED:
            continue
        off = np.abs(left - (turn * np.rint(np.median(left) / turn) if turn else 0.0))
        most = MUCH_LESS * min(float(np.nanstd(row)) for row in (y, *x[list(parts)]))
        if float(np.mean(off <= within)) >= ON and float(left.std()) <= most:
            return parts
    return ()


def _likely(y: Floats, x: Floats, size: int, within: float, turn: float) -> Iterable[tuple[int, ...]]:
    """Sets of rows whose means add up: far fewer than there are, and quickly told."""
    shared = np.isfinite(x) & np.isfinite(y)
    usable = [at for at, row in enumerate(shared) if row.sum() >= FEWEST_SHARED][: AMONG[size]]
    means = {at: float(np.mean(x[at][shared[at]] - y[shared[at]] / size)) for at in usable}
    for parts in combinations(usable, size):
        left = sum(means[at] for at in parts)
        if abs(left - (turn * round(left / turn) if turn else 0.0)) <= 3 * within:
            yield parts
