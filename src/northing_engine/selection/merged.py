"""The same problem with fewer candidates: requirements by the thousand become some hundred.

What is only a need of others is paid for when one of those is taken. So needs with the same takers are as one,
what a single candidate needs is part of it, and a need that follows from another need is not said. Nothing is
lost by it: every plan that could be best stays and is worth the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from northing_engine.selection.candidates import Candidate
from northing_engine.selection.problem import Problem


class Merged:
    """problem: the smaller one; the same when nothing can be merged."""

    def __init__(self, whole: Problem) -> None:
        self.problem = _smaller(whole) if len(whole.enablers) else whole
        self._width = whole.width
        at = np.array([whole.at[each.id] for each in self.problem.candidates], dtype=np.int64)
        periods = np.arange(whole.periods)
        self._columns = (at[:, None] * whole.periods + periods).reshape(-1)

    def narrowed(self, x: np.ndarray) -> np.ndarray:
        """Columns of the whole problem as columns of the smaller one."""
        narrow: np.ndarray = x[self._columns]
        return narrow

    def widened(self, x: np.ndarray) -> np.ndarray:
        """Columns of the smaller problem as columns of the whole one, before what they need is rounded in."""
        wide = np.zeros(self._width)
        wide[self._columns] = x
        return wide


def _smaller(whole: Problem) -> Problem:
    enabling = np.zeros(whole.size, dtype=bool)
    enabling[whole.enablers] = True
    takers = [int(at) for at in np.flatnonzero(~enabling)]
    users: dict[int, list[int]] = {}
    for at in takers:
        for met in _met(whole.needs, at, through=enabling):
            if enabling[met]:
                users.setdefault(met, []).append(at)
    head = {at: at for at in takers}  # of each candidate: the one it is merged into
    alike: dict[tuple[int, ...], int] = {}
    for at in sorted(users):
        alone = len(users[at]) == 1
        head[at] = users[at][0] if alone else alike.setdefault(tuple(users[at]), at)
    members: dict[int, list[int]] = {at: [at] for at in head if head[at] == at}
    needs: list[set[int]] = [set() for _ in range(whole.size)]
    for at, first in head.items():
        if at != first:
            members[first].append(at)
        needs[first].update(head[other] for other in whole.needs[at] if head[other] != first)
    fewest = _fewest(needs)
    return Problem([_together(whole, each, needs=fewest[at]) for at, each in members.items()], whole.limits)


def _met(needs: Sequence[Iterable[int]], at: int, through: np.ndarray | None = None) -> set[int]:
    """What it needs, directly or through others; only through those of `through`, where it says which."""
    seen = {at}
    stack = [at]
    while stack:
        for other in needs[stack.pop()]:
            if other not in seen:
                seen.add(other)
                if through is None or through[other]:
                    stack.append(other)
    return seen - {at}


def _fewest(needs: list[set[int]]) -> list[list[int]]:
    """Without those that follow from another need; all of them where candidates need each other in a circle."""
    met = [_met(needs, at) for at in range(len(needs))]
    return [
        sorted(
            other
            for other in each
            if not any(other in met[via] and via not in met[other] and at not in met[via] for via in each)
        )
        for at, each in enumerate(needs)
    ]


def _together(whole: Problem, members: list[int], *, needs: list[int]) -> Candidate:
    """One candidate, by the name of the first, that is worth and takes what all of them do."""
    effort = whole.effort[members].sum(axis=0)
    return replace(
        whole.candidates[members[0]],
        value=float(whole.values[members, 0].sum()),
        effort={pool: float(weeks) for pool, weeks in zip(whole.pools, effort, strict=True) if weeks},
        cost=float(whole.cost[members].sum()),
        needs=tuple(whole.candidates[each].id for each in needs),
    )
