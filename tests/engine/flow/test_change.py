"""What changed by more than luck: false alarms are rare, real changes are found, ranges hold what they say."""

import math
from itertools import combinations

import numpy as np
import pytest

from northing_engine.flow import (
    Change,
    Shuffled,
    TooFewWeeks,
    Windows,
    compare,
    per_week,
    progress_change,
    share_of,
    significant,
    time_within,
    usual_range,
)

WINDOWS = Windows(before=16, now=6)


def shuffled(seed: int, windows: Windows = WINDOWS, draws: int = 999) -> Shuffled:
    return Shuffled.of(windows, np.random.default_rng(seed), draws)


def weekly(rng: np.random.Generator, pace: float, weeks: int) -> np.ndarray:
    """Counts that vary more than Poisson, as teams' do."""
    return rng.negative_binomial(4, 4 / (4 + pace), weeks).astype(float)


def month_of(rng: np.random.Generator, pace: float = 7.0) -> list[Change]:
    """The measures of one quiet half year in which nothing changed."""
    counts = weekly(rng, pace, WINDOWS.weeks) + 1
    unplanned = rng.binomial(counts.astype(int), 0.2)
    weeks = np.repeat(np.arange(WINDOWS.weeks), counts.astype(int))
    slow = rng.lognormal(0, 0.3, WINDOWS.weeks)[weeks]  # what is done in one week shares its troubles
    days = np.round(rng.lognormal(2, 0.9, weeks.size) * slow, 1)
    picks = shuffled(int(rng.integers(1 << 30)), draws=299)
    measures = [
        per_week(counts),
        share_of(unplanned, counts),
        time_within(weeks, days, 0.5, of=WINDOWS.weeks),
        time_within(weeks, days, 0.85, of=WINDOWS.weeks),
    ]
    starts = rng.uniform(-60, WINDOWS.weeks * 7, 260)
    stock = progress_change(starts, starts + rng.lognormal(2, 0.9, starts.size), WINDOWS)
    return [change for change in (*(compare(measure, picks) for measure in measures), stock) if change]


def test_shuffling_is_the_exact_permutation_test() -> None:
    counts = np.array([5, 7, 6, 9, 2, 1, 3.0])
    windows = Windows(before=4, now=3)
    observed = abs(counts[4:].mean() - counts[:4].mean())
    ways = [
        abs(counts[list(pick)].mean() - np.delete(counts, list(pick)).mean())
        for pick in combinations(range(7), 3)
    ]
    exact = np.mean([way >= observed - 1e-9 for way in ways])
    change = compare(per_week(counts), shuffled(1, windows, 20_000))
    assert change is not None
    assert change.by_chance == pytest.approx(exact, abs=0.006)
    assert (change.before, change.now) == (6.75, 2.0)


def test_a_quiet_half_year_is_called_changed_in_one_case_of_twenty_at_most() -> None:
    rng = np.random.default_rng(7)
    pages = [significant([change.by_chance for change in month_of(rng)]) for _ in range(120)]
    # 5 % of 120 and three standard errors.
    assert sum(any(page) for page in pages) <= 6 + 3 * math.sqrt(120 * 0.05 * 0.95)


def test_eighty_percent_ranges_hold_the_true_change() -> None:
    rng = np.random.default_rng(11)
    held = [0, 0]
    for seed in range(400):
        change = compare(per_week(np.append(weekly(rng, 7, 16), weekly(rng, 5, 6))), shuffled(seed, draws=299))
        starts = rng.uniform(-60, WINDOWS.weeks * 7, 260)
        stock = progress_change(starts, starts + rng.exponential(12, starts.size), WINDOWS)
        assert change is not None
        assert stock is not None
        held[0] += change.range80[0] <= -2 <= change.range80[1]
        held[1] += stock.range80[0] <= 0 <= stock.range80[1]
    assert min(held) / 400 == pytest.approx(0.8, abs=0.08)
    assert max(held) / 400 == pytest.approx(0.8, abs=0.08)


def test_work_that_halves_is_seen() -> None:
    rng = np.random.default_rng(3)
    found = [
        compare(per_week(np.append(rng.poisson(9, 16), rng.poisson(4, 6))), shuffled(seed))
        for seed in range(50)
    ]
    assert sum(change is not None and change.by_chance < 0.05 for change in found) > 40


def test_times_are_those_of_the_items_in_the_weeks() -> None:
    weeks = np.repeat(np.arange(22), 3)
    days = np.where(weeks < 16, 4.0, 11.0) + np.tile([0, 1, 2], 22)
    change = compare(time_within(weeks, days, 0.5, of=22), shuffled(1))
    assert change is not None
    assert (change.before, change.now) == (5.0, 12.0)
    assert change.by_chance < 0.01


def test_nothing_finished_in_a_window_is_nothing_to_compare() -> None:
    weeks, days = np.array([1, 2, 3, 5]), np.array([3.0, 4, 5, 6])
    assert compare(time_within(weeks, days, 0.85, of=22), shuffled(1)) is None
    assert compare(share_of(np.zeros(22), np.zeros(22)), shuffled(1)) is None
    assert progress_change([], [], WINDOWS) is None


def test_two_weeks_are_no_window() -> None:
    with pytest.raises(TooFewWeeks):
        Windows(before=16, now=2)


def test_in_progress_is_the_mean_over_all_days() -> None:
    # One item through both windows, one for the last seven days: 1 before, 1 + 7 / 42 now.
    change = progress_change([-10.0, 147.0], [math.nan, math.nan], WINDOWS)
    assert change is not None
    assert (change.before, change.now) == pytest.approx((1.0, 1 + 7 / 42))


def test_work_begun_by_the_clock_is_no_surer_than_chance_would_be() -> None:
    starts = np.arange(0.0, WINDOWS.weeks * 7, 7)
    change = progress_change(starts, starts + 7, WINDOWS)
    assert change is not None
    assert change.range80[1] == pytest.approx(1.2816 * math.sqrt(1 / 16 + 1 / 6), rel=1e-3)


def test_a_difference_that_is_nearly_clear_says_how_long_to_wait() -> None:
    before, windows = np.tile([5, 6, 7, 8, 9, 6], 16), Windows(before=96, now=3)
    change = compare(per_week(np.append(before, [4, 8, 5])), shuffled(5, windows, 4000))
    assert change is not None
    assert change.by_chance > 0.05
    assert change.more_weeks == 21
    # Less of a difference would take more than half a year.
    later = compare(per_week(np.append(before, [4.9, 8, 5])), shuffled(5, windows, 4000))
    assert later is not None
    assert later.more_weeks is None
    even = compare(per_week(np.full(22, 6.0)), shuffled(5))
    assert even is not None
    assert even.more_weeks is None


def test_holm_shares_the_error_among_all_that_is_said() -> None:
    assert significant([0.02] * 5) == (False,) * 5
    assert significant([0.009, 0.012, 0.9, 0.8, 0.7]) == (True, True, False, False, False)
    assert significant([]) == ()


def test_a_usual_week_is_nine_of_ten_that_were_seen() -> None:
    assert usual_range(list(range(1, 21))) == (1.0, 19.0)
