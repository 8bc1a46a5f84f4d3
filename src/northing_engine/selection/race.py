"""Two ways at once for large problems: the solver proves in a process of its own while a search looks here."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from northing_engine.selection.apart import Apart, Split, Word
from northing_engine.selection.neighbourhood import Neighbourhoods
from northing_engine.selection.problem import TOLERANCE, Problem
from northing_engine.selection.programme import Answer, Hear, Programme
from northing_engine.selection.union import SharedNeeds, one_resource

HEAD_START = 0.04  # of the time the search has before the solver starts from what it found
HEAD_START_SECONDS = 1.5
SEED = 20_260_101


def race(
    problem: Problem,
    programme: Programme,
    *,
    seconds: float,
    start: np.ndarray | None,
    hear: Hear,
    stop: Callable[[], bool] | None = None,
) -> Answer:
    """The best of both when one of them has proven it or the time is over."""
    ends = time.monotonic() + seconds
    contest = _Contest(problem, hear, ends, seconds, stop)
    if start is not None:
        contest.better(start)
    resource, rng = one_resource(problem), np.random.Generator(np.random.PCG64(SEED))
    search: SharedNeeds | Neighbourhoods | None = None
    if resource is not None:
        search = SharedNeeds(problem, programme, *resource, rng)
        contest.better(search.best)
        contest.search(search, until=time.monotonic() + min(HEAD_START * seconds, HEAD_START_SECONDS))
    left, shared = max(ends - time.monotonic(), 0.1), search is not None
    with Apart(programme, seconds=left, start=contest.x, proves_only=shared) as solver:
        while not contest.over and not solver.answered:
            if solver.over and search is None and contest.x is None:
                break
            if search is None and contest.x is not None:
                search = Neighbourhoods(problem, programme, contest.x, rng)
            if search is not None:
                contest.rounds(search)
            for word in solver.heard(wait=0.0 if search is not None else 0.05):
                contest.listen(word)
                if isinstance(word, Split) and isinstance(search, SharedNeeds) and word.x is not None:
                    search.lean_on(word.x)
            if isinstance(search, Neighbourhoods) and contest.x is not None:
                search.take(contest.x, contest.value)
    return contest.answer()


class _Contest:
    def __init__(
        self, problem: Problem, hear: Hear, ends: float, seconds: float, stop: Callable[[], bool] | None
    ) -> None:
        self._problem, self._hear, self._ends, self._seconds, self._stop = problem, hear, ends, seconds, stop
        self.x: np.ndarray | None = None
        self.value, self._bound = -np.inf, np.inf
        self._impossible = False

    @property
    def over(self) -> bool:
        return self._proven or time.monotonic() >= self._ends or (self._stop is not None and self._stop())

    @property
    def _proven(self) -> bool:
        near = 1e-3 * TOLERANCE * max(1.0, abs(self.value))
        return self.x is not None and self._bound <= self.value + near

    def better(self, x: np.ndarray) -> None:
        if self._problem.value(x) > self.value:
            self.x, self.value = x, self._problem.value(x)
            self._hear(x, self._bound)

    def search(self, search: SharedNeeds | Neighbourhoods, *, until: float) -> None:
        while time.monotonic() < until and not self.over:
            self.rounds(search)

    def rounds(self, search: SharedNeeds | Neighbourhoods) -> None:
        warmth = max(self._ends - time.monotonic(), 0.0) / max(self._seconds, 1e-9)
        found = [search.again(warmth) for _ in range(search.rounds)]
        if any(found):
            self.better(search.best)

    def listen(self, word: Word) -> None:
        x: np.ndarray | None
        if isinstance(word, Split):
            x, bound = None, word.bound
        elif isinstance(word, Answer):
            self._impossible = word.impossible
            x, bound = word.x, word.bound
        else:
            x, bound = word
        if not self._impossible:
            self._bound = min(self._bound, bound)
        self._hear(None, self._bound)
        if x is not None:
            self.better(self._problem.rounded(x))

    def answer(self) -> Answer:
        return Answer(self.x, self._bound, self._proven, self._impossible)
