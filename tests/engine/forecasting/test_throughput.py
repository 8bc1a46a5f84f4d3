"""Exact answers for one team; the series is the one of Bowler, "Monte Carlo under the covers" (2024)."""

import pytest

from northing_engine.forecasting import InvalidRange, TeamCapacity, how_many, when_done

BOWLER = [1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8, 2]


def test_when_done_is_the_exact_convolution():
    done = when_done(BOWLER, 20)
    expected = [0.043403, 0.216194, 0.467826, 0.695898, 0.849960, 0.935044, 0.974874, 0.991191]
    assert [done.chance_by(week) for week in range(3, 11)] == pytest.approx(expected, abs=1e-6)


def test_a_percentile_is_the_first_week_that_reaches_it():
    done = when_done(BOWLER, 20)
    assert [done.percentile(level) for level in (0.50, 0.70, 0.85, 0.95)] == [6, 7, 8, 9]


def test_the_mean_rate_promises_too_much():
    assert when_done(BOWLER, 20).chance_by(5) < 0.5 < when_done(BOWLER, 20).chance_by(6)


def test_how_many_has_the_moments_of_a_sum():
    count = how_many(BOWLER, 4)
    assert count.mean == pytest.approx(15.333333, abs=1e-6)
    assert count.variance == pytest.approx(27.888889, abs=1e-6)


@pytest.mark.parametrize(
    ("level", "items", "chance"),
    [(0.50, 15, 0.544994), (0.70, 12, 0.755787), (0.85, 10, 0.860050), (0.95, 7, 0.958478)],
)
def test_sure_of_at_least_is_a_low_percentile(level, items, chance):
    count = how_many(BOWLER, 4)
    assert count.sure_of(level) == items
    assert count.at_least(items) == pytest.approx(chance, abs=1e-6)


def test_a_steady_team_is_done_when_arithmetic_says():
    assert when_done([2], 7).percentile(0.01) == when_done([2], 7).percentile(0.99) == 4


def test_a_week_off_costs_a_week():
    assert when_done([2], 7, TeamCapacity((1, 0))).percentile(0.99) == 5


def test_half_capacity_keeps_the_mean_by_rounding_at_random():
    half = how_many([3], 2, TeamCapacity((0.5, 0.5)))
    assert half.mean == pytest.approx(3)
    assert half.chances == pytest.approx([0, 0, 0.25, 0.5, 0.25])


def test_a_team_that_does_nothing_is_never_done():
    never = when_done([0, 0, 0], 1)
    assert never.percentile(0.01) is None
    assert never.chance_by(520) == 0


def test_a_team_without_capacity_stops_at_ten_years():
    assert when_done([2], 7, TeamCapacity((1,), later=0)).percentile(0.01) is None


def test_nothing_to_do_is_done_at_once():
    assert when_done(BOWLER, 0).percentile(1) == 0


def test_without_a_past_week_there_is_no_answer():
    with pytest.raises(InvalidRange, match="at least one past week"):
        when_done([], 3)
