import numpy as np
import pytest

from northing_engine.forecasting import History, InvalidRange, TeamCapacity, reference_factor
from northing_engine.forecasting.history import chance_inside_range, chance_median_inside

RATIOS = [0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.8, 2.2, 3.0]


def test_a_younger_team_ends_in_the_same_week():
    history = History.of({"old": [1, 2, 3], "young": [0]})
    assert np.isnan(history.done[:2, 1]).all()
    assert history.weekly("young").tolist() == [0]
    assert history.recent(2).weekly("old").tolist() == [2, 3]


def test_a_team_without_history_has_no_weeks():
    assert History.of({}).weekly("nobody").size == 0


@pytest.mark.parametrize("count", [-1, 0.5, float("inf")])
def test_counts_are_whole_and_not_negative(count):
    with pytest.raises(InvalidRange):
        History.of({"a": [1, count]})


def test_how_much_a_small_history_can_say():
    assert chance_inside_range(7) == pytest.approx(0.75)
    assert chance_inside_range(11) == pytest.approx(10 / 12)
    assert chance_median_inside(5) == pytest.approx(0.9375)
    assert chance_inside_range(0) == chance_median_inside(0) == 0


@pytest.mark.parametrize(("level", "factor"), [(0.5, 1.35), (0.8, 1.88), (0.9, 2.28)])
def test_a_reference_class_answers_with_linear_quantiles(level, factor):
    assert reference_factor(RATIOS, level) == pytest.approx(factor)


def test_a_small_reference_class_says_nothing_above_the_median():
    assert reference_factor(RATIOS[:9], 0.8) is None
    assert reference_factor(RATIOS[:9], 0.5) == pytest.approx(1.3)
    assert reference_factor([], 0.5) is None
    with pytest.raises(InvalidRange):
        reference_factor([1, 0], 0.5)


def test_a_change_of_capacity_keeps_the_other_weeks():
    team = TeamCapacity((1, 0.5), later=0.8).changed(-0.6, 1, 3)
    assert team.weeks(0, 5) == pytest.approx([1, 0, 0.2, 0.2, 0.8])
