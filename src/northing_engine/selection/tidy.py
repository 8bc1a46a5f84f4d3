"""One answer of many equal ones: no candidate that adds nothing, and always the same."""

from __future__ import annotations

import numpy as np

from northing_engine.selection.problem import TOLERANCE, Matrix, Problem, Row
from northing_engine.selection.programme import Programme, maximise


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
