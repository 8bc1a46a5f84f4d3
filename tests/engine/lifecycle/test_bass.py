"""Bass's curve against his room air conditioners; and what sales before the peak cannot tell."""

import numpy as np
import pytest

from northing_engine.lifecycle import Bass, LifecycleError, TooEarly, bass

AIR_CONDITIONERS = Bass(innovation=0.010399, imitation=0.41861, market=16895)


def test_published() -> None:
    curve = AIR_CONDITIONERS
    assert (curve.peak_at, curve.peak) == pytest.approx((8.6134, 1857.04), abs=1e-2)
    adopted = curve.adopted([1, 2, 5, 8, 10, 15])
    assert adopted == pytest.approx([216.6, 538.6, 2611.4, 7105.1, 10739.3, 15844.7], abs=0.1)
    assert Bass(0.03, 0.38, 1000).peak_at == pytest.approx(6.1926, abs=1e-4)
    assert Bass(0.03, 0.38, 1000).peak == pytest.approx(110.592, abs=1e-3)


def test_the_curve_is_found_again_after_the_peak() -> None:
    sales = np.diff(AIR_CONDITIONERS.adopted(np.arange(14)))
    noise = 1 + np.random.default_rng(1).normal(0, 0.02, sales.size)
    fit = bass(sales * noise)
    assert fit.identified
    assert fit.best.market == pytest.approx(16895, rel=0.05)
    assert fit.best.innovation == pytest.approx(0.0104, rel=0.15)
    assert fit.market_low < 16895 < fit.market_high


def test_before_the_peak_the_market_is_a_wide_range() -> None:
    sales = np.diff(AIR_CONDITIONERS.adopted(np.arange(7)))
    fit = bass(sales * (1 + np.random.default_rng(4).normal(0, 0.05, sales.size)))
    assert not fit.identified
    assert fit.market_high > 2 * fit.market_low
    assert not bass(sales).identified  # however well its beginning fits


def test_sales_that_only_fall_have_no_peak_inside() -> None:
    assert Bass(0.3, 0.1, 100).peak_at == 0


def test_too_few_periods_or_no_sales_are_refused() -> None:
    with pytest.raises(TooEarly, match="needs 5 periods; there are 4"):
        bass([1, 2, 3, 4])
    with pytest.raises(LifecycleError):
        bass([0] * 8)
