"""What would bring a promise back: fewer items, a person lent, a later day, each forecast again."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from northing.organisation.models import Team
from northing.planning.forecasts.what_if import WhatIf, promise_for
from northing.planning.models import Commitment, Feature, ForecastRun, ItemState
from northing.ui import formatting
from northing_engine import forecasting as engine

SURE_ENOUGH = 0.80  # what a cut has to reach
LATER_REACHES = 0.85  # what a later day has to reach
QUICK = 2_000  # futures while looking for the best; what is shown is forecast with all
FURTHEST = 3 * 366  # days ahead that a later day is looked for
MOST_GIVERS = 12
STEPS_OF_EFFORT = 20  # an estimate is cut in twentieths


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing to do, the chance that it leads to, what it costs, and what to do when it is wanted.

    `due_on` is the day of a lever that can be decided at once.
    """

    kind: str
    title: str
    chance: float
    cost: str
    todo: str = ""
    due_on: date | None = None


def levers(feature: Feature, run: ForecastRun) -> tuple[Lever, ...]:
    """How to make an open commitment likely again; of a feature without one, what could be promised."""
    what_if = WhatIf.now(seed=run.seed, draws=run.draws)
    if feature.pk not in what_if.inputs.features:
        return ()
    promise = Commitment.objects.current().filter(feature=feature).select_related("feature").first()
    found: list[Lever | None] = []
    if promise is not None:
        if what_if.chance(promise) >= SURE_ENOUGH:
            return ()
        found = [fewer(what_if, promise), lend(what_if, promise)]
    found.append(later(what_if, feature, promise))
    return tuple(lever for lever in found if lever is not None)


def fewer(what_if: WhatIf, promise: Commitment) -> Lever | None:
    """The smallest cut that makes the promise at least 80 % likely."""
    piece = what_if.piece(promise.feature_id)
    most = piece.items if isinstance(piece.items, int) else STEPS_OF_EFFORT if piece.effort else 0
    if most < 2:
        return None
    quick = what_if.with_draws(QUICK)

    def chance(cut: int, how: WhatIf = quick) -> float:
        return how.changing({promise.feature_id: _cut(piece, cut)}).chance(promise)

    if chance(most - 1) < SURE_ENOUGH:
        return Lever(
            "fewer",
            "Fewer items do not bring it back",
            chance(most - 1, what_if),
            "Even nearly finished, it comes after what is before it or what it waits for.",
        )
    low, high = 1, most - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if chance(middle) >= SURE_ENOUGH else (middle + 1, high)
    # The quick look may be off by a point; all futures have the last word.
    while (exact := chance(low, what_if)) < SURE_ENOUGH and low < most - 1:
        low += 1
    title, cost = _cut_in_words(promise.feature, piece, low)
    return Lever("fewer", title, exact, cost, "Drop the items, or move them to another feature.")


def _cut(piece: engine.Piece, cut: int) -> dict[str, object]:
    if isinstance(piece.items, int):
        return {"items": piece.items - cut}
    effort, left = piece.effort, 1 - cut / STEPS_OF_EFFORT
    if effort is None:
        return {}
    likely = None if effort.likely is None else effort.likely * left
    return {"effort": engine.Range(effort.low * left, effort.high * left, likely)}


def _cut_in_words(feature: Feature, piece: engine.Piece, cut: int) -> tuple[str, str]:
    if not isinstance(piece.items, int):
        share = formatting.percent(cut / STEPS_OF_EFFORT)
        return f"Ship with {share} less", "Of the estimate: it is not split into items yet."
    open_items = feature.items.exclude(state__in=(ItemState.DONE, ItemState.DROPPED))
    newest = list(open_items.order_by("-created_at", "-pk").values_list("name", flat=True)[:2])
    named = f" The newest: {', '.join(newest)}." if newest else ""
    return f"Ship without {formatting.counted(cut, 'item')}", f"Of {piece.items} that are left.{named}"


def lend(what_if: WhatIf, promise: Commitment) -> Lever | None:
    """A person, or half of one, from the team whose promises it costs least, until the promised day."""
    taker = promise.feature.team_id
    if taker is None or not what_if.inputs.builders.get(taker):
        return None
    weeks = max(1, math.ceil((promise.due_on - what_if.inputs.today).days / 7))
    others = _other_promises(what_if, promise)
    quick = what_if.with_draws(QUICK)
    before = dict(zip(others, quick.chances(list(others)), strict=True))
    best: tuple[float, int, float] | None = None
    for giver, persons in _givers(what_if, taker):
        theirs = _resting_on(what_if, giver, others)
        after = quick.lending(giver=giver, taker=taker, persons=persons, weeks=weeks).chances(theirs)
        falls = max((before[other] - chance for other, chance in zip(theirs, after, strict=True)), default=0.0)
        if best is None or falls < best[0] - 0.001:
            best = (falls, giver, persons)
    if best is None:
        return None
    _, giver, persons = best
    lending = what_if.lending(giver=giver, taker=taker, persons=persons, weeks=weeks)
    return _lent(what_if, lending, [promise, *_resting_on(what_if, giver, others)], giver, persons, weeks)


def _givers(what_if: WhatIf, taker: int) -> list[tuple[int, float]]:
    """Teams, the largest first, and what they can spare: a person where another one stays, else half of one."""
    large = sorted(what_if.inputs.builders.items(), key=lambda team: (-team[1], team[0]))
    able = [(team, 1.0 if persons >= 2 else 0.5) for team, persons in large if team != taker and persons >= 1]
    return able[:MOST_GIVERS]


def _other_promises(what_if: WhatIf, promise: Commitment) -> list[Commitment]:
    """The open promises of everything else in the plan."""
    rows = Commitment.objects.current().exclude(pk=promise.pk).select_related("feature")
    return [row for row in rows if row.feature_id in what_if.inputs.features]


def _resting_on(what_if: WhatIf, team: int, promises: list[Commitment]) -> list[Commitment]:
    """Those that move when the team has less capacity: its own, and what waits for its work."""
    moved = engine.affected(what_if.inputs.pieces, teams=(team,))
    return [promise for promise in promises if promise.feature_id in moved]


def _lent(
    what_if: WhatIf, lending: WhatIf, promises: list[Commitment], giver: int, persons: float, weeks: int
) -> Lever | None:
    """`promises` begins with the one to bring back; the others are what it may cost."""
    base, *before = what_if.chances(promises)
    chance, *after = lending.chances(promises)
    if chance < base + 0.01:
        return None
    name = Team.objects.values_list("name", flat=True).get(pk=giver)
    cost = "None of their commitments gets less likely."
    falls = [(was - now, other, was, now) for other, was, now in zip(promises[1:], before, after, strict=True)]
    worst = max(falls, key=lambda fall: fall[0], default=None)
    if worst is not None and worst[0] >= 0.005:
        _, other, was, now = worst
        named = what_if.name_of(other.feature_id)
        cost = f"{named} falls {formatting.chance_points(was)} → {formatting.chance(now)}"
    todo = f"Agree it with {name}, then change both teams’ shares: {formatting.counted(weeks, 'week')}."
    who = "one person" if persons == 1 else "half a person"
    return Lever("lend", f"Borrow {who} from {name}", chance, cost, todo)


def later(what_if: WhatIf, feature: Feature, promise: Commitment | None) -> Lever | None:
    """The first day that is at least 85 % likely."""
    first = max(promise.due_on if promise else what_if.inputs.today, what_if.inputs.today) + timedelta(days=1)
    piece = what_if.delivery([feature.pk])[feature.pk]
    days = [first + timedelta(days=ahead) for ahead in range(FURTHEST)]
    by_pace = np.array([piece.chance_by(day) for day in days])
    # A day that the pace alone gives no half chance needs no look at the record of promises.
    start = int(np.searchsorted(by_pace, 0.5))
    days, by_pace = days[start:], by_pace[start:]
    if not days:
        return None
    by_record = what_if.promises.chances([promise_for(feature, day) for day in days], what_if.inputs.today)
    mixed = np.atleast_1d(what_if.promises.mixed(by_pace, by_record).chance)
    reached = np.flatnonzero(mixed >= LATER_REACHES)
    if not reached.size:
        return None
    day, chance = days[int(reached[0])], float(mixed[int(reached[0])])
    said = formatting.long_day(day, what_if.inputs.today)
    if promise is None:
        return Lever("later", f"Commit to {said}", chance, "The first day that is this likely", due_on=day)
    late = formatting.counted((day - promise.due_on).days, "day")
    return Lever("later", f"Commit to {said} instead", chance, f"{late} later than promised", due_on=day)
