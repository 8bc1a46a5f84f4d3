"""How sure a commitment is: the pace of delivery and the record of our promises, in one chance."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from northing.kernel import clock
from northing.planning import commands
from northing.planning.forecasts.promises import promise_model
from northing.planning.models import Commitment, Release
from tests.conftest import NOW
from tests.planning.forecasts.conftest import outlook

UNEVEN = [0, 5, 1, 3, 0, 4, 2, 1, 6, 0, 2, 3]


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


@pytest.fixture
def promised(world, feature):
    """`promised(day, due, done)`: a feature promised on a day for another, shipped on a third or still open."""

    def make(made: date, due: date, done: date | None = None, *, moved_to: date | None = None) -> None:
        with clock.frozen(at(made)):
            one = feature(f"Promised {made} for {due}", world.billing_core)
            commands.commit(actor=world.hana, feature=one, due_on=due)
        if moved_to:
            with clock.frozen(at(made + timedelta(days=7))):
                commands.commit(actor=world.hana, feature=one, due_on=moved_to, reason="More to do")
        if done:
            with clock.frozen(at(done)):
                commands.change_feature(actor=world.hana, feature=one, state="shipped", shipped_on=done)

    return make


def test_a_later_day_is_likelier(world, deliver, feature, refresh):
    deliver(world.billing_core, UNEVEN)
    france = feature("France", world.billing_core, items=12)
    chances = []
    for due in (date(2026, 6, 12), date(2026, 7, 10), date(2026, 9, 30)):
        commands.commit(actor=world.hana, feature=france, due_on=due, reason="Another day")
        refresh()
        assert outlook(france).due_on == due
        chances.append(outlook(france).chance)
    assert chances == sorted(chances)
    assert chances[0] < 0.35
    assert chances[-1] > 0.65


def test_both_sources_are_kept_beside_the_chance_and_it_lies_between_them(world, deliver, feature, refresh):
    deliver(world.billing_core, UNEVEN)
    france = feature("France", world.billing_core, items=12)
    commands.commit(actor=world.hana, feature=france, due_on=date(2026, 7, 10))
    refresh()
    said = outlook(france)
    low, high = sorted((said.throughput_chance, said.promise_chance))
    assert low <= said.chance <= high
    assert sum(said.basis["weights"].values()) == pytest.approx(1, abs=0.01)


def test_without_a_commitment_there_are_dates_and_no_chance(world, deliver, feature, refresh):
    deliver(world.billing_core, UNEVEN)
    france = feature("France", world.billing_core, items=12)
    refresh()
    assert outlook(france).chance is None
    assert outlook(france).due_on is None
    assert outlook(france).p50 is not None


def test_an_organisation_that_always_slips_is_believed_less(world, deliver, feature, refresh, promised):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=4)
    commands.commit(actor=world.hana, feature=france, due_on=date(2026, 7, 31))
    refresh()
    before = outlook(france)
    for week in range(24):
        made = NOW.date() - timedelta(weeks=50 - week)
        promised(made, made + timedelta(weeks=6), made + timedelta(weeks=10))
    refresh()
    after = outlook(france)
    assert after.throughput_chance == before.throughput_chance == pytest.approx(1)
    assert after.promise_chance < before.promise_chance
    assert after.chance < before.chance


def test_a_withdrawn_promise_teaches_nothing(world, feature):
    with clock.frozen(at(date(2026, 3, 2))):
        france = feature("France", world.billing_core)
        commands.commit(actor=world.hana, feature=france, due_on=date(2026, 4, 30))
    with clock.frozen(at(date(2026, 4, 1))):
        commands.withdraw_commitment(actor=world.hana, feature=france, reason="No longer wanted")
    assert promise_model(today=NOW.date()).model.closed == 0


def test_the_promises_of_a_dropped_feature_teach_nothing(world, feature):
    with clock.frozen(at(date(2026, 3, 2))):
        france = feature("France", world.billing_core)
        commands.commit(actor=world.hana, feature=france, due_on=date(2026, 4, 30))
    commands.change_feature(actor=world.hana, feature=france, state="dropped")
    assert promise_model(today=NOW.date()).model.closed == 0


def test_a_moved_promise_still_counts_on_its_first_day(world, promised):
    promised(date(2026, 2, 2), date(2026, 3, 31), date(2026, 4, 20), moved_to=date(2026, 4, 30))
    assert list(Commitment.objects.order_by("made_at").values_list("outcome", flat=True)) == ["missed", "held"]
    model = promise_model(today=NOW.date()).model
    assert (model.closed, model.held) == (2, 1)


@pytest.fixture
def released(world):
    """`released(day, due, came)`: a release planned on a day for another, come on a third or still open."""

    def make(made: date, due: date, came: date | None = None, *, moved_to: date | None = None) -> Release:
        with clock.frozen(at(made)):
            one = commands.create_release(actor=world.hana, name=f"Planned {made} for {due}", planned_on=due)
        if moved_to:
            with clock.frozen(at(made + timedelta(days=7))):
                commands.change_release(actor=world.hana, release=one, planned_on=moved_to)
        if came:
            commands.change_release(actor=world.hana, release=one, released_on=came)
        return one

    return make


def test_when_releases_came_against_their_plan_is_learnt_from(world, released):
    released(date(2026, 1, 5), date(2026, 3, 31), date(2026, 3, 31))
    released(date(2026, 1, 5), date(2026, 4, 30), date(2026, 5, 12))
    released(date(2026, 1, 5), date(2026, 12, 1))
    model = promise_model(today=NOW.date()).model
    assert (model.closed, model.held) == (2, 1)


def test_a_release_that_was_moved_still_counts_for_its_first_day(world, released):
    released(date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 20), moved_to=date(2026, 4, 20))
    model = promise_model(today=NOW.date()).model
    assert (model.closed, model.held) == (2, 1)


def test_a_release_whose_plan_was_written_afterwards_teaches_nothing(world, released):
    released(date(2026, 4, 10), date(2026, 3, 31), date(2026, 4, 20))
    assert promise_model(today=NOW.date()).model.closed == 0


def test_a_release_whose_features_were_promised_for_its_day_is_not_counted_twice(world, feature, released):
    summer = released(date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 20))
    with clock.frozen(at(date(2026, 2, 2))):
        france = feature("France", world.billing_core)
        commands.change_feature(actor=world.hana, feature=france, release=summer)
        commands.commit(actor=world.hana, feature=france, due_on=date(2026, 3, 31))
    assert promise_model(today=NOW.date()).model.closed == 1


def test_the_slips_of_releases_make_their_product_less_believed(world, deliver, feature, refresh, released):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=4)
    commands.commit(actor=world.hana, feature=france, due_on=date(2026, 7, 31))
    refresh()
    before = outlook(france).promise_chance
    for week in range(24):
        made = NOW.date() - timedelta(weeks=50 - week)
        released(made, made + timedelta(weeks=6), made + timedelta(weeks=10))
    refresh()
    assert outlook(france).promise_chance < before


def test_a_promise_that_is_overdue_counts_as_late_before_it_is_closed(world, promised):
    promised(date(2026, 2, 2), date(2026, 3, 31))
    model = promise_model(today=NOW.date()).model
    assert (model.closed, model.held) == (1, 0)


def test_the_chance_of_a_new_promise_is_sealed_with_it(world, deliver, feature, refresh):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    refresh()
    promise = commands.commit(actor=world.hana, feature=france, due_on=date(2026, 7, 31))
    assert promise.p50_then == date(2026, 6, 24)
    sealed = promise.chance_then
    assert sealed is not None
    commands.add_item(actor=world.hana, feature=france, name="One more")
    refresh()
    promise.refresh_from_db()
    assert (promise.chance_then, promise.p50_then) == (sealed, date(2026, 6, 24))
