"""Limits that can't all be met: the smallest set that contradicts itself (Chinneck & Dravnieks 1991)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from northing_engine.selection.candidates import Candidate
from northing_engine.selection.limits import Limit, Limits
from northing_engine.selection.problem import Matrix, Problem, Row
from northing_engine.selection.programme import Programme, maximise

SECONDS = 5.0  # to show that a set of limits can or can't be met


def contradiction(candidates: Sequence[Candidate], limits: Limits) -> tuple[Limit, ...]:
    """Limits of which each is needed for the contradiction: drop any one, and the others can be met.

    Empty when all can be met. What a person pinned is tried last, so a contradiction is told by it. A
    limit that could not be decided on in time is kept: then the set may hold one too many.
    """
    problem = Problem(candidates, limits)
    structure = [row for row in problem.rows if row.limit is None]
    groups: dict[Limit, list[Row]] = {}
    for row in problem.rows:
        if row.limit is not None:
            groups.setdefault(row.limit, []).append(row)

    def met(kept: Sequence[Limit]) -> bool:
        rows = structure + [row for limit in kept for row in groups[limit]]
        whole = np.ones(problem.width, dtype=bool)
        programme = Programme(np.zeros(problem.width), Matrix.of(rows), whole)
        return not maximise(programme, seconds=SECONDS).impossible

    everything = list(groups)
    if met(everything):
        return ()
    return tuple(_needed(everything, met))


def _needed(rest: list[Limit], met: Callable[[Sequence[Limit]], bool]) -> list[Limit]:
    """Deletion in order, halves at a time: what can't be dropped beside what is kept and what follows."""
    kept: list[Limit] = []
    blocks = [rest]
    while blocks:
        block = blocks.pop(0)
        after = [limit for each in blocks for limit in each]
        if not met([*kept, *after]):
            continue
        if len(block) == 1:
            kept.append(block[0])
        else:
            half = len(block) // 2
            blocks = [block[:half], block[half:], *blocks]
    return kept
