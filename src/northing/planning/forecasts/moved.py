"""What moved a chance since a day: one input after the other is set back to what it was, and forecast again.

The order is fixed: the commitment, the day to wait for, its own scope, what it needs, what its teams do before
it, the teams' pace. What a step changes is what that input did, given those before it; what is left over is the
days that passed and the work that was done, and a change of calendar or capacity, which is named there. So the
steps add up to the whole change.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from northing.planning.forecasts.inputs import HISTORY_WEEKS, UNDER_WAY_FIRST
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Commitment, Feature, FeatureState, ForecastRun, OutlookRecord
from northing.planning.queries.then import (
    FeatureThen,
    calendar_changed,
    features_then,
    needs_then,
    promise_then,
    why_not_before,
)
from northing.planning.queries.throughput import weekly_done
from northing.ui import formatting
from northing_engine import forecasting as engine

DRAWS = 8_000
WORTH_SAYING = 0.005  # less than half a point is noise


@dataclass(frozen=True, slots=True)
class Step:
    """`points` is what it did to the chance: -.17 took seventeen points off."""

    what: str
    points: float


@dataclass(frozen=True, slots=True)
class Moved:
    """`since` is the day of the forecast that is compared with."""

    since: date
    was: float | None
    now: float | None
    steps: tuple[Step, ...]


def moved(feature: Feature, said: OutlookRecord, run: ForecastRun, now: float) -> Moved:
    """From what was said on that day to what is said now."""
    if said.chance is None:
        return Moved(said.said_on, None, now, ())
    what_if = WhatIf.now(seed=run.seed, draws=min(run.draws, DRAWS))
    promise = feature.commitments.current().select_related("feature").first()
    if feature.pk not in what_if.inputs.features or promise is None:
        return Moved(said.said_on, said.chance, now, ())
    steps = [step for step in _Back(what_if, feature, promise, said.said_on).steps() if step.what]
    rest = now - said.chance - sum(step.points for step in steps)
    left_over = "Days passed, work done, calendar or capacity changed"
    steps.append(Step(left_over if calendar_changed(said.said_on) else "Days passed and work done", rest))
    shown = [step for step in steps if abs(step.points) >= WORTH_SAYING]
    return Moved(said.said_on, said.chance, now, tuple(sorted(shown, key=lambda step: -abs(step.points))))


class _Back:
    """Walks from now back to the day, one input at a time."""

    def __init__(self, what_if: WhatIf, feature: Feature, promise: Commitment, day: date) -> None:
        self.what_if, self.feature, self.promise, self.day = what_if, feature, promise, day
        self.then, self.own = features_then(day), what_if.piece(feature.pk)
        self.before: FeatureThen | None = self.then.get(feature.pk)

    def steps(self) -> Iterator[Step]:
        chance = self.what_if.chance(self.promise)
        for set_back in self._order():
            what = set_back()
            if not what:
                continue
            further = self.what_if.chance(self.promise)
            yield Step(what, chance - further)
            chance = further

    def _order(self) -> tuple[Callable[[], str], ...]:
        return self._commitment, self._wait, self._scope, self._needs, self._others, self._pace

    def _change(self, pieces: dict[int, dict[str, Any]]) -> None:
        self.what_if = self.what_if.changing(pieces)

    def _commitment(self) -> str:
        before = promise_then(self.feature, self.day)
        if before is None or before.due_on == self.promise.due_on:
            return ""
        said = f"Commitment moved {_short(before.due_on)} → {_short(self.promise.due_on)}"
        before.feature = self.feature
        self.promise = before
        return said

    def _wait(self) -> str:
        now, then = self.feature.not_before, self.before.not_before if self.before else None
        if self.before is None or now == then:
            return ""
        weeks = max((then - self.what_if.inputs.today).days / 7, 0.0) if then else 0.0
        self._change({self.feature.pk: {"not_before": weeks}})
        why = why_not_before(self.feature.pk, self.day, now) or "Not before"
        if now is None:
            return "Nothing to wait for any more"
        return f"{why} {_short(then)} → {_short(now)}" if then else f"{why}: not before {_short(now)}"

    def _scope(self) -> str:
        if self.before is None:
            return ""
        size = _size(self.own, self.feature, self.before)
        if not size:
            return ""
        self._change({self.feature.pk: size})
        now, then = self.feature.items_total, self.before.items_total
        if now == then:
            return "Its estimate changed"
        return f"{'Grew' if now > then else 'Shrank'} from {then} to {now} items"

    def _needs(self) -> str:
        pieces = {int(piece.id) for piece in self.what_if.inputs.pieces}
        pairs = [pair for pair in needs_then(self.day) if set(pair) <= pieces]
        then: dict[int, set[int]] = {}
        for one, other in pairs:
            then.setdefault(one, set()).add(other)
        changed = {
            int(piece.id): {"needs": tuple(sorted(then.get(int(piece.id), ())))}
            for piece in self.what_if.inputs.pieces
            if set(piece.needs) != then.get(int(piece.id), set()) and int(piece.id) in self.then
        }
        if not changed:
            return ""
        added = set(self.own.needs) - then.get(self.feature.pk, set())
        names = [self.what_if.name_of(int(need)) for need in added]
        self._change(changed)
        return f"Now needs {', '.join(sorted(names))}" if names else "What it needs changed"

    def _others(self) -> str:
        """Rank, state and scope of every other feature as they were; what was not there then takes no time."""
        changed: dict[int, dict[str, Any]] = {}
        for piece in self.what_if.inputs.pieces:
            pk = int(piece.id)
            back = self._as_it_was(piece, self.then.get(pk))
            if pk == self.feature.pk:
                back = {name: value for name, value in back.items() if name == "rank"}
            if back:
                changed[pk] = back
        if not changed:
            return ""
        self._change(changed)
        team = self.feature.team
        return f"What comes before it in {team.name} changed" if team else "What comes before it changed"

    def _as_it_was(self, piece: engine.Piece, then: FeatureThen | None) -> dict[str, Any]:
        feature = self.what_if.inputs.features[int(piece.id)]
        if then is None:
            return {"items": 0, "effort": None} if piece.items is not None else {"effort": engine.Range(0, 0)}
        back = _size(piece, feature, then)
        rank = then.rank - (UNDER_WAY_FIRST if then.state == FeatureState.BUILDING else 0)
        return back | ({"rank": rank} if rank != piece.rank else {})

    def _pace(self) -> str:
        inputs = self.what_if.inputs
        team = self.feature.team
        history = engine.History(*weekly_done(today=self.day, weeks=HISTORY_WEEKS))
        if team is None or not history.weekly(team.pk).size or not inputs.history.weekly(team.pk).size:
            return ""
        then, now = (float(np.mean(found.weekly(team.pk))) for found in (history, inputs.history))
        self.what_if = replace(self.what_if, inputs=replace(inputs, history=history))
        before, after = formatting.number(then, 1), formatting.number(now, 1)
        if before == after:
            return f"{team.name}: other weeks to go by, still {after} items each"
        return f"{team.name}: {before} → {after} items a week"


def _size(piece: engine.Piece, feature: Feature, then: FeatureThen) -> dict[str, Any]:
    """Items or estimate as they were; what was done meanwhile stays done."""
    back: dict[str, Any] = {}
    if isinstance(piece.items, int) and then.items_total and feature.items_total != then.items_total:
        back["items"] = max(0, piece.items - (feature.items_total - then.items_total))
    if piece.items is None and then.low is not None and then.high is not None:
        effort = engine.Range(then.low, then.high, then.likely or None)
        if effort != piece.effort:
            back["effort"] = effort
    return back


def _short(day: date | None) -> str:
    return formatting.short_day(day)
