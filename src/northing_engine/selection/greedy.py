"""The plan that value per effort gives: a first answer at once, and what the best one is compared with."""

from __future__ import annotations

import numpy as np

from northing_engine.selection.problem import TOLERANCE, Problem


def greedy(problem: Problem) -> np.ndarray | None:
    """Columns of a plan: what must be in, then by value for effort with all it needs, wherever it fits first.

    None when no plan that keeps every limit is met that way.
    """
    taking = _Taking(problem)
    for at in problem.places(problem.limits.must):
        taking.take(taking.with_needs(at))
    best = taking.x.copy() if problem.kept(taking.x) else None
    for at in by_worth(problem, taking.with_needs_of):
        if taking.period[at] < 0:
            taking.take(taking.with_needs(at))
    return taking.x.copy() if problem.kept(taking.x) else best


def by_worth(problem: Problem, closure: list[list[int]]) -> list[int]:
    """Candidates by value for effort of all they bring with them; effort counts by how scarce its pool is."""
    room = np.where(np.isfinite(problem.capacity), problem.capacity, 0.0).sum(axis=1)
    typical = max(room.mean(), 1e-9) if len(room) else 1.0
    scarcity = np.divide(typical, room, out=np.zeros_like(room), where=room > 0)
    weight = problem.effort @ scarcity
    if problem.limits.budget is not None:
        weight = weight + problem.cost * (room.sum() or 1.0) / max(problem.limits.budget, 1e-9)
    best = problem.values.max(axis=1)
    value = np.array([best[each].sum() for each in closure])
    burden = np.array([weight[each].sum() for each in closure])
    worth = value / np.maximum(burden, 1e-9)
    order = np.lexsort((np.arange(problem.size), -worth))
    return [int(at) for at in order if best[at] > 0]


class _Taking:
    """Room that is left while candidates are taken."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.x = np.zeros(problem.width)
        self.period = np.full(problem.size, -1)
        self.room = problem.capacity.copy()
        self.money = np.inf if problem.limits.budget is None else problem.limits.budget
        self.against: list[set[int]] = [set() for _ in range(problem.size)]
        self.bound: list[set[int]] = [set() for _ in range(problem.size)]
        for group in problem.limits.not_both:
            for at in (places := problem.places(group)):
                self.against[at].update(set(places) - {at})
        for group in problem.limits.together:
            self.bind(problem.places(group))
        self.out = set(problem.places(problem.limits.must_not))
        self.with_needs_of = [self._closure(at) for at in range(problem.size)]

    def bind(self, places: list[int]) -> None:
        for at in places:
            self.bound[at].update(set(places) - {at})

    def _closure(self, at: int) -> list[int]:
        """It and all it brings with it, needed ones first."""
        seen: dict[int, None] = {}
        stack = [(at, False)]
        entered: set[int] = set()
        while stack:
            each, done = stack.pop()
            if done:
                seen[each] = None
            elif each not in entered:
                entered.add(each)
                stack.append((each, True))
                stack.extend((other, False) for other in (*self.problem.needs[each], *sorted(self.bound[each])))
        return list(seen)

    def with_needs(self, at: int) -> list[int]:
        return [each for each in self.with_needs_of[at] if self.period[each] < 0]

    def take(self, places: list[int]) -> bool:
        """All of them, each in the first period with room, or none."""
        problem, taken = self.problem, np.flatnonzero(self.period >= 0)
        new = set(places)
        clash = any(self.against[at] & (new | set(taken.tolist())) for at in places if self.against[at])
        if clash or new & self.out or problem.cost[places].sum() > self.money + TOLERANCE:
            return False
        done: list[int] = []
        for at in places:
            period = self._first_room(at)
            if period is None:
                for each in done:
                    self._give_back(each)
                return False
            self._put(at, period)
            done.append(at)
        return True

    def _first_room(self, at: int) -> int | None:
        problem = self.problem
        after = max((int(self.period[other]) for other in problem.needs[at]), default=0)
        for period in range(max(after, 0), problem.periods):
            fits = bool(np.all(problem.effort[at] <= self.room[:, period] + TOLERANCE))
            if fits and problem.open_in(at, period):
                return period
        return None

    def _put(self, at: int, period: int) -> None:
        self.period[at] = period
        self.room[:, period] -= self.problem.effort[at]
        self.money -= self.problem.cost[at]
        self.x[self.problem.column(at, period)] = 1.0

    def _give_back(self, at: int) -> None:
        period = int(self.period[at])
        self.period[at] = -1
        self.room[:, period] += self.problem.effort[at]
        self.money += self.problem.cost[at]
        self.x[self.problem.column(at, period)] = 0.0
