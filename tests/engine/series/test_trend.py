"""A trend of counts is said when luck would not do."""

import numpy as np
import pytest

from northing_engine.series import count_trend


def test_a_rate_that_triples_rises_and_its_mirror_falls() -> None:
    counts = [4, 5, 4, 6, 7, 6, 8, 9, 10, 12, 11, 13]
    up, down = count_trend(counts), count_trend(counts[::-1])
    assert (up.direction, down.direction) == (1, -1)
    assert up.z == pytest.approx(-down.z)


def test_by_hand() -> None:
    # Sum of t*y = 7 - 2 = 5, variance 12 * 2/3 = 8, dispersion (4 + 1 + 9) / 4 / 2 = 1.75: z = 5 / sqrt(14).
    assert count_trend([2, 3, 7]).z == pytest.approx(5 / np.sqrt(14), rel=1e-9)


def test_constant_rates_are_called_a_trend_about_once_in_twenty_times() -> None:
    rng = np.random.default_rng(7)
    called = np.mean([count_trend(row).direction != 0 for row in rng.poisson(4.0, size=(2000, 12))])
    assert 0.02 < called < 0.07


def test_one_busy_month_is_no_trend() -> None:
    assert count_trend([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 14]).direction == 0


def test_a_month_that_has_just_begun_does_not_make_it_fall() -> None:
    counts = [10, 9, 11, 10, 10, 9, 10, 11, 10, 9, 10, 1]
    assert count_trend(counts, [1.0] * 11 + [0.1]).direction == 0


def test_few_pieces_have_no_trend() -> None:
    assert count_trend([0, 0, 0, 1, 2, 3]).direction == 0


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="exposure"):
        count_trend([1, 2, 3], [1, 1])
    with pytest.raises(ValueError, match="zero or more"):
        count_trend([1, -2, 3])
