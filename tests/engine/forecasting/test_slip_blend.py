"""Two chances into one, and the record that both are believed by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.calibration import brier, log_score
from northing_engine.forecasting import BlendRecord, PromiseHistory, Promises, blend, promise_record

NOTHING = BlendRecord(np.empty(0), np.empty(0), np.empty(0))
inner = st.floats(0.01, 0.99)


def record_where_promises_know(count, rng):
    truth = rng.uniform(0.1, 0.9, count)
    return BlendRecord(rng.uniform(0.1, 0.9, count), truth, (rng.random(count) < truth).astype(float))


def test_without_a_record_both_weigh_the_same():
    mixed = blend(0.9, 0.5, NOTHING)
    assert (mixed.throughput_weight, mixed.promise_weight, mixed.count) == (0.5, 0.5, 0)
    assert mixed.chance == pytest.approx(0.75)


def test_the_source_that_was_right_gets_the_weight():
    record = record_where_promises_know(400, np.random.default_rng(1))
    mixed = blend([0.9], [0.3], record)
    assert mixed.promise_weight > 0.85
    assert mixed.promise_weight + mixed.throughput_weight == pytest.approx(1)
    assert mixed.blended_score <= mixed.throughput_score


def test_few_past_promises_move_the_weights_little():
    rng = np.random.default_rng(2)
    few = blend(0.5, 0.5, record_where_promises_know(6, rng)).promise_weight
    assert abs(few - 0.5) < 0.2


def test_weights_are_those_with_the_best_log_score_when_the_record_is_long():
    record = record_where_promises_know(6000, np.random.default_rng(3))
    learnt = blend(record.throughput, record.promise, record)
    for share in np.linspace(0, 1, 11):
        odds = (1 - share) * np.log(record.throughput / (1 - record.throughput))
        odds += share * np.log(record.promise / (1 - record.promise))
        assert learnt.blended_score <= log_score(1 / (1 + np.exp(-odds)), record.happened) + 1e-3


@given(inner, inner)
def test_the_mix_lies_between_its_sources(ours, theirs):
    record = record_where_promises_know(50, np.random.default_rng(4))
    mixed = float(blend(ours, theirs, record).chance)
    assert min(ours, theirs) - 1e-9 <= mixed <= max(ours, theirs) + 1e-9


def test_a_silent_source_leaves_the_other_alone():
    mixed = blend([np.nan, 0.7, np.nan], [0.4, np.nan, np.nan], NOTHING).chance
    assert mixed[:2] == pytest.approx([0.4, 0.7])
    assert np.isnan(mixed[2])


def test_a_record_with_missing_columns_is_refused():
    with pytest.raises(ValueError, match="both chances"):
        BlendRecord(np.zeros(3), np.zeros(2), np.zeros(3))


def test_the_record_is_forecast_with_what_was_known_before_and_beats_the_base_rate():
    rng = np.random.default_rng(5)
    made = np.sort(rng.uniform(0, 1000, 900))
    lead = rng.choice([5.0, 50.0], 900)
    late = np.where(rng.random(900) < np.where(lead < 10, 0.9, 0.3), 0.0, rng.exponential(20, 900) + 0.5)
    history = PromiseHistory(Promises(made, made + lead), made + lead + late, now=1000.0)
    record = promise_record(history)
    assert brier(record.stated, record.kept) < 0.75 * brier(record.base_rate, record.kept)
    assert made[record.rows].min() > np.quantile(made, 0.3)
    assert np.all(history.due[record.rows])


def test_later_outcomes_do_not_change_what_was_said_earlier():
    rng = np.random.default_rng(6)
    made = np.arange(120.0)
    resolved = made + 5 + (rng.random(120) < 0.4) * 7
    origins = np.array([40.0, 60.0, 80.0])
    first = promise_record(PromiseHistory(Promises(made, made + 5), resolved, now=200.0), origins)
    changed = np.where(made > 62, made + 50, resolved)
    second = promise_record(PromiseHistory(Promises(made, made + 5), changed, now=200.0), origins)
    early = made[first.rows] <= 60
    assert np.array_equal(first.stated[early], second.stated[early])


def test_an_empty_history_has_an_empty_record():
    empty = PromiseHistory(Promises(np.empty(0), np.empty(0)), np.empty(0), now=5.0)
    assert promise_record(empty).rows.size == 0
