"""Contributions sum to the change, whatever the order, also where there is no logarithm."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.series import SeriesError, divisia, shapley

FACTORS = st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=5)


def test_published() -> None:
    parts = divisia([1000, 5, 2], [1100, 4.8, 2.2])
    assert parts == pytest.approx((1028.1905, -440.3809, 1028.1905), abs=1e-4)
    assert sum(parts) == pytest.approx(1616)


def test_no_change_of_the_product_still_has_parts() -> None:
    parts = divisia([2, 3], [3, 2])
    assert parts == pytest.approx((6 * math.log(1.5), -6 * math.log(1.5)))


@given(FACTORS)
def test_parts_sum_to_the_change(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)
    change = math.prod(after) - math.prod(before)
    assert sum(divisia(before, after)) == pytest.approx(change, rel=1e-6, abs=1e-6 * max(50 ** len(pairs), 1))


def test_zero_falls_back_to_shapley() -> None:
    assert divisia([0, 5], [4, 3]) == shapley([0, 5], [4, 3]) == pytest.approx((16, -4))


def test_senseless_factors_are_refused() -> None:
    for before, after in (([], []), ([1], [1, 2]), ([1], [math.inf]), ([0.0] * 13, [1.0] * 13)):
        with pytest.raises(SeriesError):
            divisia(before, after)
