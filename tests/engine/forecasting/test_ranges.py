import numpy as np
import pytest

from northing_engine.forecasting import InvalidRange, Range
from northing_engine.forecasting.ranges import correlated_scores, variance_of_sum


def test_a_90_percent_range_is_a_lognormal():
    days = Range(10, 40)
    assert days.mu == pytest.approx(2.995732, abs=1e-6)
    assert days.sigma == pytest.approx(0.421404, abs=1e-6)
    assert float(days.at(0)) == pytest.approx(20)
    assert days.mean == pytest.approx(21.857033, abs=1e-5)
    assert float(days.at(1.0364333895)) == pytest.approx(30.953591, abs=1e-5)


def test_a_range_with_a_likely_value_passes_through_all_three():
    effort = Range(2, 12, likely=3)
    assert effort.at([-1.644855, 0, 1.644855]) == pytest.approx([2, 3, 12], rel=1e-5)


def test_a_likely_value_at_the_end_is_fine():
    assert Range(2, 12, likely=2).at([-2, 0]) == pytest.approx([2, 2])


def test_equal_ends_are_a_point():
    assert Range(5, 5).at([-3, 0, 3]) == pytest.approx([5, 5, 5])


def test_a_range_from_zero_is_shifted_and_never_negative():
    amounts = Range(0, 10).at([-5, -1.644855, 1.644855])
    assert amounts == pytest.approx([0, 0, 10], abs=1e-4)
    assert Range(0, 0).at([-1, 1]) == pytest.approx([0, 0])


@pytest.mark.parametrize(
    "numbers", [(5, 4, None), (-1, 4, None), (1, 4, 5), (2, 4, 1), (1, float("inf"), None)]
)
def test_a_range_out_of_order_is_refused(numbers):
    low, high, likely = numbers
    with pytest.raises(InvalidRange):
        Range(low, high, likely)


def test_the_variance_of_a_correlated_sum():
    assert variance_of_sum(10, 2, 0.3) == pytest.approx(148)
    assert variance_of_sum(10, 2, 0.3) ** 0.5 == pytest.approx(12.165525, abs=1e-6)
    assert variance_of_sum(10, 2, 0) ** 0.5 == pytest.approx(6.324555, abs=1e-6)


def test_scores_with_a_common_factor_have_that_variance():
    rng = np.random.default_rng(3)
    common = rng.standard_normal(40_000)
    total = sum(2 * correlated_scores(common, rng.standard_normal(40_000), 0.3) for _ in range(10))
    error = 148 * np.sqrt(2 / 40_000)
    assert float(np.var(total)) == pytest.approx(148, abs=4 * error)


def test_a_correlation_beyond_one_is_refused():
    with pytest.raises(InvalidRange, match="correlation"):
        correlated_scores(np.zeros(2), np.zeros(2), 1.1)
