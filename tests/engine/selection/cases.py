"""The instance that is worked out by hand, and what trying every plan gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from northing_engine.selection import Candidate, Key, Limits, Share

WORTH = {
    "F1": (90, 5, 2), "F2": (60, 3, 4), "F3": (45, 2, 2), "F4": (80, 6, 3), "F5": (30, 1, 1), "F6": (25, 2, 0),
    "F7": (55, 2, 5), "F8": (20, 0, 2),
}  # fmt: skip
NEEDS = {"F4": ("F3",), "F7": ("F2",)}


def by_hand(p: float = 9, q: float = 9, **others: object) -> tuple[list[Candidate], Limits]:
    candidates = [
        Candidate(id_, float(value), {"P": float(weeks_p), "Q": float(weeks_q)}, needs=NEEDS.get(id_, ()))
        for id_, (value, weeks_p, weeks_q) in WORTH.items()
    ]
    return candidates, Limits(capacity={"P": p, "Q": q}, not_both=(("F1", "F4"),), **others)  # type: ignore[arg-type]


def every_plan(candidates: list[Candidate], limits: Limits) -> Iterator[Mapping[Key, int]]:
    """All that keep the limits, told by trying all there are; written against the words, not the programme."""
    for taken in product(range(-1, limits.periods), repeat=len(candidates)):
        plan = {each.id: when for each, when in zip(candidates, taken, strict=True) if when >= 0}
        if keeps(plan, candidates, limits):
            yield plan


def keeps(plan: Mapping[Key, int], candidates: list[Candidate], limits: Limits) -> bool:
    of = {each.id: each for each in candidates}
    return (
        limits.must <= set(plan)
        and not limits.must_not & set(plan)
        and all(len({id_ in plan for id_ in group}) == 1 for group in limits.together)
        and all(any(id_ in plan for id_ in group) for group in limits.either)
        and all(sum(id_ in plan for id_ in group) <= 1 for group in limits.not_both)
        and all(in_time(of[id_], plan) for id_ in plan)
        and has_room(plan, of, limits)
    )


def in_time(each: Candidate, plan: Mapping[Key, int]) -> bool:
    when = plan[each.id]
    closed = when < each.earliest or (each.latest is not None and when > each.latest)
    return not closed and all(other in plan and plan[other] <= when for other in each.needs)


def has_room(plan: Mapping[Key, int], of: Mapping[Key, Candidate], limits: Limits) -> bool:
    weeks = {id_: sum(of[id_].effort.values()) for id_ in plan}
    for pool in {pool for each in of.values() for pool in each.effort}:
        for period in range(limits.periods):
            used = sum(of[id_].effort.get(pool, 0) for id_, when in plan.items() if when == period)
            if used > limits.weeks(pool, period) + 1e-9:
                return False
    for share in limits.shares:
        part, total = sum(weeks[id_] for id_ in plan if id_ in share.members), sum(weeks.values())
        if not (share.at_least or 0) * total - 1e-9 <= part <= (share.at_most or 1) * total + 1e-9:
            return False
    return limits.budget is None or sum(of[id_].cost for id_ in plan) <= limits.budget + 1e-9


def worth(plan: Mapping[Key, int], candidates: list[Candidate], limits: Limits) -> float:
    of = {each.id: each for each in candidates}
    return sum(of[id_].values(limits.periods)[when] for id_, when in plan.items())


def any_case(rng: np.random.Generator, *, largest: int = 8) -> tuple[list[Candidate], Limits]:
    """A small instance with now this limit, now that."""
    count, periods = int(rng.integers(2, largest + 1)), int(rng.choice([1, 1, 2]))
    if periods == 2:
        count = min(count, 6)
    ids = [f"c{at}" for at in range(count)]
    candidates = []
    for at, id_ in enumerate(ids):
        first = float(rng.integers(0, 40))
        value = first if periods == 1 else (first, float(rng.integers(0, int(first) + 1)))
        effort = {pool: float(rng.integers(0, 6)) for pool in ("P", "Q")}
        needs = (ids[rng.integers(at)],) if at and rng.random() < 0.3 else ()
        candidates.append(Candidate(id_, value, effort, float(rng.integers(0, 5)), needs))

    def some(chance: float, size: int) -> tuple[tuple[str, ...], ...]:
        return (tuple(rng.choice(ids, size, replace=False).tolist()),) if rng.random() < chance else ()

    capacity: dict[str, float | Sequence[float]] = {
        "P": float(rng.integers(2, 14)),
        "Q": [float(rng.integers(2, 14)) for _ in range(periods)],
    }
    limits = Limits(
        periods=periods,
        capacity=capacity,
        budget=float(rng.integers(3, 20)) if rng.random() < 0.4 else None,
        must=frozenset(rng.choice(ids, 1).tolist()) if rng.random() < 0.15 else frozenset(),
        must_not=frozenset(rng.choice(ids, 1).tolist()) if rng.random() < 0.15 else frozenset(),
        together=some(0.2, 2),
        either=some(0.2, 2),
        not_both=some(0.3, 2),
        shares=tuple(Share("half", frozenset(each), at_most=0.5) for each in some(0.2, 2)),
    )
    return candidates, limits
