"""The record's arithmetic, on columns of numbers."""

import numpy as np
import pytest

from northing.planning.forecasts import ranges, record


def test_a_level_with_fewer_than_five_promises_joins_the_next() -> None:
    chances = np.array([0.3] * 2 + [0.6] * 6 + [0.8] * 7 + [0.97] * 3)
    found = record.levels(chances, np.ones(18, dtype=bool))
    assert [level.of for level in found] == [8, 10]
    assert [level.said for level in found] == pytest.approx([0.525, 0.851])


def test_a_level_of_its_own_is_named_by_its_ten() -> None:
    found = record.levels(np.array([0.78, 0.79, 0.81, 0.82, 0.84]), np.array([True] * 4 + [False]))
    assert [level.said for level in found] == [0.8]


def test_half_of_the_nineties_is_too_sure_and_read_as_less() -> None:
    [level] = record.levels(np.full(30, 0.9), np.arange(30) < 15)
    assert level.too_sure
    assert level.believe == pytest.approx((9 + 15) / 40)


def test_skill_is_against_the_plan_and_the_average() -> None:
    held = np.array([True] * 8 + [False] * 2)
    found = record.skill(np.where(held, 0.95, 0.1), held)
    assert found is not None
    assert found.plan == pytest.approx(0.2)
    assert found.average == pytest.approx(0.16)
    assert found.over_plan == pytest.approx(1 - found.ours / 0.2)
    assert found.average_beaten


def test_against_a_plan_that_was_never_wrong_there_is_no_skill() -> None:
    found = record.skill(np.full(6, 0.9), np.ones(6, dtype=bool))
    assert found is not None
    assert found.over_plan is None
    assert not found.plan_beaten


NORMAL = np.array([-1.281552, 0.0, 0.524401, 1.036433, 1.281552, 1.644854])


def test_ranges_of_a_normal_forecast_hold_what_they_say() -> None:
    rng = np.random.default_rng(7)
    said = 1000 + 100 * np.tile(NORMAL, (2000, 1))
    found = ranges.ranges_held(said, np.round(1000 + 100 * rng.standard_normal(2000)))
    assert [row.held / row.of for row in found] == pytest.approx([0.5, 0.8, 0.9], abs=0.03)
    assert not any(row.too_narrow for row in found)


def test_ranges_half_as_wide_as_life_are_to_be_doubled() -> None:
    rng = np.random.default_rng(8)
    said = 1000 + 50 * np.tile(NORMAL, (2000, 1))
    found = ranges.ranges_held(said, np.round(1000 + 100 * rng.standard_normal(2000)))
    assert all(row.too_narrow for row in found)
    widest = found[-1]
    assert widest.widen == pytest.approx(2, rel=0.08)
    assert widest.widened_held / widest.of == pytest.approx(0.9, abs=0.01)


def test_what_is_never_done_is_outside_and_a_range_without_end_holds_what_is() -> None:
    said = np.array([[100, 120, 130, np.inf, np.inf, np.inf], [100, 120, 130, 140, 150, 160]])
    found = ranges.ranges_held(said, np.array([900.0, np.inf]))
    assert [row.held for row in found] == [1, 1, 1]
