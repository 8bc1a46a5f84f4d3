"""The same problem with something else asked of it: what is the best plan with this in, or without that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from northing_engine.selection.candidates import Candidate, Key
from northing_engine.selection.limits import Limits
from northing_engine.selection.problem import Matrix, Problem, Row
from northing_engine.selection.programme import maximise, programme_of


@dataclass(frozen=True)
class Found:
    """chosen: the period of each that is taken. No plan is worth more than `bound`."""

    chosen: dict[Key, int]
    value: float
    bound: float


def best(
    problem: Problem, *, seconds: float, extra: Sequence[Row] = (), start: np.ndarray | None = None
) -> Found | None:
    """The best plan, or None when there is none (or none was found in time)."""
    programme = programme_of(problem)
    if extra:
        programme = replace(programme, matrix=Matrix.of([*problem.rows, *extra]))
    answer = maximise(programme, seconds=seconds, start=start)
    if answer.x is None:
        return None
    x = problem.rounded(answer.x)
    return Found(problem.chosen(x), problem.value(x), max(answer.bound, problem.value(x)))


def reaches(problem: Problem, worth: float, *, seconds: float) -> bool | None:
    """Whether a plan is worth that much; None when there was no time to know. Far quicker than `best`."""
    values = problem.values.reshape(-1)
    row = Row(None, [(int(at), float(values[at])) for at in np.flatnonzero(values)], worth, np.inf)
    programme = replace(programme_of(problem), matrix=Matrix.of([*problem.rows, row]))
    answer = maximise(programme, seconds=seconds, any_will_do=True)
    return False if answer.impossible else True if answer.x is not None else None


def with_it(candidates: Sequence[Candidate], limits: Limits, id_: Key) -> Problem:
    """The same choice where `id_` has to be in."""
    return Problem(candidates, replace(limits, must=limits.must | {id_}))


def without_it(candidates: Sequence[Candidate], limits: Limits, id_: Key) -> Problem:
    """The same choice where `id_` has to be out."""
    return Problem(candidates, replace(limits, must_not=limits.must_not | {id_}))
