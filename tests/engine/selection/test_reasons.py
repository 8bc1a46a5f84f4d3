"""What would bring the others in, what contradicts itself, and what would still be chosen."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.selection.cases import any_case, by_hand, every_plan, worth

from northing_engine.selection import (
    Candidate,
    Key,
    Limit,
    Limits,
    More,
    NoPlan,
    UnknownCandidate,
    contradiction,
    explain,
    fit_chance,
    next_best,
    robustness,
    select,
)
from northing_engine.selection.parts import parts


@pytest.mark.parametrize(
    ("id_", "other", "value"), [("F3", 185, 60), ("F4", 175, 105), ("F6", 180, 45), ("F7", 140, 115)]
)
def test_what_is_out_comes_in_from_a_value_on(id_: str, other: float, value: float) -> None:
    found = select(*by_hand())
    reason = explain(found, id_, seconds=30)
    assert not reason.taken
    assert (200 - (reason.costs or 0), reason.value) == (other, value)
    assert id_ in (reason.other or {})
    assert id_ in reason.joins
    assert reason.leaves
    assert reason.exact


@pytest.mark.parametrize(
    ("id_", "costs", "down_to"), [("F1", 20, 70), ("F2", 15, 45), ("F5", 20, 10), ("F8", 20, 0)]
)
def test_what_is_in_stays_down_to_a_value(id_: str, costs: float, down_to: float) -> None:
    reason = explain(select(*by_hand()), id_)
    assert (reason.taken, reason.costs, reason.value) == (True, costs, down_to)


def test_the_share_of_effort_at_which_it_comes_in_is_where_the_best_plan_turns() -> None:
    candidates, limits = by_hand()
    found = select(candidates, limits)
    for id_ in ("F3", "F6"):
        share = explain(found, id_, seconds=30).effort
        assert share is not None
        for factor, comes_in in ((share, True), (share + 1 / 32, False)):
            lighter = [
                each
                if each.id != id_
                else Candidate(id_, each.value, {p: w * factor for p, w in each.effort.items()})
                for each in candidates
            ]
            with_it = select(
                lighter, Limits(capacity=limits.capacity, not_both=limits.not_both, must=frozenset({id_}))
            )
            assert (with_it.value >= 200) is comes_in


def test_more_capacity_brings_it_in_where_the_best_plan_then_holds_it() -> None:
    reason = explain(select(*by_hand()), "F3", seconds=30)
    assert reason.more == (More("P", 0, 1.0),)  # at ten and nine: F1, F3, F5, F6, F8 for 210
    assert set(select(*by_hand(10)).chosen) == {"F1", "F3", "F5", "F6", "F8"}


def test_no_value_brings_in_what_has_no_room() -> None:
    reason = explain(select(*by_hand(10, 8)), "F7", seconds=30)
    assert (reason.other, reason.costs, reason.value) == (None, None, None)
    assert set(reason.blocked) == {
        Limit("capacity", pool="Q", period=0, amount=8),
        Limit("needs", ("F7", "F2")),
    }


def test_the_smallest_set_of_limits_that_contradicts_itself() -> None:
    candidates, limits = by_hand(must=frozenset({"F1", "F7"}))
    with pytest.raises(NoPlan):
        select(candidates, limits)
    assert set(contradiction(candidates, limits)) == {
        Limit("capacity", pool="Q", period=0, amount=9),
        Limit("needs", ("F7", "F2")),
        Limit("must", ("F1",)),
        Limit("must", ("F7",)),
    }
    assert contradiction(*by_hand()) == ()


def test_reasons_are_what_trying_every_plan_gives() -> None:
    for case in range(25):
        candidates, limits = any_case(np.random.default_rng(50_000 + case), largest=6)
        plans = [(worth(plan, candidates, limits), set(plan)) for plan in every_plan(candidates, limits)]
        if not plans:
            assert contradiction(candidates, limits)
            continue
        found = select(candidates, limits)
        for each in candidates:
            reason = explain(found, each.id, seconds=30)
            others = [value for value, plan in plans if (each.id in plan) is not reason.taken]
            assert reason.costs == (pytest.approx(found.value - max(others)) if others else None), case
            assert bool(reason.blocked) is (not others and not reason.taken), case


def test_a_question_about_one_team_is_asked_of_what_shares_a_limit_with_it() -> None:
    alone = [Candidate(f"{team}{at}", 10.0 + at, {team: 3.0}) for team in "AB" for at in range(3)]
    room = Limits(capacity={"A": 6.0, "B": 6.0})
    assert parts(alone, room) == [tuple(alone[:3]), tuple(alone[3:])]
    found = select(alone, room)
    reason = explain(found, "A0")
    assert (reason.joins, reason.leaves, reason.costs, reason.exact) == (("A0",), ("A1",), 1.0, True)
    assert set(reason.other or ()) == {"A0", "A2", "B1", "B2"}
    assert not explain(found, "A0", seconds=0).exact
    assert len(parts(alone, Limits(capacity=room.capacity, not_both=(("A0", "B0"),)))) == 1
    drawn = robustness(found, {"A0": np.array([1.0, 2.0])}, {})
    assert (drawn.draws, drawn.share["A0"], drawn.share["A1"], drawn.share["B0"]) == (2, 0.5, 0.5, 0.0)


def test_the_next_best_plans_come_in_order_and_each_is_another() -> None:
    candidates, limits = by_hand()
    found = next_best(select(candidates, limits), 5)
    best = sorted((worth(plan, candidates, limits) for plan in every_plan(candidates, limits)), reverse=True)
    assert [each.value for each in found] == best[1:6]
    assert len({frozenset(each.chosen) for each in found}) == 5
    assert found[0].costs == 15
    assert found[0].joins
    single = select([Candidate("a", 1.0)], Limits(must=frozenset({"a"})))
    assert next_best(single) == []


def test_what_stands_in_every_draw_is_core_and_what_in_none_is_out() -> None:
    rng = np.random.default_rng(4)
    found = select(*by_hand())
    values: dict[Key, np.ndarray] = {id_: rng.lognormal(0, 0.2, 60) for id_ in ("F1", "F2", "F3")}
    told: list[int] = []
    sure = robustness(found, values, {}, on_draw=told.append)
    assert (sure.draws, told[-1], sure.fits) == (60, 60, 1.0)
    assert sure.call("F5") == "core"
    assert sure.call("F7") == "out"
    assert sure.call("F2") == "borderline"
    still = robustness(found, {"F1": np.ones(3)}, {})
    assert {id_ for id_, share in still.share.items() if share == 1} == set(found.chosen)


def test_the_chance_to_fit_is_the_share_of_draws_in_which_all_has_room() -> None:
    candidates, limits = (
        [Candidate("a", 1.0, {"P": 4.0}), Candidate("b", 1.0, {"P": 4.0})],
        Limits(capacity={"P": 9.0}),
    )
    efforts: dict[Key, np.ndarray] = {"a": np.array([1.0, 1.25, 1.3, 2.0]), "b": np.array([1.0, 1.0, 1.0, 1.0])}
    assert fit_chance({"a": 0, "b": 0}, candidates, limits, efforts) == 0.5
    assert fit_chance({"a": 0}, candidates, limits, efforts) == 1.0


def test_a_question_about_nobody_is_refused() -> None:
    with pytest.raises(UnknownCandidate):
        explain(select(*by_hand()), "F9")
