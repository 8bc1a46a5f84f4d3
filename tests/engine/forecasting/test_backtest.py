import numpy as np
import pytest

from northing_engine.forecasting import History, backtest


def steady_world(teams: int, weeks: int, seed: int) -> History:
    rng = np.random.default_rng(seed)
    return History.of({team: rng.poisson(3 + team % 5, weeks).tolist() for team in range(teams)})


def test_intervals_hold_as_often_as_they_say():
    result = backtest(steady_world(40, 60, 5), (2, 4), (0.5, 0.8, 0.9), np.random.default_rng(1))
    held = result.held[result.separate].mean(axis=0)
    assert 0.48 <= held[0] <= 0.62
    assert 0.75 <= held[1] <= 0.88
    assert 0.86 <= held[2] <= 0.95


def test_the_pit_is_uniform_for_a_team_that_stays_itself():
    result = backtest(steady_world(40, 60, 6), (2,), (0.8,), np.random.default_rng(1))
    pit = np.sort(result.pit[result.separate])
    gap = np.abs(pit - (np.arange(pit.size) + 0.5) / pit.size).max()
    assert gap < 1.358 / pit.size**0.5 + 0.02


def test_a_team_that_changed_is_found_out():
    changed = History.of({"A": [8, 9, 7, 8] * 5 + [1, 2, 1, 2] * 2})
    result = backtest(changed, (4,), (0.8,), np.random.default_rng(1))
    assert not result.held[-1, 0]
    assert not result.plan_held[-4]
    assert result.pit[-4] < 0.01


def test_only_what_lay_before_is_known():
    counts = [3, 1, 4, 1, 5, 2, 6, 5, 3, 5]
    early = backtest(History.of({"A": counts}), (1,), (0.8,), np.random.default_rng(1))
    later = backtest(History.of({"A": [*counts, 90]}), (1,), (0.8,), np.random.default_rng(1))
    assert np.array_equal(early.high, later.high[: len(early)])
    assert early.actual.tolist() == counts[7:]
    assert early.plan[0] == pytest.approx(np.mean(counts[:7]))


def test_separate_windows_do_not_overlap():
    result = backtest(steady_world(1, 30, 1), (4,), (0.8,), np.random.default_rng(1))
    assert (np.diff(result.origin[result.separate]) >= 4).all()


def test_weeks_before_a_team_existed_are_left_out():
    history = History.of({"old": [2] * 20, "young": [2] * 9})
    result = backtest(history, (2,), (0.8,), np.random.default_rng(1))
    assert result.team.count("young") == 1
    assert result.draws.shape == (len(result), 200)


def test_too_little_history_gives_an_empty_record():
    result = backtest(History.of({"A": [1] * 7}), (2, 4), (0.5, 0.8), np.random.default_rng(1))
    assert len(result) == 0
    assert result.held.shape == (0, 2)
    assert result.draws.shape == (0, 200)


def test_long_horizons_hold_when_the_mean_itself_is_doubted():
    rng = np.random.default_rng(11)
    history = History.of({team: rng.poisson(rng.uniform(3, 15), 36).tolist() for team in range(60)})
    taken = backtest(history, (8,), (0.8,), np.random.default_rng(1))
    doubted = backtest(history, (8,), (0.8,), np.random.default_rng(1), doubt_mean=True)
    assert taken.held[taken.separate].mean() < 0.77
    assert 0.77 <= doubted.held[doubted.separate].mean() <= 0.86
