"""Scores of draws, normal forecasts, quantiles and ordered classes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.calibration import crps_draws, crps_normal, pinball, ranked_probability_scores

numbers = st.floats(-50, 50)


@pytest.mark.parametrize(
    ("draws", "y", "score"), [([1, 2, 3, 4], 2.5, 0.375), ([1, 2, 3, 4], 6, 2.875), ([3], 5, 2)]
)
def test_draws_match_the_worked_examples(draws, y, score):
    assert crps_draws(draws, y) == pytest.approx(score)


def test_the_fair_score_does_not_favour_few_draws():
    assert crps_draws([1, 2, 3, 4], 2.5, fair=True) == pytest.approx(1 / 6)
    with pytest.raises(ValueError, match="two"):
        crps_draws([1], 2.0, fair=True)


@pytest.mark.parametrize(("y", "score"), [(0, 0.23369497725510913), (1.5, 0.9944240039774529)])
def test_the_normal_form_matches_published_values(y, score):
    assert crps_normal(0, 1, y) == pytest.approx(score, abs=1e-12)


def test_many_draws_approach_the_normal_form():
    draws = np.random.default_rng(4).normal(2, 3, 40_000)
    assert crps_draws(draws, 4.0) == pytest.approx(crps_normal(2, 3, 4.0), rel=0.02)


@given(st.lists(numbers, min_size=1, max_size=12), numbers)
def test_the_sorted_sum_equals_the_definition(draws, y):
    x = np.array(draws)
    slow = np.mean(np.abs(x - y)) - np.mean(np.abs(x[:, None] - x[None, :])) / 2
    assert crps_draws(draws, y) == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize(("y", "score"), [(10, 1.7), (6, 0.3)])
def test_pinball_punishes_the_costly_side(y, score):
    assert pinball(0.85, [8], [y]) == pytest.approx(score)


def test_ranked_scores_are_the_mean_brier_over_the_thresholds_known():
    by_then = np.array([[0.5, 0.8, 1.0], [0.2, 0.4, 0.6]])
    came = np.array([[0, 1, 1], [0, 1, np.nan]])
    assert ranked_probability_scores(by_then, came) == pytest.approx([(0.25 + 0.04) / 3, (0.04 + 0.36) / 2])


def test_a_row_nothing_is_known_of_has_no_score():
    assert np.isnan(ranked_probability_scores([[0.1, 0.2]], [[np.nan, np.nan]])).all()


def test_a_chance_that_falls_with_time_is_refused():
    with pytest.raises(ValueError, match="fall"):
        ranked_probability_scores([[0.5, 0.4]], [[0, 1]])
