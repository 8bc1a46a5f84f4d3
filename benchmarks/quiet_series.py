"""Daily series of the kinds that a business has, in which nothing happens."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WEEK = np.array([1, 1.05, 1.1, 1.05, 1, 0.7, 0.6])


def quiet(kind: str, days: int, rng: np.random.Generator) -> Floats:
    """`days` values of one of `KINDS`."""
    return np.asarray(_KINDS[kind](np.arange(float(days)), rng), dtype=np.float64)


def _week(days: Floats) -> Floats:
    return np.asarray(WEEK[days.astype(int) % 7], dtype=np.float64)


def _related(days: Floats, rng: np.random.Generator) -> Floats:
    away = np.zeros(days.size)
    for day in range(1, days.size):
        away[day] = 0.6 * away[day - 1] + rng.normal(0, 3)
    return 200 + away


_KINDS: dict[str, Callable[[Floats, np.random.Generator], Floats]] = {
    "weekly": lambda days, rng: 100 * _week(days) + rng.normal(0, 4, days.size),
    "rate": lambda days, rng: 97 + rng.normal(0, 0.4, days.size),
    "counts": lambda days, rng: rng.poisson(40 * _week(days)).astype(float),
    "few": lambda days, rng: rng.poisson(3, days.size).astype(float),
    "growing": lambda days, rng: (
        1000 * np.exp(0.0015 * days) * _week(days) * np.exp(rng.normal(0, 0.05, days.size))
    ),
    "related": _related,
    "heavy tails": lambda days, rng: 50 + rng.standard_t(5, days.size),
    "yearly": lambda days, rng: 500 + 80 * np.sin(2 * np.pi * days / 365) + rng.normal(0, 10, days.size),
    "lopsided": lambda days, rng: np.exp(rng.normal(3, 0.3, days.size)),
    "wandering": lambda days, rng: 300 + rng.normal(0, 1, days.size).cumsum() + rng.normal(0, 3, days.size),
}
KINDS = tuple(_KINDS)
