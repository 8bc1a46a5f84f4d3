"""How promises slip: the distribution is one, the record moves it, and open promises count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing_engine.forecasting import Category, Measure, PromiseHistory, Promises, slip_model


def releases(slips, *, lead=1.0, now=None, open_after=()):
    """Promises made one release after another; nan in `slips` or an index in `open_after` is still open."""
    made = np.arange(len(slips), dtype=float)
    promised = made + lead
    resolved = promised + np.array(slips, dtype=float)
    resolved[list(open_after)] = np.nan
    end = float(now if now is not None else promised[-1] + 4) if len(slips) else 0.0
    return PromiseHistory(Promises(made, promised), resolved, now=end, step=1.0)


def next_promise(history, lead=1.0):
    return Promises(np.array([history.now + 1]), np.array([history.now + 1 + lead]))


def days(rng, count, kept, team=None):
    """Promises on a line of days, in the order made; a share `kept` (one for each) comes on time."""
    made = np.sort(rng.uniform(0, 1000, count))
    promised = made + rng.uniform(5, 60, count)
    late = np.where(rng.random(count) < kept, 0.0, rng.exponential(30, count) + 0.5)
    categories = () if team is None else (Category("team", team),)
    return PromiseHistory(Promises(made, promised, categories), promised + late, now=1000.0)


slip_lists = st.lists(st.sampled_from([0, 0, 0, 1, 2, 5, float("nan")]), min_size=0, max_size=25)


@settings(max_examples=40, deadline=None)
@given(slip_lists, st.booleans())
def test_the_distribution_sums_to_one_and_every_hazard_is_a_chance(slips, in_steps):
    history = releases(slips)
    if not in_steps:
        history = PromiseHistory(history.promises, history.resolved, history.now)
    forecast = slip_model(history).forecast(next_promise(history))
    assert forecast.mass.sum(axis=1) == pytest.approx(1)
    assert np.all(forecast.mass >= 0)
    assert forecast.kept_low[0] <= forecast.kept[0] <= forecast.kept_high[0]
    times = history.now + np.array([-5.0, 1.9, 2.0, 4.0, 9.0, 500.0])
    reached = [forecast.by(time)[0] for time in times]
    assert reached[:2] == [0, 0]
    assert reached[2] == pytest.approx(forecast.kept[0])
    assert np.all(np.diff(reached) >= -1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 3]), min_size=1, max_size=25), st.data())
def test_one_more_slip_in_the_record_never_raises_the_chance(slips, data):
    at = data.draw(st.integers(0, len(slips) - 1))
    worse = [*slips]
    worse[at] = max(1, slips[at])
    made, promised = np.zeros(len(slips)), np.ones(len(slips))
    chances = [
        slip_model(PromiseHistory(Promises(made, promised), promised + np.array(s, dtype=float), 8.0, 1.0))
        .forecast(Promises(np.array([9.0]), np.array([10.0])))
        .kept[0]
        for s in (slips, worse)
    ]
    assert chances[1] <= chances[0] + 1e-9


def test_nothing_known_says_one_half_and_a_wide_range():
    history = releases([])
    model = slip_model(history)
    forecast = model.forecast(next_promise(history))
    assert forecast.kept[0] == pytest.approx(0.5)
    assert forecast.kept_high[0] - forecast.kept_low[0] > 0.5
    assert not model.enough


def test_five_promises_give_a_chance_and_say_that_it_is_not_enough():
    history = releases([0, 0, 1, 0, 2])
    model = slip_model(history)
    forecast = model.forecast(next_promise(history))
    assert (model.closed, model.held, model.enough) == (5, 3, False)
    assert 0.4 < forecast.kept[0] < 0.75
    assert forecast.kept_high[0] - forecast.kept_low[0] > 0.3


def test_the_range_narrows_as_the_record_grows():
    widths = []
    for count in (10, 60, 300):
        forecast = slip_model(releases([0, 0, 0, 1] * (count // 4))).forecast(next_promise(releases([0])))
        widths.append(forecast.kept_high[0] - forecast.kept_low[0])
    assert widths[0] > widths[1] > widths[2]


def test_open_promises_count_as_not_yet_and_are_not_dropped():
    slips = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
    late = [1, 3, 5, 7, 9]
    closed, still_open = releases(slips, now=30), releases(slips, now=30, open_after=late)
    dropped = PromiseHistory(closed.promises[np.array([0, 2, 4, 6, 8])], closed.resolved[::2], 30.0, 1.0)
    by = {
        name: slip_model(history).forecast(next_promise(closed)).by(closed.now + 3)[0]
        for name, history in (("closed", closed), ("open", still_open), ("dropped", dropped))
    }
    assert by["open"] < by["closed"] < by["dropped"]


def test_a_promise_that_is_not_due_yet_says_nothing():
    history = releases([0, 1, 0, 0, 1])
    promises = Promises(np.append(history.promises.made, 8.0), np.append(history.promises.promised, 40.0))
    longer = PromiseHistory(promises, np.append(history.resolved, np.nan), history.now, 1.0)
    assert slip_model(longer).closed == 5


def test_what_came_after_now_is_not_known():
    full = releases([0, 1, 0, 2, 0, 1, 0, 0, 3, 1] * 4)
    early = full.as_of(15.0)
    other = PromiseHistory(
        full.promises, np.where(full.resolved > 15, full.resolved + 9, full.resolved), 15.0, 1.0
    )
    ask = Promises(np.array([16.0]), np.array([17.0]))
    assert np.array_equal(slip_model(early).forecast(ask).mass, slip_model(other).forecast(ask).mass)


def test_a_promise_still_open_after_its_date_cannot_be_on_time():
    history = releases([0, 1, 2, 0, 0, 3] * 5)
    promise = Promises(np.array([10.0]), np.array([11.0]))
    forecast = slip_model(history).forecast(promise, still_open_at=13.0)
    assert forecast.by(13.0)[0] == 0
    assert forecast.mass.sum() == pytest.approx(1)
    assert forecast.quantile(0.01)[0] == 14.0


def test_quantiles_turn_the_chances_round():
    history = days(np.random.default_rng(3), 300, 0.6)
    forecast = slip_model(history).forecast(Promises(np.array([1000.0]), np.array([1020.0])))
    for level in (0.3, 0.7, 0.85):
        assert forecast.by(forecast.quantile(level))[0] == pytest.approx(max(level, forecast.kept[0]), abs=1e-9)


def test_a_team_that_holds_its_dates_is_told_from_one_that_does_not():
    rng = np.random.default_rng(5)
    team = np.where(rng.random(800) < 0.5, "steady", "hopeful")
    history = days(rng, 800, np.where(team == "steady", 0.85, 0.35), team)
    ask = Promises(
        np.full(3, 1000.0), np.full(3, 1030.0), (Category("team", np.array(["steady", "hopeful", "new"])),)
    )
    steady, hopeful, new = slip_model(history).forecast(ask).kept
    assert steady == pytest.approx(0.85, abs=0.08)
    assert hopeful == pytest.approx(0.35, abs=0.08)
    assert hopeful < new < steady


def test_teams_that_do_not_differ_are_pooled():
    rng = np.random.default_rng(6)
    team = rng.integers(0, 20, 400).astype(str)
    history = days(rng, 400, 0.7, team)
    ask = Promises(np.full(20, 1000.0), np.full(20, 1030.0), (Category("team", np.arange(20).astype(str)),))
    chances = slip_model(history).forecast(ask).kept
    raw = [history.kept[team == str(t)].mean() for t in range(20)]
    assert np.ptp(chances) < np.ptp(raw) / 2


def test_promises_made_far_ahead_slip_more_when_they_did():
    rng = np.random.default_rng(7)
    made = np.sort(rng.integers(0, 40, 900)).astype(float)
    lead = rng.integers(0, 4, 900)
    late = np.where(rng.random(900) < np.array([0.8, 0.5, 0.3, 0.2])[lead], 0, rng.integers(1, 4, 900))
    history = PromiseHistory(Promises(made, made + lead), made + lead + late, now=45.0, step=1.0)
    asked = np.arange(4.0)
    kept = slip_model(history).forecast(Promises(np.full(4, 46.0), 46.0 + asked)).kept
    assert kept == pytest.approx([0.8, 0.5, 0.3, 0.2], abs=0.1)


def test_an_organisation_that_got_better_is_believed_to_be_better():
    rng = np.random.default_rng(8)
    made = np.sort(rng.integers(0, 30, 1200)).astype(float)
    chance = np.where(made < 18, 0.35, 0.75)
    history = PromiseHistory(
        Promises(made, made + 1), made + 1 + (rng.random(1200) > chance) * rng.integers(1, 4, 1200), 32.0, 1.0
    )
    kept = slip_model(history).forecast(next_promise(history)).kept[0]
    assert kept == pytest.approx(0.75, abs=0.08)
    assert history.kept.mean() < 0.6


def test_promises_of_an_organisation_that_stays_as_it_is_seldom_fade():
    fading = [
        slip_model(days(np.random.default_rng(seed), 120, 0.6)).tuning.half_life < 1e9 for seed in range(8)
    ]
    assert sum(fading) <= 2


def test_earlier_moves_are_learnt_from_and_may_be_unknown():
    rng = np.random.default_rng(9)
    moves = rng.poisson(1.0, 600).astype(float)
    plain = days(rng, 600, 1 / (1 + np.exp(-(1.2 - 1.0 * moves))))
    promises = Promises(plain.promises.made, plain.promises.promised, (), (Measure("moves", moves),))
    model = slip_model(PromiseHistory(promises, plain.resolved, plain.now))
    ask = Promises(np.full(3, 1000.0), np.full(3, 1030.0), (), (Measure("moves", np.array([0, 3, np.nan])),))
    calm, moved, unknown = model.forecast(ask).kept
    assert calm > unknown > moved


def test_the_same_history_gives_the_same_answer():
    history = days(np.random.default_rng(2), 200, 0.6)
    ask = Promises(np.array([1000.0]), np.array([1010.0]))
    assert np.array_equal(slip_model(history).forecast(ask).mass, slip_model(history).forecast(ask).mass)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="column"):
        Promises(np.zeros(3), np.zeros(2))
    with pytest.raises(ValueError, match="resolved"):
        PromiseHistory(Promises(np.zeros(3), np.zeros(3)), np.zeros(2), 1.0)
