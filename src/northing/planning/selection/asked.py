"""A scenario as the engine is asked for it: candidates with values and weeks, limits with their amounts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan, log

import numpy as np

from northing.kernel import clock
from northing.planning.models import Key, RuleKind, Scenario, ScoreModel
from northing.planning.queries.prioritise.inputs import Said
from northing.planning.queries.selecting import (
    Offer,
    Ruled,
    Weeks,
    offers,
    pinned,
    read,
    ruled,
    times_of,
    weeks,
)
from northing.planning.scoring.reading import as_read
from northing.planning.selection.worth import benefit, likely, over_time, score_model, scores
from northing_engine import selection as engine
from northing_engine.scoring import Method

EVERYBODY = ("everybody", "")
"""The pool of what no team is named for."""
COST = "cost"
CORRELATION = 0.3
"""Estimates of one plan are wrong together."""
SEED = 20_260_116
DRAWS = 400
ROBUST = 200
"""Of the draws of value, as many as plans are worked out under other estimates."""
HALF_OF_90 = 1.6448536269514722


@dataclass(frozen=True)
class Asked:
    """`lacking`: candidates that can't be weighed, and what nobody has said of them. `values`, `efforts`: for
    each candidate a factor a draw, for what would still be chosen and whether it fits."""

    scenario: Scenario | None
    model: ScoreModel | None
    offers: Mapping[Key, Offer]
    weeks: Weeks
    candidates: tuple[engine.Candidate, ...]
    limits: engine.Limits
    rules: Sequence[Ruled]
    lacking: Mapping[Key, tuple[str, ...]]
    values: Mapping[engine.Key, np.ndarray] = field(default_factory=dict, repr=False)
    efforts: Mapping[engine.Key, np.ndarray] = field(default_factory=dict, repr=False)


def ask(scenario: Scenario | None) -> Asked:
    """Everything that the plan depends on, read once. A constant number of queries."""
    found, room, rules = offers(), weeks(scenario), ruled(scenario)
    model = score_model(scenario.score_model if scenario else None)
    if model is None or not found:
        return Asked(scenario, model, found, room, (), _limits({}, room, rules, frozenset()), rules, {})
    method = benefit(model)
    found = _as_read(found, method, scenario)
    scored = scores(method, found)
    worth = dict(zip(found, likely(scored), strict=True))
    lacking = {
        key: lacks
        for row, (key, offer) in enumerate(found.items())
        if (lacks := _lacks(offer, scored.missing[row], worth[key]))
    }
    weighed = {key: offer for key, offer in found.items() if key not in lacking}
    pins = pinned(scenario)
    periods = len(room.quarters)
    whole = any(offer.team is None for offer in weighed.values())
    needs = {key: (*offer.needs, *_ruled_needs(key, rules)) for key, offer in weighed.items()}
    candidates = tuple(
        replace(
            _candidate(offer, over_time(model, worth[key], periods), pins.inside.get(key), whole=whole),
            needs=tuple(str(need) for need in dict.fromkeys(needs[key]) if need in weighed),
        )
        for key, offer in weighed.items()
    )
    limits = _limits(weighed, room, rules, pins.outside, must=frozenset(pins.inside), whole=whole)
    values: dict[engine.Key, np.ndarray] = {
        str(key): _factors(scored.draws[row][:ROBUST], worth[key])
        for row, key in enumerate(found)
        if key in weighed
    }
    return Asked(
        scenario, model, found, room, candidates, limits, rules, lacking, values, _effort_draws(weighed)
    )


def _as_read(found: Mapping[Key, Offer], method: Method, scenario: Scenario | None) -> dict[Key, Offer]:
    """With the numbers that Prioritise shows: live ones as of today, all as their record corrects them."""
    said = as_read(
        None,
        {key: offer.team for key, offer in found.items()},
        {key: offer.said for key, offer in found.items()},
        asked=method.fields,
        today=clock.today(),
        corrected=True,
    )
    return read(found, said, times_of(scenario))


def _lacks(offer: Offer, missing: Sequence[str], worth: float) -> tuple[str, ...]:
    lacks = list(missing)
    if offer.effort is None and "effort" not in lacks:
        lacks.append("effort")
    return tuple(lacks) if lacks or not isnan(worth) else ("score",)


def _candidate(offer: Offer, values: tuple[float, ...], period: int | None, *, whole: bool) -> engine.Candidate:
    """Pinned into a quarter, it is in that quarter or not at all."""
    cost = offer.said.get(COST)
    return engine.Candidate(
        str(offer.key),
        values,
        _effort(offer, whole=whole),
        cost=max(cost.likely, 0.0) if cost else 0.0,
        earliest=period or 0,
        latest=period,
    )


def _ruled_needs(key: Key, rules: Sequence[Ruled]) -> list[Key]:
    """What the scenario's own rules say that it needs: the first of a rule needs the others."""
    needing = [each.candidates for each in rules if each.rule.kind == RuleKind.NEEDS]
    return [other for first, *others in needing if first == key for other in others]


def _effort(offer: Offer, *, whole: bool) -> dict[engine.Pool, float]:
    size = offer.effort.likely if offer.effort else 0.0
    effort: dict[engine.Pool, float] = {}
    if offer.team is not None:
        effort[offer.team, ""] = size
        effort |= {(offer.team, discipline): part.likely for discipline, part in offer.disciplines.items()}
    if whole:
        effort[EVERYBODY] = size
    return effort


def _limits(
    weighed: Mapping[Key, Offer],
    room: Weeks,
    rules: Sequence[Ruled],
    outside: frozenset[Key],
    *,
    must: frozenset[Key] = frozenset(),
    whole: bool = False,
) -> engine.Limits:
    periods = range(len(room.quarters))
    pools = {
        (offer.team, part) for offer in weighed.values() if offer.team for part in ("", *offer.disciplines)
    }
    capacity: dict[engine.Pool, float | Sequence[float]] = {
        (team, part): [room.of(team, period, part) for period in periods] for team, part in pools
    }
    if whole:
        capacity[EVERYBODY] = [sum(room.of(team, period) for team in room.teams) for period in periods]
    grouped: defaultdict[str, list[tuple[engine.Key, ...]]] = defaultdict(list)
    for each in rules:
        group = tuple(str(key) for key in each.candidates if key in weighed)
        if len(group) > 1 or (group and each.rule.kind == RuleKind.EITHER):
            grouped[each.rule.kind].append(group)
    budgets = [
        each.rule.amount for each in rules if each.rule.kind == RuleKind.BUDGET and each.rule.amount is not None
    ]
    return engine.Limits(
        periods=max(len(room.quarters), 1),
        capacity=capacity,
        budget=min(budgets, default=None),
        must=frozenset(str(key) for key in must if key in weighed),
        must_not=frozenset(str(key) for key in outside if key in weighed),
        together=tuple(grouped[RuleKind.TOGETHER]),
        either=tuple(grouped[RuleKind.EITHER]),
        not_both=tuple(grouped[RuleKind.NOT_BOTH]),
        shares=tuple(share for each in rules if (share := _share(each, weighed)) is not None),
    )


def _share(each: Ruled, weighed: Mapping[Key, Offer]) -> engine.Share | None:
    rule = each.rule
    if rule.kind not in {RuleKind.SHARE_MIN, RuleKind.SHARE_MAX} or rule.amount is None:
        return None
    members = frozenset(
        str(key)
        for key, offer in weighed.items()
        if (rule.objective_id is None or rule.objective_id in offer.objectives)
        and (rule.product_id is None or rule.product_id == offer.product)
        and (not rule.horizon or rule.horizon == offer.horizon)
    )
    least = rule.amount if rule.kind == RuleKind.SHARE_MIN else None
    most = rule.amount if rule.kind == RuleKind.SHARE_MAX else None
    name = str(rule.objective or rule.product or f"horizon {rule.horizon}")
    return engine.Share(name, members, at_least=least, at_most=most)


def _factors(draws: np.ndarray, worth: float) -> np.ndarray:
    return np.asarray(draws, dtype=float) / worth if worth > 0 else np.ones(len(draws))


def _effort_draws(weighed: Mapping[Key, Offer]) -> dict[engine.Key, np.ndarray]:
    """How large each turns out, times its likely effort: a shared part and one of its own."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    shared = rng.standard_normal(DRAWS)
    found: dict[engine.Key, np.ndarray] = {}
    for key, offer in sorted(weighed.items()):
        own = rng.standard_normal(DRAWS)
        if offer.effort is not None:
            score = CORRELATION**0.5 * shared + (1 - CORRELATION) ** 0.5 * own
            below, above = flanks(offer.effort)
            found[str(key)] = np.exp(np.where(score < 0, below, above) * score)
    return found


def flanks(size: Said) -> tuple[float, float]:
    """On the log scale, to either side of the likely effort."""
    if size.likely <= 0:
        return 0.0, 0.0
    return log(size.likely / max(size.low, 1e-6)) / HALF_OF_90, log(size.high / size.likely) / HALF_OF_90
