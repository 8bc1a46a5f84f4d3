"""Which set is best, proven to what gap? A first answer at once, better ones as they come (any time)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from northing_engine.selection.candidates import Candidate, Key
from northing_engine.selection.errors import NoPlan
from northing_engine.selection.greedy import greedy
from northing_engine.selection.limits import Limits
from northing_engine.selection.merged import Merged
from northing_engine.selection.problem import Problem
from northing_engine.selection.programme import maximise, programme_of
from northing_engine.selection.race import race
from northing_engine.selection.tidy import tidied
from northing_engine.selection.union import one_resource

SMALL = 1500  # columns up to which the solver works in this process
SMALL_SHARED = 600  # and where one scarce resource is shared, which is harder
GAP = 1e-9  # below it the plan is proven best


@dataclass(frozen=True)
class Selection:
    """chosen: the period of each candidate that is taken. No plan is worth more than `bound`.

    greedy: what value per effort gives, None when it finds no plan. seconds: how long it took.
    """

    chosen: Mapping[Key, int]
    value: float
    bound: float
    greedy: float | None
    seconds: float
    candidates: tuple[Candidate, ...] = field(repr=False)
    limits: Limits = field(repr=False)

    @property
    def gap(self) -> float:
        """How much more the best plan could be worth, as a share of this one."""
        return max(self.bound - self.value, 0.0) / max(abs(self.value), GAP)

    @property
    def proven(self) -> bool:
        return self.gap <= GAP


def select(
    candidates: Sequence[Candidate],
    limits: Limits,
    *,
    seconds: float = 30.0,
    on_better: Callable[[Selection], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Selection:
    """The best plan found within `seconds`, or until `stop()`; `on_better` hears of each better one.

    Of plans of the same value, the one with the fewest candidates, then the lowest ids (when there is time to
    prove it). Raises NoPlan when the limits contradict each other, or no plan was found in time;
    UnknownCandidate and SelectionError for input that makes no sense.
    """
    started = time.monotonic()
    problem = Problem(candidates, limits)
    telling = _Telling(problem, started, on_better)
    first = greedy(problem)
    if first is not None:
        telling.greedy = problem.value(first)
        telling.hear(first, float("inf"))
    merged = Merged(problem)
    start = None if first is None else merged.narrowed(first)

    def hear(x: np.ndarray | None, bound: float) -> None:
        telling.hear(None if x is None else merged.widened(x), bound)

    programme = programme_of(merged.problem)
    shared = one_resource(merged.problem) is not None
    small = problem.width <= (SMALL_SHARED if shared else SMALL)
    left = seconds - (time.monotonic() - started)
    if small:
        answer = maximise(programme, seconds=left, start=start, hear=hear, stop=stop)
    else:
        answer = race(merged.problem, programme, seconds=left, start=start, hear=hear, stop=stop)
    if answer.impossible:
        raise NoPlan("no plan keeps every limit")
    hear(answer.x, answer.bound)
    return _ended(problem, telling, started, seconds, tidy=small and answer.proven)


class _Telling:
    """Keeps the best plan so far and tells of it."""

    def __init__(self, problem: Problem, started: float, on_better: Callable[[Selection], None] | None) -> None:
        self.problem, self.started, self.on_better = problem, started, on_better
        self.x: np.ndarray | None = None
        self.value = -np.inf
        self.bound = float(np.maximum(problem.values.max(axis=1, initial=0.0), 0.0).sum())
        self.greedy: float | None = None

    def hear(self, x: np.ndarray | None, bound: float) -> None:
        self.bound = min(self.bound, bound)
        if x is None:
            return
        x = self.problem.rounded(x)
        value = self.problem.value(x)
        if value > self.value and self.problem.kept(x):
            self.x, self.value = x, value
            if self.on_better is not None:
                self.on_better(self.selection())

    def selection(self) -> Selection:
        assert self.x is not None  # noqa: S101 - only called once there is a plan
        problem = self.problem
        bound = max(self.bound, self.value)
        seconds = time.monotonic() - self.started
        chosen = problem.chosen(self.x)
        return Selection(
            chosen, self.value, bound, self.greedy, seconds, tuple(problem.candidates), problem.limits
        )


def _ended(problem: Problem, telling: _Telling, started: float, seconds: float, *, tidy: bool) -> Selection:
    if telling.x is None:
        raise NoPlan(f"no plan was found in {seconds:g} seconds")
    left = seconds - (time.monotonic() - started)
    if tidy and left > 0.05:
        telling.x = tidied(problem, telling.x, seconds=left)
    return telling.selection()
