"""A break is seen when it comes, with its size; quiet series stay quiet; nothing looks ahead."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from northing_engine.series import SeriesError, detect

WEEK = np.array([0, 1, 2, 1, 0, -6, -8], dtype=float)


def rate(days: int, seed: int = 4) -> np.ndarray:
    return 97 + np.random.default_rng(seed).normal(0, 0.3, days)


def test_a_drop_is_a_break_that_stands_with_its_size_in_the_unit() -> None:
    values = rate(120)
    values[114:] -= 3
    (found,) = detect(np.arange(120), values).breaks
    assert (found.first, found.still) == (114, True)
    assert found.size == pytest.approx(-3, abs=0.8)
    assert found.score > 2.75


def test_a_break_that_came_back_is_over() -> None:
    values = rate(120)
    values[90:93] += 4
    (found,) = detect(np.arange(120), values).breaks
    assert (found.first, found.last, found.still) == (90, 92, False)


def test_weekends_are_no_breaks() -> None:
    days = np.arange(200)
    values = 50 + WEEK[days % 7] + np.random.default_rng(2).normal(0, 0.4, 200)
    seen = detect(days, values)
    assert not seen.breaks
    assert np.nanmean((seen.high - seen.low)[60:]) < 6
    values[190] = 50 + WEEK[190 % 7] - 6
    assert [each.first for each in detect(days, values).breaks] == [190]


def test_quiet_series_give_at_most_one_false_alarm_in_five_months() -> None:
    alarms = sum(len(detect(np.arange(365), rate(365, seed)).breaks) for seed in range(10))
    assert alarms / (10 * 12) <= 0.2


def test_a_level_that_moved_long_ago_does_not_hide_the_next_break() -> None:
    values = rate(260)
    values[100:] += 1.5
    values[250:] -= 1.8
    breaks = detect(np.arange(260), values).breaks
    assert [each.first for each in breaks if each.first > 150] == [250]


def test_a_level_that_goes_on_moving_is_expected_to() -> None:
    values = rate(400) + np.maximum(0, np.arange(400) - 150) * 0.12
    assert not [each for each in detect(np.arange(400), values).breaks if each.first > 200]


def test_what_grows_is_expected_to_grow_on() -> None:
    """A level alone would come so late to it that its range held everything."""
    growing = 20 + 4 * np.arange(80) + np.random.default_rng(3).normal(0, 4, 80)
    found = detect(7 * np.arange(80), growing)
    assert found.next_low > growing[-1] - 20
    assert found.next_high < growing[-1] + 40
    growing[-4:] = growing[-5]
    assert detect(7 * np.arange(80), growing).next_high < found.next_high


def test_what_never_was_below_zero_is_not_expected_to_be() -> None:
    counted = np.random.default_rng(3).exponential(5, 100)
    found = detect(7 * np.arange(100), counted)
    assert np.nanmin(found.low) == 0
    assert np.nanmin(detect(7 * np.arange(100), counted - 2).low) < 0


def test_what_comes_later_changes_nothing_of_what_was_said() -> None:
    values = rate(150)
    values[100:] += 2
    before, after = detect(np.arange(100), values[:100]), detect(np.arange(150), values)
    assert after.low[:100] == pytest.approx(before.low, nan_ok=True)
    assert after.low[100] == pytest.approx(before.next_low)


def test_a_series_of_spikes_is_not_surprised_by_the_next_one() -> None:
    values = rate(300)
    values[::15] += np.random.default_rng(5).exponential(5, 20)
    late = [each for each in detect(np.arange(300), values).breaks if each.first > 100]
    assert len(late) <= 3  # of thirteen


def test_dates_and_datetimes_say_the_same_and_gaps_are_passed_over() -> None:
    values = rate(60)
    values[[20, 41]] = np.nan
    dates = [date(2026, 1, 1) + timedelta(days=day) for day in range(60)]
    times = [datetime(2026, 1, 1) + timedelta(days=day) for day in range(60)]
    one, other = detect(np.array(dates), values), detect(np.array(times), values)
    assert one.next_high == other.next_high == pytest.approx(98, abs=1)
    assert np.isnan(one.expected[:20]).all()
    assert not one.breaks


def test_constant_and_empty_series_are_quiet_until_they_move() -> None:
    assert detect([], []).breaks == ()
    values = np.full(60, 5.0)
    assert detect(np.arange(60), values).breaks == ()
    values[55] = 6
    assert [each.first for each in detect(np.arange(60), values).breaks] == [55]


def test_times_that_do_not_fit_are_refused() -> None:
    for times, values in (([1, 2], [1.0]), ([3, 2, 1], [1.0, 2.0, 3.0]), ([1, 2], [1.0, np.inf])):
        with pytest.raises(SeriesError):
            detect(times, values)


@pytest.mark.parametrize("way", [1, -1])
def test_a_slow_drift_is_one_break_that_stands_since_it_began(way: int) -> None:
    """A tenth of the usual noise a day: no single value is out of the ordinary."""
    days = np.arange(230)
    values = 50 + WEEK[days % 7] + np.random.default_rng(3).normal(0, 0.5, 230)
    values[180:] += way * 0.05 * np.arange(50)
    (found,) = detect(days, values).breaks
    assert found.drift
    assert found.still
    assert 165 <= found.first <= 195
    assert found.noticed <= 210
    assert found.size * way == pytest.approx(2, abs=1)
    assert [each.noticed for each in detect(days[:215], values[:215]).breaks] == [found.noticed]


def test_a_drift_that_goes_on_is_news_for_sixty_values_and_a_jump_right_after_belongs_to_it() -> None:
    values = 50 + np.random.default_rng(3).normal(0, 0.5, 262)
    values[180:] += 0.05 * np.arange(82)
    (found,) = detect(np.arange(262), values).breaks
    assert (found.noticed, found.last, found.still) == (199, 259, False)
    values[-1] += 20
    (found,) = detect(np.arange(262), values).breaks
    assert (found.noticed, found.last, found.still) == (199, 261, True)


def test_growth_that_goes_on_and_a_year_that_was_seen_before_are_no_drifts() -> None:
    days = np.arange(700)
    noise = np.random.default_rng(8).normal(0, 1, 700)
    for values, since in (
        (200 + 0.3 * days + 3 * noise, 0),
        (500 + 80 * np.sin(2 * np.pi * days / 365) + 10 * noise, 365),
    ):
        found = detect(days, values).breaks
        assert not [each for each in found if each.drift and each.noticed >= since]


def test_a_level_that_jumped_is_one_break_and_no_drift_beside_it() -> None:
    values = rate(160)
    values[120:] += 2
    (found,) = detect(np.arange(160), values).breaks
    assert (found.first, found.drift) == (120, False)
