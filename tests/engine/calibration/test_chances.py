"""Scores of stated chances against the published figures and their own algebra."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.calibration import brier, log_score, murphy, pool, shrink_confidence, shrink_ratios, skill

STATED = [0.9, 0.9, 0.8, 0.8, 0.7, 0.6, 0.3, 0.2, 0.1, 0.1]
HAPPENED = [1, 1, 1, 0, 1, 0, 0, 1, 0, 0]

forecasts = st.lists(st.tuples(st.sampled_from([0, 0.1, 0.25, 0.5, 0.8, 1]), st.booleans()), min_size=1)


def test_brier_and_its_parts_match_the_worked_example():
    parts = murphy(STATED, HAPPENED)
    assert brier(STATED, HAPPENED) == pytest.approx(0.19)
    assert (parts.reliability, parts.resolution, parts.uncertainty) == pytest.approx((0.14, 0.20, 0.25))
    assert parts.skill == pytest.approx(0.24)


def test_log_score_matches_the_worked_example():
    assert log_score(STATED, HAPPENED) == pytest.approx(0.549310, abs=1e-6)


def test_log_score_stays_finite_when_a_certainty_fails():
    assert log_score([1.0], [0]) == pytest.approx(-np.log(0.005))


@given(forecasts)
def test_the_parts_always_add_up_to_the_brier_score(rows):
    stated, happened = zip(*rows, strict=True)
    parts = murphy(stated, happened)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(parts.brier, abs=1e-12)
    assert parts.brier == pytest.approx(brier(stated, happened))


@given(forecasts, st.floats(0.05, 0.95))
def test_saying_what_comes_true_on_average_scores_best(rows, other):
    happened = [h for _, h in rows]
    truth = float(np.mean(happened))
    assert brier([truth] * len(rows), happened) <= brier([other] * len(rows), happened) + 1e-12


@pytest.mark.parametrize(
    ("stated", "happened"), [([], []), ([0.5], [1, 0]), ([1.2], [1]), ([0.5], [2]), ([float("nan")], [1])]
)
def test_impossible_rows_are_refused(stated, happened):
    with pytest.raises(ValueError, match=r"stated|outcome"):
        brier(stated, happened)


def test_skill_is_the_share_of_the_error_that_is_gone():
    assert skill(0.15, 0.2) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="baseline"):
        skill(0.1, 0.0)


def test_confidence_is_shrunk_by_its_record():
    shrunk = shrink_confidence(0.8, 4, 10)
    assert shrunk.rate == pytest.approx(0.60)
    assert shrunk.chance_above(0.5) == pytest.approx(0.8204, abs=5e-5)
    with pytest.raises(ValueError, match="between 0 and the count"):
        shrink_confidence(0.8, 11, 10)


@given(st.floats(0.01, 0.99), st.integers(0, 40), st.integers(0, 40))
def test_more_hits_never_lower_the_confidence(stated, hits, misses):
    worse = shrink_confidence(stated, hits, hits + misses + 1)
    better = shrink_confidence(stated, hits + 1, hits + misses + 1)
    assert better.rate > worse.rate
    assert better.chance_above(0.5) >= worse.chance_above(0.5)


def test_effort_ratios_are_shrunk_on_the_log_scale():
    shrunk = shrink_ratios([1.5, 2.0, 1.2, 3.0, 1.8])
    assert shrunk.multiplier == pytest.approx(1.720338, abs=1e-6)
    assert (shrunk.mean, shrunk.sd, shrunk.spread) == pytest.approx((0.542521, 0.146496, 0.117381), abs=1e-6)
    assert shrunk.predictive_variance == pytest.approx(0.117381 + 0.146496**2, abs=1e-6)


def test_without_ratios_the_estimate_stands():
    assert shrink_ratios([]).multiplier == 1.0


def test_one_ratio_moves_the_estimate_half_way():
    assert shrink_ratios([4.0]).multiplier == pytest.approx(2.0)


def test_forecasters_are_pooled_by_their_log_odds():
    assert pool([0.6, 0.8, 0.7]) == pytest.approx(0.706757, abs=1e-6)
    assert pool([0.6, 0.8], weights=[1, 0]) == pytest.approx(0.6)
