"""The best plan: by hand, by trying every plan, and while it is still being looked for."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.engine.selection.cases import any_case, by_hand, every_plan, keeps, worth

from northing_engine.selection import (
    Candidate,
    Limits,
    NoPlan,
    Selection,
    SelectionError,
    UnknownCandidate,
    apart,
    falling,
    select,
    selecting,
)  # fmt: skip


def test_the_plan_worked_out_by_hand() -> None:
    found = select(*by_hand())
    assert dict(found.chosen) == {"F1": 0, "F2": 0, "F5": 0, "F8": 0}
    assert (found.value, found.bound, found.greedy, found.proven) == (200, 200, 165, True)
    plans = sorted((worth(plan, *by_hand()) for plan in every_plan(*by_hand())), reverse=True)
    assert (len(plans), plans[:2]) == (56, [200, 185])


def test_a_solver_that_dies_leaves_a_plan_and_takes_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "SMALL", 0)
    monkeypatch.setattr(apart, "_work", os._exit)
    found = select(*by_hand(), seconds=1.0)
    assert found.value >= 165
    assert not found.proven


@pytest.mark.parametrize(
    ("p", "q", "value"),
    [(10, 9, 210), (11, 9, 225), (12, 9, 225), (9, 10, 200), (9, 11, 200), (9, 12, 200), (10, 8, 210)],
)
def test_more_capacity_is_worth_what_another_plan_gives(p: float, q: float, value: float) -> None:
    assert select(*by_hand(p, q)).value == value


def test_with_ten_and_nine_the_first_thought_is_already_best() -> None:
    found = select(*by_hand(10, 9))
    assert set(found.chosen) == {"F1", "F3", "F5", "F6", "F8"}
    assert found.greedy == 210


@pytest.mark.parametrize("batch", range(10))
def test_trying_every_plan_finds_none_better(batch: int) -> None:
    for case in range(50):
        candidates, limits = any_case(np.random.default_rng(1000 * batch + case))
        best = max((worth(plan, candidates, limits) for plan in every_plan(candidates, limits)), default=None)
        if best is None:
            with pytest.raises(NoPlan):
                select(candidates, limits)
            continue
        found = select(candidates, limits)
        assert keeps(found.chosen, candidates, limits), case
        assert found.value == pytest.approx(best), case
        assert worth(found.chosen, candidates, limits) == pytest.approx(best), case
        assert found.proven, case
        assert found.greedy is None or found.greedy <= best + 1e-9, case


def test_fourteen_candidates_equal_every_plan_too() -> None:
    rng = np.random.default_rng(5)
    candidates = [
        Candidate(at, float(rng.integers(1, 90)), {"P": float(rng.integers(1, 9)), "Q": float(rng.integers(9))})
        for at in range(14)
    ]
    limits = Limits(capacity={"P": 24.0, "Q": 21.0})
    best = max(worth(plan, candidates, limits) for plan in every_plan(candidates, limits))
    assert select(candidates, limits).value == best


def test_the_order_candidates_come_in_changes_nothing() -> None:
    candidates, limits = any_case(np.random.default_rng(77))
    assert select(candidates, limits).chosen == select(candidates[::-1], limits).chosen


def test_of_equal_plans_the_one_with_fewest_then_lowest_ids() -> None:
    candidates = [Candidate(id_, value, {"P": 1.0}) for id_, value in (("d", 2), ("b", 2), ("c", 1), ("a", 1))]
    limits = Limits(capacity={"P": 2.0}, not_both=(("b", "d"),))
    assert set(select(candidates, limits).chosen) == {"a", "b"}
    idle = [*candidates, Candidate("aa", 0.0)]
    assert set(select(idle, limits).chosen) == {"a", "b"}


def test_value_that_falls_with_waiting_takes_the_urgent_first() -> None:
    slow = Candidate("slow", falling(10, 1, 2), {"P": 1.0})
    urgent = Candidate("urgent", falling(9, 5, 2), {"P": 1.0})
    found = select([slow, urgent], Limits(periods=2, capacity={"P": 1.0}))
    assert dict(found.chosen) == {"urgent": 0, "slow": 1}
    assert falling(9, 5, 3) == (9, 4, 0)


def test_what_is_needed_comes_no_later_and_windows_are_kept() -> None:
    base = Candidate("base", 0.0, {"P": 2.0}, earliest=1)
    top = Candidate("top", (9.0, 8.0, 7.0), {"P": 1.0}, needs=("base",))
    found = select([base, top], Limits(periods=3, capacity={"P": 2.0}))
    assert dict(found.chosen) == {"base": 1, "top": 2}


def test_plans_are_told_as_they_get_better_and_it_can_be_stopped() -> None:
    candidates, limits = many_customers()
    told: list[Selection] = []
    found = select(candidates, limits, seconds=20, on_better=told.append, stop=lambda: len(told) >= 2)
    assert [each.value for each in told] == sorted(each.value for each in told)
    assert told[0].value == found.greedy
    assert len(told) >= 2
    assert found.value == told[-1].value >= (found.greedy or 0)
    assert found.bound >= found.value


def test_customers_who_share_requirements_in_a_process_apart() -> None:
    candidates, limits = many_customers()
    found = select(candidates, limits, seconds=20)
    assert keeps(found.chosen, candidates, limits)
    assert found.gap < 0.001
    assert found.greedy is not None
    assert found.value > found.greedy


def many_customers() -> tuple[list[Candidate], Limits]:
    rng = np.random.default_rng(3)
    requirements = [Candidate(f"r{at}", 0.0, cost=float(rng.integers(1, 9))) for at in range(1500)]
    customers = [
        Candidate(
            f"c{at}",
            float(rng.integers(10, 50)),
            needs=tuple(f"r{each}" for each in rng.integers(1500, size=3)),
        )
        for at in range(150)
    ]
    return requirements + customers, Limits(budget=600)


def test_what_makes_no_sense_is_refused() -> None:
    one = Candidate("a", 1.0)
    with pytest.raises(SelectionError, match="more than once"):
        select([one, one], Limits())
    with pytest.raises(UnknownCandidate, match="b is not"):
        select([Candidate("a", 1.0, needs=("b",))], Limits())
    with pytest.raises(SelectionError, match="2 values for 3 periods"):
        select([Candidate("a", (1.0, 2.0))], Limits(periods=3))
    with pytest.raises(SelectionError, match="negative"):
        Candidate("a", 1.0, {"P": -1.0})
    assert select([], Limits()).chosen == {}
