"""Ruin and recreate for plans of one period, one scarce resource and many shared needs.

That is the next release problem (Bagnall et al. 2001): what several candidates need is paid for once. There
the relaxation is weak and the solver's own heuristics stall, while dropping a few candidates and filling up
again by value for what it newly costs comes near the best within seconds (Schrimpf et al. 2000).
"""

from __future__ import annotations

import time

import numpy as np

from northing_engine.selection.problem import TOLERANCE, Problem
from northing_engine.selection.programme import Programme, maximise

FREE = 1e-3  # what a candidate that costs nothing new is divided by
HEAT = 5e-4  # of the value: how much worse a plan may be to go on from, at first
PATIENCE = 2500  # rounds without a better plan from here, after which it is sought elsewhere
SECONDS = 2.0  # that the solver has for a piece at most
FIRST, MOST = 0.3, 0.95  # the share of candidates that are chosen anew exactly: at first, and ever
SURE = 1e-6
DOUBT = 0.05  # how often a candidate is touched of which the relaxation is sure


def one_resource(problem: Problem) -> tuple[np.ndarray, float] | None:
    """What each candidate takes of the only scarce resource, and how much there is; else None."""
    limits = problem.limits
    others = (limits.must, limits.must_not, limits.together, limits.either, limits.not_both, limits.shares)
    windows = any(not problem.open_in(at, 0) for at in range(problem.size))
    if problem.periods > 1 or any(others) or windows or (problem.values < 0).any():
        return None
    scarce = np.flatnonzero(np.isfinite(problem.capacity[:, 0]))
    if len(scarce) + (limits.budget is not None) != 1:
        return None
    if limits.budget is not None:
        return problem.cost, float(limits.budget)
    return problem.effort[:, scarce[0]], float(problem.capacity[scarce[0], 0])


class SharedNeeds:
    """A plan that is taken apart and put together again; `best` is the best so far, `worth` its value."""

    rounds = 32

    def __init__(
        self, problem: Problem, programme: Programme, weights: np.ndarray, room: float, rng: np.random.Generator
    ) -> None:
        self._problem, self._programme, self._rng = problem, programme, rng
        self._share = FIRST
        self._valued = np.flatnonzero(problem.values[:, 0] > 0)
        self._gain = problem.values[self._valued, 0]
        self._closures = [_closure(problem, int(at)) for at in self._valued]
        self._parts, self._takers, self._weight = _parts(self._closures, weights)
        self._users = np.zeros(len(self._weight), dtype=np.int64)
        self._in = np.zeros(len(self._valued), dtype=bool)
        self._loose = np.ones(len(self._valued), dtype=bool)
        self._open = self._loose
        # For who is out: what it would newly cost. For who is in: what leaving it out would free.
        self._margin = np.array([self._weight[parts].sum() for parts in self._parts])
        self._room = room + TOLERANCE * max(1.0, abs(room))
        self._spent = self._value = 0.0
        self._fill(np.ones(len(self._gain)))
        self._keep()
        self._best, self.worth = self._kept, self._kept_value
        self._local, self._waited = self._kept_value, 0

    @property
    def best(self) -> np.ndarray:
        """The best plan so far as columns of 0 and 1."""
        x = np.zeros(self._problem.size)
        for at in np.flatnonzero(self._best):
            x[self._closures[at]] = 1.0
        return x

    def again(self, warmth: float) -> bool:
        """Ruin a part and recreate it; true when that made a better plan. `warmth` cools from 1 to 0."""
        if len(self._gain) == 0:
            return False
        if self._waited >= PATIENCE:
            found = self._exactly()
            self._elsewhere()
            return found
        self._waited += 1
        self._open = self._loose | (self._rng.random(len(self._gain)) < DOUBT)
        self._ruin()
        noisy = self._rng.random() < 0.7
        size = len(self._gain)
        self._fill(self._rng.uniform(1 - 0.3 * self._rng.random(), 1, size) if noisy else np.ones(size))
        allowed = self._kept_value * (1 - HEAT * warmth * self._rng.exponential())
        if self._value < allowed:
            for at in np.flatnonzero(self._in != self._kept):
                self._flip(int(at))
            return False
        self._keep()
        if self._kept_value > self._local + TOLERANCE:
            self._local, self._waited = self._kept_value, 0
        if self._kept_value > self.worth + TOLERANCE:
            self._best, self.worth = self._kept, self._kept_value
            return True
        return False

    def lean_on(self, x: np.ndarray) -> None:
        """The relaxation leaves some candidates whole, in or out: these are seldom touched from here on."""
        split = x[self._valued]
        self._loose = (split > SURE) & (split < 1 - SURE)

    def _exactly(self) -> bool:
        """Choose anew, to the end, what the plans differ in and a share of the rest; true when it is better."""
        free = (self._kept != self._best) | (self._open & (self._rng.random(len(self._gain)) < self._share))
        held = np.zeros(self._problem.width, dtype=bool)
        held[self._valued[~free]] = True
        started = time.monotonic()
        answer = maximise(self._programme, seconds=SECONDS, start=self.best, held=held)
        if not answer.proven:
            self._share *= 0.85
        elif time.monotonic() - started < SECONDS / 3:
            self._share = min(MOST, self._share * 1.15)
        if answer.x is None:
            return False
        x = self._problem.rounded(answer.x)
        value = self._problem.value(x)
        if value <= self.worth + TOLERANCE or not self._problem.kept(x):
            return False
        self._best, self.worth = x[self._valued] > 0.5, value
        return True

    def _elsewhere(self) -> None:
        """Go on from the best plan less a third of it or more, filled up by chance."""
        for at in np.flatnonzero(self._in != self._best):
            self._flip(int(at))
        inside = np.flatnonzero(self._in)
        share = self._rng.uniform(0.3, 0.7)
        for at in self._rng.choice(inside, int(share * len(inside)), replace=False):
            self._flip(int(at))
        self._fill(self._rng.uniform(0.5, 1.0, len(self._gain)))
        self._keep()
        self._local, self._waited = self._kept_value, 0

    def _keep(self) -> None:
        self._kept, self._kept_value = self._in.copy(), self._value

    def _ruin(self) -> None:
        inside, outside = np.flatnonzero(self._in & self._open), np.flatnonzero(~self._in & self._open)
        way = self._rng.integers(3)
        if len(outside) and (way == 2 or not len(inside)):
            self._force(int(self._rng.choice(outside)))
            return
        count = min(len(inside), int(self._rng.integers(1, 6 + len(inside) // 20)))
        if way == 0:
            dropped = self._rng.choice(inside, count, replace=False)
        else:
            worth = self._gain[inside] / (self._margin[inside] + 1) * self._rng.uniform(0.3, 1.7, len(inside))
            dropped = inside[np.argsort(worth)[:count]]
        for at in dropped:
            self._flip(int(at))

    def _force(self, chosen: int) -> None:
        """One that was out comes in, and the least worth leave until it fits."""
        self._flip(chosen)
        while self._spent > self._room and self._in.sum() > 1:
            noise = self._rng.uniform(0.7, 1.3, len(self._gain))
            worth = np.where(self._in, self._gain / (self._margin + FREE) * noise, np.inf)
            worth[chosen] = np.inf
            self._flip(int(worth.argmin()))
        if self._spent > self._room:
            self._flip(chosen)

    def _fill(self, noise: np.ndarray) -> None:
        """Take the most worth for what it newly costs while something fits."""
        if len(self._gain) == 0:
            return
        while True:
            fits = self._open & ~self._in & (self._margin <= self._room - self._spent)
            worth = np.where(fits, self._gain / (np.maximum(self._margin, 0.0) + FREE) * noise, -1.0)
            at = int(worth.argmax())
            if worth[at] < 0:
                return
            self._flip(at)

    def _flip(self, at: int) -> None:
        parts, users, weight = self._parts[at], self._users[self._parts[at]], self._weight
        margin, inside = self._margin, self._in
        entering = not inside[at]
        sign = 1 if entering else -1
        # Parts that this one alone uses are paid for (or freed); of a part that two use, neither frees it.
        alone = parts[users == (0 if entering else 1)]
        shared = parts[users == (1 if entering else 2)]
        own = float(weight[alone].sum())
        self._users[parts] += sign
        inside[at] = entering
        self._spent += sign * own
        self._value += sign * float(self._gain[at])
        for part in alone.tolist():
            margin[self._takers[part]] -= sign * weight[part]
        for part in shared.tolist():
            takers = self._takers[part]
            margin[takers[inside[takers]]] -= sign * weight[part]
        margin[at] = own


def _closure(problem: Problem, at: int) -> list[int]:
    """A candidate and all it needs, directly or not."""
    seen = {at}
    stack = [at]
    while stack:
        for other in problem.needs[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return sorted(seen)


def _parts(
    closures: list[list[int]], weights: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    """Needs with the same users are one part: the parts of each closure, the users and weight of each part."""
    users: dict[int, list[int]] = {}
    for user, closure in enumerate(closures):
        for at in closure:
            if weights[at] > 0:
                users.setdefault(at, []).append(user)
    together: dict[tuple[int, ...], float] = {}
    for at, who in users.items():
        together[tuple(who)] = together.get(tuple(who), 0.0) + float(weights[at])
    of: list[list[int]] = [[] for _ in closures]
    for part, crowd in enumerate(together):
        for each in crowd:
            of[each].append(part)
    return (
        [np.array(parts, dtype=np.int64) for parts in of],
        [np.array(crowd, dtype=np.int64) for crowd in together],
        np.array(list(together.values())),
    )
