"""Better plans near a good one: most candidates stay where they are, the others are planned anew, exactly.

Large neighbourhood search (Shaw 1998) for plans over several periods, where the solver alone finds better plans
late: the pieces it is given here are small enough to be solved to the end.
"""

from __future__ import annotations

import numpy as np

from northing_engine.selection.problem import TOLERANCE, Problem
from northing_engine.selection.programme import Programme, maximise

SECONDS = 2.5  # for one piece at most
FIRST = 60  # candidates that are planned anew, at first
FEWEST, MOST = 20, 300


class Neighbourhoods:
    """`best` is the best plan so far, `worth` its value."""

    rounds = 1

    def __init__(self, problem: Problem, programme: Programme, x: np.ndarray, rng: np.random.Generator) -> None:
        self._problem, self._programme, self._rng = problem, programme, rng
        self.best, self.worth = x, problem.value(x)
        self._free = FIRST

    def again(self, _warmth: float) -> bool:
        """Plan some candidates anew; true when that made a better plan.

        Pieces grow while they are solved to the end without one, and shrink when they take too long.
        """
        held = np.ones(self._problem.width, dtype=bool)
        for at in self._some():
            held[at * self._problem.periods : (at + 1) * self._problem.periods] = False
        answer = maximise(self._programme, seconds=SECONDS, start=self.best, held=held)
        if not answer.proven:
            self._free = max(FEWEST, int(self._free * 0.8))
        if answer.x is None:
            return False
        x = self._problem.rounded(answer.x)
        value = self._problem.value(x)
        if value > self.worth + TOLERANCE and self._problem.kept(x):
            self.best, self.worth = x, value
            return True
        if answer.proven:
            self._free = min(MOST, int(self._free * 1.15) + 1)
        return False

    def take(self, x: np.ndarray, value: float) -> None:
        """Somebody else found a better one: go on from there."""
        if value > self.worth:
            self.best, self.worth = x, value

    def _some(self) -> np.ndarray:
        """At random; or mostly those who take from one pool; or those of two periods and some that are out."""
        problem, count = self._problem, min(self._free, self._problem.size)
        way = self._rng.integers(3)
        weights = np.ones(problem.size)
        if way == 1 and problem.effort.shape[1]:
            weights += 20 * (problem.effort[:, self._rng.integers(problem.effort.shape[1])] > 0)
        elif way == 2:
            taken = self.best.reshape(problem.size, problem.periods) > 0.5
            periods = self._rng.choice(problem.periods, min(2, problem.periods), replace=False)
            weights += 20 * taken[:, periods].any(axis=1) + 5 * ~taken.any(axis=1)
        return self._rng.choice(problem.size, count, replace=False, p=weights / weights.sum())
