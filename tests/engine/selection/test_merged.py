"""Fewer candidates, the same plans."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.selection.cases import every_plan, keeps, worth

from northing_engine.selection import Candidate, Limits, select
from northing_engine.selection.merged import Merged
from northing_engine.selection.problem import Problem


def merged(candidates: list[Candidate], limits: Limits) -> dict[str, Candidate]:
    return {str(each.id): each for each in Merged(Problem(candidates, limits)).problem.candidates}


def test_what_one_alone_needs_is_part_of_it_and_needs_with_the_same_takers_are_one() -> None:
    candidates = [
        Candidate("login", 0.0, {"P": 1.0}, cost=1.0),
        Candidate("audit", 0.0, {"P": 2.0}, cost=2.0, needs=("login",)),
        Candidate("sso", 0.0, {"Q": 3.0}, cost=4.0),
        Candidate("bank", 9.0, needs=("audit", "login", "sso")),
        Candidate("shop", 7.0, needs=("audit",)),
        Candidate("idle", 0.0, cost=5.0),
    ]
    found = merged(candidates, Limits(budget=7.0))
    assert set(found) == {"audit", "bank", "shop"}
    assert (found["audit"].cost, found["audit"].effort) == (3.0, {"P": 3.0})
    assert (found["bank"].cost, found["bank"].effort, found["bank"].needs) == (4.0, {"Q": 3.0}, ("audit",))
    assert (found["shop"].cost, found["shop"].needs) == (0.0, ("audit",))


def test_what_a_limit_names_stays_itself() -> None:
    candidates = [Candidate("base", 0.0, cost=1.0), Candidate("top", 9.0, needs=("base",))]
    assert set(merged(candidates, Limits(must_not=frozenset({"base"})))) == {"base", "top"}


def test_a_need_that_follows_from_another_is_not_said_twice_and_circles_stay_whole() -> None:
    ring = {"a": ("b", "d"), "b": ("c",), "c": ("b", "d"), "d": ()}
    candidates = [Candidate(id_, float(id_ != "d"), needs=needs) for id_, needs in ring.items()]
    candidates.append(Candidate("e", 1.0, needs=("d",)))
    found = merged(candidates, Limits())
    assert {id_: each.needs for id_, each in found.items()} == {
        "a": ("b",), "b": ("c",), "c": ("b", "d"), "d": (), "e": ("d",),
    }  # fmt: skip


@pytest.mark.parametrize("case", range(30))
def test_the_best_plan_is_the_one_that_trying_every_plan_finds(case: int) -> None:
    rng = np.random.default_rng(case)
    ids = [f"c{at}" for at in range(9)]
    candidates = [
        Candidate(
            id_,
            float(rng.integers(1, 40)) if rng.random() < 0.4 else 0.0,
            {"P": float(rng.integers(0, 5))},
            float(rng.integers(0, 5)),
            needs=tuple(other for other in ids if other != id_ and rng.random() < 0.12),
        )
        for id_ in ids
    ]
    limits = Limits(
        capacity={"P": float(rng.integers(4, 14))},
        budget=float(rng.integers(4, 14)),
        not_both=(("c0", "c1"),) if rng.random() < 0.3 else (),
    )
    best = max(worth(plan, candidates, limits) for plan in every_plan(candidates, limits))
    found = select(candidates, limits)
    assert keeps(found.chosen, candidates, limits)
    assert found.value == pytest.approx(best)
    assert found.proven
