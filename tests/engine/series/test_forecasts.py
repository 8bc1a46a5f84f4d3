"""Forecasts follow what a series does, and their bands hold what they say."""

import numpy as np
import pytest

from northing_engine.series import SeriesError, TooShort, find_season, forecast

YEAR = np.array([8, -3, 5, 0, -6, 2, 9, -4, -9, 3, -2, -3], dtype=float)


def test_a_season_is_found_and_carried_on() -> None:
    months = np.arange(60)
    values = 200 + 0.5 * months + YEAR[months % 12] + np.random.default_rng(1).normal(0, 0.5, 60)
    ahead = forecast(values, horizon=12)
    assert ahead.season == 12
    truth = 200 + 0.5 * np.arange(60, 72) + YEAR
    assert np.abs(ahead.point - truth).max() < 2.5


@pytest.mark.parametrize("cycle", [4, 7, 12, 52])
def test_the_cycle_is_found_whatever_it_is(cycle: int) -> None:
    rng = np.random.default_rng(cycle)
    values = np.tile(rng.normal(0, 5, cycle), 6) + rng.normal(0, 1, 6 * cycle).cumsum()
    assert find_season(values) == cycle


def test_a_wandering_level_is_no_season() -> None:
    rng = np.random.default_rng(5)
    found = [find_season(rng.normal(size=150).cumsum()) > 1 for _ in range(100)]
    assert np.mean(found) < 0.2


def test_bands_hold_what_they_say_on_series_of_other_kinds_than_they_were_tuned_on() -> None:
    rng = np.random.default_rng(11)
    held = {0.5: 0.0, 0.8: 0.0}
    walks = [rng.normal(0, 1, 72).cumsum() + rng.normal(0, 0.7, 72) for _ in range(60)]
    counts = [
        rng.poisson(30 * np.exp(0.2 * np.sin(np.arange(72) * np.pi / 6))).astype(float) for _ in range(60)
    ]
    for values in walks + counts:
        for band in forecast(values[:60], horizon=12).bands:
            inside = (values[60:] >= band.low) & (values[60:] <= band.high)
            held[band.level] += float(inside.mean()) / 120
    assert 0.42 < held[0.5] < 0.58
    assert 0.73 < held[0.8] < 0.87


def test_another_unit_gives_the_same_forecast_in_that_unit() -> None:
    values = 50 + np.random.default_rng(3).normal(0, 4, 40).cumsum().clip(-40, 400)
    here, there = forecast(values, horizon=6), forecast(values * 1000, horizon=6)
    assert there.point == pytest.approx(here.point * 1000, rel=1e-6)
    assert there.bands[1].low == pytest.approx(here.bands[1].low * 1000, rel=1e-6)


def test_quantiles_rise_and_meet_the_bands() -> None:
    ahead = forecast([3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8, 10], horizon=4)
    rows = ahead.quantiles([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
    assert (np.diff(rows, axis=0) > 0).all()
    assert rows[1] == pytest.approx(ahead.bands[1].low)
    assert rows[5] == pytest.approx(ahead.bands[1].high)


def test_what_was_never_negative_is_not_forecast_below_zero() -> None:
    falling = [90, 70, 55, 41, 30, 21, 13, 6, 2, 0, 0, 0]
    ahead = forecast(falling, horizon=8)
    assert min(band.low.min() for band in ahead.bands) >= 0
    assert ahead.point.max() < 30


def test_a_constant_stays_and_gaps_do_not_matter() -> None:
    assert forecast([4.0] * 9, horizon=3).point == pytest.approx([4, 4, 4])
    gaps = [10, 11, np.nan, 13, 14, np.nan, 16, 17, 18, 19, 20]
    whole = forecast(np.arange(10, 21), horizon=2)
    assert forecast(gaps, horizon=2).point == pytest.approx(whole.point)


def test_seven_values_are_too_few_and_it_says_so() -> None:
    with pytest.raises(TooShort, match=r"needs 8 values; there are 7"):
        forecast([1, 2, 3, 4, 5, 6, 7, np.nan], horizon=2)
    assert forecast([1, 2, 3, 4, 5, 6, 7, 8], horizon=2).point.size == 2


def test_infinite_values_and_senseless_levels_are_refused() -> None:
    with pytest.raises(SeriesError):
        forecast([1, 2, 3, 4, 5, 6, 7, np.inf], horizon=2)
    with pytest.raises(SeriesError):
        forecast(range(10), horizon=2, levels=(80,))
