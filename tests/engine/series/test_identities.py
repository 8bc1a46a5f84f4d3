"""What a series is made of is seen in its values, and nothing where they only look alike."""

import numpy as np
import pytest

from northing_engine.series import Identity, SeriesError, find_identity

DAYS = 60


def near(size: float, seed: int, spread: float = 0.1) -> np.ndarray:
    return np.round(size * np.exp(np.random.default_rng(seed).normal(0, spread, DAYS)), 2)


VISITS, SHARE, VALUE, REFUNDS = near(1000, 1), near(3, 2), near(50, 3), near(40, 4)
OTHERS = [REFUNDS, VALUE, VISITS, SHARE]


def test_a_product_is_found_although_shares_are_in_percent_and_days_are_missing() -> None:
    revenue = np.round(VISITS * SHARE / 100 * VALUE, 0)
    revenue[::7] = np.nan
    assert find_identity(revenue, OTHERS) == Identity((1, 2, 3), is_product=True)


def test_the_fewest_parts_make_up_a_sum() -> None:
    assert find_identity(VISITS + VALUE, OTHERS) == Identity((1, 2), is_product=False)
    assert find_identity(VISITS + VALUE + SHARE * 100 + REFUNDS, [*OTHERS[:3], SHARE * 100]) == Identity(
        (0, 1, 2, 3), is_product=False
    )


def test_what_is_alike_or_hardly_varies_makes_up_nothing() -> None:
    always = near(100, 5, spread=0.001)
    assert find_identity(near(1000, 6), [VISITS, always]) is None
    assert find_identity(VISITS * near(1, 7, spread=0.002), [VISITS, always]) is None
    walks = [np.exp(np.random.default_rng(seed).normal(0, 0.1, DAYS).cumsum() + seed) for seed in range(20)]
    assert find_identity(walks[0], walks[1:]) is None


def test_too_little_says_nothing_and_lengths_are_checked() -> None:
    assert find_identity(VISITS[:10] + VALUE[:10], [VISITS[:10], VALUE[:10]]) is None
    with pytest.raises(SeriesError):
        find_identity(VISITS, [VALUE[:10]])
