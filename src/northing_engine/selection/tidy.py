"""One answer of many equal ones: no candidate that adds nothing, and always the same."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from northing_engine.selection.candidates import Key
from northing_engine.selection.problem import TOLERANCE, Matrix, Problem, Row
from northing_engine.selection.programme import Programme, maximise


def trimmed(problem: Problem) -> np.ndarray:
    """Columns of what is worth nothing by itself and named by no limit but needs: in when something needs it.

    Only in a single period: with several, where it fits is a question of its own.
    """
    if problem.periods > 1:
        return np.array([], dtype=np.int64)
    limits = problem.limits
    named: set[int] = set()
    groups: list[Collection[Key]] = [limits.must, limits.must_not]
    for group in (*groups, *limits.together, *limits.either, *limits.not_both):
        named.update(problem.places(group))
    if limits.shares:
        named.update(np.flatnonzero(problem.effort.sum(axis=1)).tolist())
    return np.array(
        [at for at in range(problem.size) if problem.values[at, 0] <= 0 and at not in named], dtype=np.int64
    )


def tidied(problem: Problem, x: np.ndarray, *, seconds: float) -> np.ndarray:
    """Of the plans worth as much as `x`: fewest candidates, then lowest ids, then earliest."""
    worth = problem.value(x)
    values = problem.values.reshape(-1)
    terms = [(int(column), float(values[column])) for column in np.flatnonzero(values)]
    slack = TOLERANCE * max(1.0, abs(worth)) * 1e-2
    rows = [*problem.rows, Row(None, terms, worth - slack, np.inf)]
    size, periods = problem.size, problem.periods
    rank = np.repeat(np.arange(size), periods) / max(size, 1)
    when = np.tile(np.arange(periods), size) / (max(size, 1) * periods)
    programme = Programme(-(size + rank + when), Matrix.of(rows), np.ones(problem.width, dtype=bool))
    answer = maximise(programme, seconds=seconds, start=x)
    if answer.x is None or not answer.proven:
        return x
    tidy = (answer.x > 0.5).astype(float)
    return tidy if problem.kept(tidy) and problem.value(tidy) >= worth - 2 * slack else x
