"""What luck alone would show: acceptance regions, the calibration curve, ranges that should have held."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from northing_engine.calibration import (
    acceptance,
    at_most,
    calibration_curve,
    coverage,
    hits_distribution,
    luck_band,
    pit,
    pit_test,
    record_near,
    wilson,
)

chances = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("count", "chance", "low", "high"),
    [(20, 0.8, 12, 19), (50, 0.8, 34, 45), (50, 0.85, 37, 47), (100, 0.8, 72, 88), (30, 0.9, 23, 30)],
)
def test_acceptance_regions_match_the_table(count, chance, low, high):
    band = acceptance(count, chance)
    assert (band.low, band.high) == (low, high)


@pytest.mark.parametrize(
    ("count", "hits", "chance"), [(10, 7, 0.0702), (10, 6, 0.0128), (20, 15, 0.0432), (50, 40, 0.0245)]
)
def test_few_hits_of_ninety_percent_ranges_are_as_unlikely_as_published(count, hits, chance):
    assert at_most(hits, count, 0.9) == pytest.approx(chance, abs=5e-5)


@given(chances)
def test_hits_have_a_distribution_with_the_right_mean(p):
    mass = hits_distribution(p)
    assert mass.sum() == pytest.approx(1)
    assert mass @ np.arange(mass.size) == pytest.approx(sum(p), abs=1e-9)


@given(chances)
def test_the_luck_band_holds_at_least_its_level(p):
    band = luck_band(p)
    assert hits_distribution(p)[band.low : band.high + 1].sum() >= 0.95 - 1e-9


@given(st.integers(1, 60), st.floats(0.02, 0.98))
def test_equal_chances_are_binomial(count, chance):
    assert hits_distribution([chance] * count) == pytest.approx(
        stats.binom.pmf(range(count + 1), count, chance), abs=1e-10
    )


def test_wilson_matches_the_worked_example():
    assert wilson(16, 20) == pytest.approx((0.5840, 0.9193), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_record_says_how_many_held_and_what_luck_allows():
    record = record_near([0.78, 0.8, 0.84, 0.3], [1, 1, 0, 0], 0.8)
    assert (record.count, record.held) == (3, 2)
    assert record.within_luck


def test_an_empty_record_has_no_share():
    assert np.isnan(record_near([0.3], [0], 0.8).share)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_the_curve_keeps_every_row_in_bins_of_five_or_more(rows):
    stated, happened = zip(*rows, strict=True)
    curve = calibration_curve(stated, happened)
    assert sum(point.count for point in curve) == len(rows)
    assert sum(point.held for point in curve) == sum(happened)
    assert len(curve) <= 10
    assert len(curve) == 1 or min(point.count for point in curve) >= 5
    assert all(left.highest < right.lowest for left, right in itertools.pairwise(curve))
    assert all(point.low <= point.share <= point.high for point in curve)


def test_coverage_counts_ends_as_inside():
    found = coverage([0, 0, 0], [1, 1, 1], [0, 1, 2], 0.5)
    assert (found.held, found.count) == (2, 3)
    assert found.calibrated


def test_the_transform_of_calibrated_counts_is_uniform():
    rng = np.random.default_rng(11)
    y = rng.poisson(4, 400)
    u = pit(stats.poisson.cdf(y - 1, 4), stats.poisson.cdf(y, 4), rng)
    assert pit_test(u).uniform


def test_the_transform_of_forecasts_that_are_too_low_is_not():
    rng = np.random.default_rng(11)
    y = rng.poisson(6, 400)
    assert not pit_test(pit(stats.poisson.cdf(y - 1, 4), stats.poisson.cdf(y, 4), rng)).uniform


def test_fifty_values_may_differ_as_far_as_the_table_says():
    test = pit_test(np.linspace(0.01, 0.99, 50))
    assert test.critical == pytest.approx(0.19205, abs=1e-5)
    assert test.distance == pytest.approx(stats.kstest(np.linspace(0.01, 0.99, 50), "uniform").statistic)
