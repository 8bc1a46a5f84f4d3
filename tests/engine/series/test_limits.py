"""XmR limits against Wheeler's constants, and the two signals."""

import pytest

from northing_engine.series import SeriesError, Signal, TooShort, xmr


def test_published_by_hand() -> None:
    limits = xmr([39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40])
    assert limits.mean == pytest.approx(41.416667, abs=1e-6)
    assert limits.moving_range == pytest.approx(1.727273, abs=1e-6)
    assert (limits.low, limits.high) == pytest.approx((36.822121, 46.011212), abs=1e-6)
    assert limits.range_high == pytest.approx(5.644727, abs=1e-6)
    assert limits.signals == ()


def test_a_value_outside_and_a_run_of_eight_are_signals() -> None:
    values = [10, 11, 10, 11, 10, 11, 10, 11, 30, 10, 11, 10]
    assert Signal(8, 8, "outside") in xmr(values).signals
    stepped = [1, 2, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 3, 4]
    assert [(each.first, each.last) for each in xmr(stepped).signals if each.kind == "run"] == [(0, 7), (8, 15)]
    assert not xmr([1, 2, 1, 2, 1, 2, 1, 3, 4, 3, 4, 3, 4, 3]).signals


def test_one_value_has_no_limits() -> None:
    with pytest.raises(TooShort):
        xmr([4])
    with pytest.raises(SeriesError):
        xmr([4, float("nan")])
