"""What the forecast would have said at each past week, next to what happened."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from northing_engine.forecasting.capacity import TeamCapacity
from northing_engine.forecasting.history import ENOUGH_WEEKS, History
from northing_engine.forecasting.pace import mean_error
from northing_engine.forecasting.throughput import ItemCount, how_many
from northing_engine.forecasting.work import Key

PLAN_WEEKS = 12
"""The plan that a forecast must beat goes on at the mean rate of this many weeks."""

DRAWS = 200
"""Equally likely values kept of each forecast, for scores such as the CRPS."""


@dataclass(frozen=True, eq=False)
class Backtest:
    """One row for each team, origin and horizon; n rows.

    team:      the row's team, length n.
    origin:    the week it stands at, as a row of the history: known lies before it; int64 (n,).
    horizon:   weeks ahead, int64 (n,).
    actual:    items done in those weeks, int64 (n,).
    pit:       where the actual lies, F(y - 1) + V (F(y) - F(y - 1)); uniform if calibrated; (n,).
    levels:    the central intervals' levels, (k,).
    low, high: their ends, items, int64 (n, k).
    held:      whether the actual lies in them, bool (n, k).
    plan:      what the mean rate of the last twelve weeks promises, items, (n,).
    plan_held: whether at least that was done, bool (n,).
    draws:     200 equally likely values of each forecast, ascending, int64 (n, 200).
    separate:  rows whose windows do not overlap within team and horizon: only they are independent enough for
               tests of uniformity and coverage; bool (n,).
    """

    team: tuple[Key, ...]
    origin: NDArray[np.int64]
    horizon: NDArray[np.int64]
    actual: NDArray[np.int64]
    pit: NDArray[np.float64]
    levels: tuple[float, ...]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    held: NDArray[np.bool_]
    plan: NDArray[np.float64]
    plan_held: NDArray[np.bool_]
    draws: NDArray[np.int64]
    separate: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.team)


@dataclass(frozen=True, slots=True)
class _Row:
    team: Key
    origin: int
    horizon: int
    actual: int
    plan: float
    separate: bool
    forecast: ItemCount


def backtest(
    history: History,
    horizons: Sequence[int],
    levels: Sequence[float],
    rng: Generator,
    *,
    recent_weeks: int | None = None,
    doubt_mean: bool = False,
) -> Backtest:
    """Stand at each past week, forecast the items of the next weeks from what lies before, compare.

    horizons:     weeks ahead, such as (2, 4, 8). levels: central intervals, such as (0.5, 0.8, 0.9).
    rng:          breaks ties of the discrete PIT; the same seed gives the same answer.
    recent_weeks: use only that many weeks before each origin; None for all.
    doubt_mean:   as in ``forecast_delivery``.

    A team is forecast from its seventh week of history on. Windows with a week in which it did not exist are
    left out. Empty (length 0) when there is too little history.
    """
    rows = [row for team in history.teams for row in _rows(history, team, horizons, recent_weeks, doubt_mean)]
    actual = np.array([row.actual for row in rows], dtype=np.int64)
    low = np.array([[row.forecast.percentile((1 - p) / 2) for p in levels] for row in rows], dtype=np.int64)
    high = np.array([[row.forecast.percentile((1 + p) / 2) for p in levels] for row in rows], dtype=np.int64)
    low, high = low.reshape(len(rows), len(levels)), high.reshape(len(rows), len(levels))
    middles = (np.arange(DRAWS) + 0.5) / DRAWS
    draws = [np.searchsorted(row.forecast.cumulative, middles) for row in rows]
    plan = np.array([row.plan for row in rows], dtype=np.float64)
    return Backtest(
        team=tuple(row.team for row in rows),
        origin=np.array([row.origin for row in rows], dtype=np.int64),
        horizon=np.array([row.horizon for row in rows], dtype=np.int64),
        actual=actual,
        pit=np.array([_pit(row, float(rng.random())) for row in rows], dtype=np.float64),
        levels=tuple(levels),
        low=low,
        high=high,
        held=(low <= actual[:, None]) & (actual[:, None] <= high),
        plan=plan,
        plan_held=actual >= plan,
        draws=np.array(draws, dtype=np.int64).reshape(len(rows), DRAWS),
        separate=np.array([row.separate for row in rows], dtype=np.bool_),
    )


def _rows(
    history: History, team: Key, horizons: Sequence[int], recent_weeks: int | None, doubt_mean: bool
) -> list[_Row]:
    column = history.done[:, history.teams.index(team)]
    rows: list[_Row] = []
    for horizon in horizons:
        free_from = 0
        for origin in range(ENOUGH_WEEKS, len(column) - horizon + 1):
            known = column[:origin][~np.isnan(column[:origin])]
            window = column[origin : origin + horizon]
            if known.size < ENOUGH_WEEKS or np.isnan(window).any():
                continue
            separate = origin >= free_from
            free_from = origin + horizon if separate else free_from
            used = known if recent_weeks is None else known[-recent_weeks:]
            plan = float(known[-PLAN_WEEKS:].mean()) * horizon
            forecast = _forecast(used, horizon, mean_error(used) if doubt_mean else 0.0)
            rows.append(_Row(team, origin, horizon, int(window.sum()), plan, separate, forecast))
    return rows


def _forecast(counts: NDArray[np.float64], horizon: int, error: float) -> ItemCount:
    """How many items in ``horizon`` weeks, mixed over a lognormal pace (Gauss-Hermite, seven points)."""
    if not error:
        return how_many(counts, horizon)
    nodes, weights = np.polynomial.hermite_e.hermegauss(7)
    mixed = [how_many(counts, horizon, TeamCapacity(later=float(np.exp(error * node)))) for node in nodes]
    chances = np.zeros(max(count.chances.size for count in mixed))
    for count, weight in zip(mixed, weights / weights.sum(), strict=True):
        chances[: count.chances.size] += weight * count.chances
    return ItemCount(chances)


def _pit(row: _Row, between: float) -> float:
    below = 1 - row.forecast.at_least(row.actual)
    up_to = 1 - row.forecast.at_least(row.actual + 1)
    return min(max(below + between * (up_to - below), 0.0), 1.0)
