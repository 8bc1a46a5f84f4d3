"""Plans that are nearly as good, and what would still be chosen if the estimates are off."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from northing_engine.selection.asking import Found, best
from northing_engine.selection.candidates import Candidate, Key
from northing_engine.selection.limits import Limits
from northing_engine.selection.parts import limits_of, parts
from northing_engine.selection.problem import Problem, Row
from northing_engine.selection.selecting import Selection

CORE, BORDERLINE, OUT = "core", "borderline", "out"
ALWAYS, NEVER = 0.95, 0.05  # shares from which on, and up to which, it is called core and out


@dataclass(frozen=True)
class Alternative:
    """Another plan: its value, how much less that is, and who joins and leaves beside the best."""

    chosen: Mapping[Key, int]
    value: float
    costs: float
    joins: tuple[Key, ...]
    leaves: tuple[Key, ...]


def next_best(selection: Selection, count: int = 5, *, seconds: float = 10.0) -> list[Alternative]:
    """The best plans with other candidates, best first, by no-good cuts; fewer when there are no more."""
    ends = time.monotonic() + seconds
    problem = Problem(selection.candidates, selection.limits)
    cuts = [_other_than(problem, selection.chosen)]
    found: list[Alternative] = []
    while len(found) < count and (left := ends - time.monotonic()) > 0:
        plan = best(problem, seconds=left, extra=cuts)
        if plan is None:
            break
        found.append(_beside(selection, plan))
        cuts.append(_other_than(problem, plan.chosen))
    return found


def _other_than(problem: Problem, chosen: Mapping[Key, int]) -> Row:
    """At least one candidate in that was out, or out that was in; what only serves others does not count."""
    serving = set(problem.enablers.tolist())
    terms, inside = [], 0
    for at, each in enumerate(problem.candidates):
        if at in serving:
            continue
        taken = each.id in chosen
        inside += taken
        terms.extend(problem.whole(at, -1.0 if taken else 1.0))
    return Row(None, terms, 1.0 - inside, np.inf)


def _beside(selection: Selection, plan: Found) -> Alternative:
    before, after = set(selection.chosen), set(plan.chosen)
    return Alternative(
        plan.chosen,
        plan.value,
        selection.value - plan.value,
        tuple(sorted(after - before, key=str)),
        tuple(sorted(before - after, key=str)),
    )


@dataclass(frozen=True)
class Robustness:
    """In what share of `draws` best plans each candidate is; `fits`: in what share the plan's efforts fit."""

    draws: int
    share: Mapping[Key, float]
    fits: float

    def call(self, id_: Key) -> str:
        """core, borderline or out (Liesiö, Mild & Salo 2007)."""
        share = self.share[id_]
        return CORE if share >= ALWAYS else OUT if share <= NEVER else BORDERLINE


def robustness(
    selection: Selection,
    values: Mapping[Key, np.ndarray],
    efforts: Mapping[Key, np.ndarray],
    *,
    seconds: float = 30.0,
    on_draw: Callable[[int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Robustness:
    """`values`, `efforts`: by candidate, one factor of its value and effort a draw; missing ones stay 1.

    Every draw is solved to its best plan. `draws`: how many there was time for; share is empty when none was.
    """
    ends = time.monotonic() + seconds
    draws = max((len(each) for each in (*values.values(), *efforts.values())), default=0)
    inside = dict.fromkeys((each.id for each in selection.candidates), 0)
    asked = [
        _Part(part, limits_of(part, selection.limits), values, efforts)
        for part in parts(selection.candidates, selection.limits)
    ]
    done = 0
    for draw in range(draws):
        plans = []
        for part in asked:
            left = ends - time.monotonic()
            if left <= 0 or (stop is not None and stop()):
                break
            plans.append(part.best(draw, seconds=left))
        if len(plans) < len(asked):
            break
        if None in plans:
            continue
        done += 1
        for plan in plans:
            for id_ in plan or ():
                inside[id_] += 1
        if on_draw is not None:
            on_draw(done)
    share = {id_: count / done for id_, count in inside.items()} if done else {}
    return Robustness(
        done, share, fit_chance(selection.chosen, selection.candidates, selection.limits, efforts)
    )


class _Part:
    """What hangs together, in one draw after the other; solved once where no draw says anything else."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        limits: Limits,
        values: Mapping[Key, np.ndarray],
        efforts: Mapping[Key, np.ndarray],
    ) -> None:
        self._candidates, self._limits, self._values, self._efforts = candidates, limits, values, efforts
        said = [factors[each.id] for factors in (values, efforts) for each in candidates if each.id in factors]
        self._same = not any(np.ptp(each) > 0 for each in said if len(each))
        self._known: tuple[Key, ...] | None = None

    def best(self, draw: int, *, seconds: float) -> tuple[Key, ...] | None:
        """Who is in; None when no plan was found in time."""
        if self._same and self._known is not None:
            return self._known
        periods = self._limits.periods
        drawn = [_drawn(each, draw, self._values, self._efforts, periods) for each in self._candidates]
        plan = best(Problem(drawn, self._limits), seconds=seconds)
        self._known = tuple(plan.chosen) if plan is not None else None
        return self._known


def _drawn(
    each: Candidate,
    draw: int,
    values: Mapping[Key, np.ndarray],
    efforts: Mapping[Key, np.ndarray],
    periods: int,
) -> Candidate:
    worth = float(values[each.id][draw]) if each.id in values else 1.0
    size = float(efforts[each.id][draw]) if each.id in efforts else 1.0
    return replace(
        each,
        value=tuple(value * worth for value in each.values(periods)),
        effort={pool: weeks * size for pool, weeks in each.effort.items()},
    )


def fit_chance(
    chosen: Mapping[Key, int],
    candidates: Sequence[Candidate],
    limits: Limits,
    efforts: Mapping[Key, np.ndarray],
) -> float:
    """In what share of draws all that is chosen fits the capacity of its period; 1 without draws."""
    draws = max((len(each) for each in efforts.values()), default=0)
    if draws == 0:
        return 1.0
    problem = Problem(candidates, limits)
    used = np.zeros((len(problem.pools), limits.periods, draws))
    for id_, period in chosen.items():
        factors = efforts.get(id_)
        factor = np.ones(draws) if factors is None else np.asarray(factors, dtype=float)
        used[:, period] += problem.effort[problem.at[id_]][:, None] * factor
    return float(np.mean(np.all(used <= problem.capacity[:, :, None] + 1e-9, axis=(0, 1))))
