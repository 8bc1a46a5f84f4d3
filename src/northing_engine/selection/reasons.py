"""Why is it in or out, and what would change that? Each answer is another best plan, not a rule of thumb.

In whole numbers the prices of the relaxation mislead (an hour of a team may be worth nothing until there are
three of them), so every question is solved again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from northing_engine.selection.asking import Found, best, reaches, with_it, without_it
from northing_engine.selection.candidates import Candidate, Key, Pool
from northing_engine.selection.contradiction import contradiction
from northing_engine.selection.errors import UnknownCandidate
from northing_engine.selection.limits import Limit
from northing_engine.selection.parts import part_around
from northing_engine.selection.problem import TOLERANCE, Problem
from northing_engine.selection.selecting import Selection

HALVINGS = 6  # of its effort, in search of the share at which it comes in
STEPS = 4  # of more capacity that are tried


@dataclass(frozen=True)
class More:
    """So many more weeks of a pool, in one period, bring it in."""

    pool: Pool
    period: int
    weeks: float


@dataclass(frozen=True)
class Reason:
    """Of one candidate, beside the plan it is told for.

    taken:     whether it is in.
    other:     the best plan with it in (if it is out), without it (if it is in); None when there is none.
    costs:     how much less that plan is worth.
    joins, leaves: how that plan differs.
    value:     out: from this value on it comes in (None: at no value); in: down to this value it stays.
    period:    out: the period that would take it.
    effort:    out: the largest share of its effort at which it comes in, None when none does; in: None.
    more:      out: for each pool, the fewest more weeks that were found to bring it in.
    blocked:   out, and no plan has it: the smallest set of limits that forbids it.
    exact:     False when time ran out: a better other plan, or an easier change, may exist.
    """

    taken: bool
    other: Mapping[Key, int] | None
    costs: float | None
    joins: tuple[Key, ...] = ()
    leaves: tuple[Key, ...] = ()
    value: float | None = None
    period: int | None = None
    effort: float | None = None
    more: tuple[More, ...] = ()
    blocked: tuple[Limit, ...] = ()
    exact: bool = True


def explain(
    selection: Selection, id_: Key, *, seconds: float = 5.0, stop: Callable[[], bool] | None = None
) -> Reason:
    """The reason for one candidate, within about `seconds`. Raises UnknownCandidate."""
    of = {each.id: each for each in selection.candidates}
    if id_ not in of:
        raise UnknownCandidate(f"{id_} is not among the candidates")
    asked = _Asked(part_around(selection, id_), of[id_], time.monotonic() + seconds, stop)
    reason = asked.why_in() if id_ in selection.chosen else asked.why_out()
    if reason.other is None:
        return reason
    elsewhere = {key: at for key, at in selection.chosen.items() if key not in asked.selection.chosen}
    return replace(reason, other={**elsewhere, **reason.other})


@dataclass
class _Asked:
    """`selection`: the part of the plan that can matter. `cut_short`: a question was left without answer."""

    selection: Selection
    candidate: Candidate
    ends: float
    stop: Callable[[], bool] | None
    cut_short: bool = False

    @property
    def left(self) -> float:
        stopped = self.stop is not None and self.stop()
        return 0.0 if stopped else self.ends - time.monotonic()

    def why_in(self) -> Reason:
        plan = self.selection
        other = best(without_it(plan.candidates, plan.limits, self.candidate.id), seconds=max(self.left, 0.1))
        now = self.candidate.values(plan.limits.periods)[plan.chosen[self.candidate.id]]
        if other is None:
            return Reason(True, None, None)
        costs = max(plan.value - other.value, 0.0)
        return self._told(Reason(True, other.chosen, costs, value=now - costs), other)

    def why_out(self) -> Reason:
        plan, id_ = self.selection, self.candidate.id
        other = best(with_it(plan.candidates, plan.limits, id_), seconds=max(self.left / 2, 0.1))
        if other is None:
            limits = replace(plan.limits, must=plan.limits.must | {id_})
            clash = contradiction(plan.candidates, limits)
            blocked = tuple(each for each in clash if not (each.kind == "must" and each.ids == (id_,)))
            more = self._more()
            exact = bool(blocked) and not self.cut_short
            return Reason(False, None, None, blocked=blocked, more=more, exact=exact)
        costs = max(plan.value - other.value, 0.0)
        period = other.chosen[id_]
        now = self.candidate.values(plan.limits.periods)[period]
        told = Reason(
            False,
            other.chosen,
            costs,
            value=now + costs,
            period=period,
            effort=self._effort(),
            more=self._more(),
        )
        return self._told(told, other)

    def _told(self, reason: Reason, other: Found) -> Reason:
        before, after = self.selection.chosen, other.chosen
        return replace(
            reason,
            joins=tuple(sorted(set(after) - set(before), key=str)),
            leaves=tuple(sorted(set(before) - set(after), key=str)),
            exact=not self.cut_short and other.bound - other.value <= TOLERANCE * max(1.0, abs(other.value)),
        )

    def _effort(self) -> float | None:
        """The largest share of its effort at which a plan with it is worth as much as the best without it."""
        if not any(self.candidate.effort.values()):
            return None
        enters, stays_out = 0.0, 1.0
        if not self._enters_with(self._with(0.0)):
            return None
        for _ in range(HALVINGS):
            middle = (enters + stays_out) / 2
            if self._enters_with(self._with(middle)):
                enters = middle
            else:
                stays_out = middle
        return enters

    def _with(self, share: float) -> list[Candidate]:
        """All candidates, this one with a share of its effort."""
        effort = {pool: weeks * share for pool, weeks in self.candidate.effort.items()}
        lighter = replace(self.candidate, effort=effort)
        return [lighter if each.id == lighter.id else each for each in self.selection.candidates]

    def _enters_with(self, candidates: list[Candidate]) -> bool:
        """Less effort leaves the best plan without it as it is."""
        limits = self.selection.limits
        return self._reaches(with_it(candidates, limits, self.candidate.id), self.selection.value - self._near)

    def _reaches(self, problem: Problem, worth: float) -> bool:
        """No, where there is no time to know."""
        found = reaches(problem, worth, seconds=self.left) if self.left > 0 else None
        self.cut_short |= found is None
        return bool(found)

    @property
    def _near(self) -> float:
        return TOLERANCE * max(1.0, abs(self.selection.value))

    def _more(self) -> tuple[More, ...]:
        """For each pool and period it could use, the fewest more weeks that let the best plan hold it."""
        limits = self.selection.limits
        found: list[More] = []
        for pool, weeks in sorted(self.candidate.effort.items(), key=lambda item: repr(item[0])):
            if weeks <= 0 or pool not in limits.capacity:
                continue
            steps = [weeks * step / STEPS for step in range(1, STEPS + 1)]
            options = [
                More(pool, period, more)
                for period in range(limits.periods)
                if self._open(period)
                for more in [self._least(pool, period, steps)]
                if more is not None
            ]
            found.extend(sorted(options, key=lambda option: (option.weeks, option.period))[:1])
        return tuple(found)

    def _open(self, period: int) -> bool:
        latest = self.candidate.latest
        return self.candidate.earliest <= period and (latest is None or period <= latest)

    def _least(self, pool: Pool, period: int, steps: list[float]) -> float | None:
        """The first step that brings it in; the largest is tried first, since most often not even that does."""
        if not self._brought_in(pool, period, steps[-1]):
            return None
        return next((more for more in steps[:-1] if self._brought_in(pool, period, more)), steps[-1])

    def _brought_in(self, pool: Pool, period: int, more: float) -> bool:
        plan, limits = self.selection, self.selection.limits
        weeks = [limits.weeks(pool, each) + (more if each == period else 0.0) for each in range(limits.periods)]
        wider = replace(limits, capacity={**limits.capacity, pool: weeks})
        with_it_in = with_it(plan.candidates, wider, self.candidate.id)
        if not self._reaches(with_it_in, plan.value - self._near):
            return False
        without = best(without_it(plan.candidates, wider, self.candidate.id), seconds=max(self.left, 0.05))
        return without is None or self._reaches(with_it_in, without.value - self._near)
