"""Exponential smoothing, every setting of a grid at once, averaged by how well each foretold the past."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from northing_engine.series.seasons import Floats

LEVEL_RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.99)
# How fast the trend learns, as a share of the level's rate, and how much of it is left a step later (0: none).
TRENDS = ((0.0, 0.0), (0.0, 0.9), (0.05, 0.9), (0.2, 0.9), (0.02, 0.98), (0.1, 0.98), (0.3, 0.8))
SEASON_RATES = (0.0, 0.05, 0.15, 0.35)


@dataclass(frozen=True)
class Settings:
    """One column a setting: rates of level, trend and season, the trend's damping, and how many it has."""

    level: Floats
    trend: Floats
    damping: Floats
    season: Floats
    parameters: Floats


@dataclass(frozen=True)
class Smoothed:
    """`forecast` for each step ahead; `errors[origin, step]` of what the same average said in the past.

    Errors that lie beyond the last value are NaN.
    """

    forecast: Floats
    errors: Floats
    parameters: float


@dataclass(frozen=True)
class _Run:
    """What every setting held after each value: (values, settings)."""

    level: Floats
    trend: Floats
    season: Floats
    error: Floats


@cache
def settings(seasonal: bool) -> Settings:
    """Every combination that is tried, one a place of each array; `seasonal`: with the rates of a season."""
    rows = [
        (level, level * share, damping, rate * (1 - level))
        for level in LEVEL_RATES
        for share, damping in TRENDS
        for rate in (SEASON_RATES if seasonal else (0.0,))
    ]
    level, trend, damping, season = np.array(rows).T
    parameters = 2.0 + 2 * (damping > 0) + (trend > 0) + (season > 0)
    return Settings(level, trend, damping, season, parameters)


def smooth(values: Floats, indices: Floats, horizon: int) -> Smoothed:
    """Damped trend, additive season (Holt & Winters in Hyndman's error-correction form).

    `indices`: where the season starts, one a step of the cycle (one zero for none). Settings are averaged by
    Akaike's corrected weights of their one-step errors (Kolassa 2011).
    """
    grid = settings(indices.size > 1)
    run = _run(values, indices, grid)
    weights = _weights(run.error, grid)
    fade = np.cumsum(grid.damping ** np.arange(1, horizon + 1)[:, None], axis=0)
    level = run.level @ weights
    ahead = level[:, None] + (run.trend * weights) @ fade.T
    season = np.concatenate((indices, run.season @ weights))
    at = np.arange(values.size)[:, None] + np.arange(1, horizon + 1)
    cycles = -(-np.arange(1, horizon + 1) // indices.size)
    ahead += season[at + indices.size * (1 - cycles)]
    came = np.concatenate((values, np.full(horizon, np.nan)))
    return Smoothed(ahead[-1], came[at] - ahead, float(grid.parameters @ weights))


def _run(values: Floats, indices: Floats, grid: Settings) -> _Run:
    cycle, count = indices.size, grid.level.size
    level, trend = _start(values, indices, grid)
    season = np.repeat(indices[:, None], count, axis=1)
    levels, trends, seasons, errors = (np.empty((values.size, count)) for _ in range(4))
    for at, value in enumerate(values):
        faded = grid.damping * trend
        level = level + faded
        error = value - level - season[at % cycle]
        level = level + grid.level * error
        trend = faded + grid.trend * error
        if cycle > 1:
            season[at % cycle] += grid.season * error
        levels[at], trends[at], errors[at] = level, trend, error
        seasons[at] = season[at % cycle]
    return _Run(levels, trends, seasons, errors)


def _start(values: Floats, indices: Floats, grid: Settings) -> tuple[Floats, Floats]:
    """A line through the first values gives the trend; without one, their mean is the level."""
    first = min(values.size, max(2 * indices.size, 8) if indices.size > 1 else 10)
    plain = values[:first] - indices[np.arange(first) % indices.size]
    slope, height = np.polyfit(np.arange(first), plain, 1)
    trending = grid.damping > 0
    level = np.where(trending, height - slope, plain[:6].mean())
    return level, np.where(trending, slope, 0.0)


def _weights(errors: Floats, grid: Settings) -> Floats:
    count = errors.shape[0]
    squares = np.maximum((errors**2).mean(axis=0), 1e-300)
    free = np.maximum(count - grid.parameters - 1, 1.0)
    criterion = count * np.log(squares) + 2 * grid.parameters * count / free
    weights = np.exp(-0.5 * (criterion - criterion.min()))
    return np.asarray(weights / weights.sum(), dtype=float)
