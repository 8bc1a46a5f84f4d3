"""Which promises score, and how."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.forecasts.forecast_record import ForecastRecord, forecast_record
from northing.planning.models import ForecastRun
from northing.planning.queries.forecast_record import RecordFilter
from northing.portfolio.models import Product
from tests.conftest import NOW, World
from tests.planning.forecast_record.conftest import Promise, at, days_ago


def record(actor: Member, **wanted: object) -> ForecastRecord:
    return forecast_record(actor, RecordFilter(**wanted))  # type: ignore[arg-type]  # names of its fields


def test_of_ten_promises_said_to_be_eighty_per_cent_sure_eight_held(hana: Member, promise: Promise) -> None:
    for place in range(10):
        promise(chance=0.8, late=-2 if place < 8 else 5)
    found = record(hana)
    [level] = found.levels
    assert (level.said, level.held, level.of) == (0.8, 8, 10)
    assert (level.verdict.low, level.verdict.high) == (5, 10)
    assert not level.too_sure
    assert not level.too_careful


def test_on_the_day_is_in_time_and_a_day_later_is_not(hana: Member, promise: Promise) -> None:
    promise(late=0)
    promise(late=1)
    assert (record(hana).held, record(hana).total) == (1, 2)


def test_moving_a_date_later_leaves_the_first_promise_missed(hana: Member, promise: Promise) -> None:
    first = promise(due=60, ahead=28, late=None)
    with clock.frozen(at(days_ago(70))):
        moved = commands.commit(
            actor=hana, feature=first.feature, due_on=days_ago(20), reason="The acquirer asked for more"
        )
    with clock.frozen(at(days_ago(25))):
        commands.change_feature(actor=hana, feature=first.feature, state="shipped")
    found = {row.promise.pk: row.held for row in record(hana).recent}
    assert found == {first.pk: False, moved.pk: True}


def test_a_withdrawn_promise_scores_nothing(hana: Member, promise: Promise) -> None:
    taken_back, dropped = promise(due=10, late=None), promise(due=11, late=None)
    with clock.frozen(at(days_ago(12))):
        commands.withdraw_commitment(actor=hana, feature=taken_back.feature, reason="Nobody wants it")
        commands.change_feature(actor=hana, feature=dropped.feature, state="dropped")
    assert record(hana).total == 0


def test_what_is_overdue_and_not_done_is_missed_already(hana: Member, promise: Promise) -> None:
    promise(due=14, late=None)
    found = record(hana)
    assert (found.total, found.held, found.unfinished) == (1, 0, 1)
    assert found.buckets[0].weeks == (2.0,)


def test_a_promise_kept_ahead_of_its_day_waits_for_it(hana: Member, promise: Promise) -> None:
    promise(due=-10, ahead=28, late=-20)
    found = record(hana)
    assert (found.total, found.kept_early) == (0, 1)
    with clock.frozen(NOW + timedelta(days=11)):
        found = record(hana)
    assert (found.total, found.kept_early) == (1, 0)


def test_promises_are_told_apart_by_how_far_ahead_they_were_made(hana: Member, promise: Promise) -> None:
    for ahead in (14, 15, 42, 84, 182, 183):
        promise(ahead=ahead)
    assert [(bucket.name, len(bucket.weeks)) for bucket in record(hana).buckets] == [
        ("up to 2 weeks", 1),
        ("2 to 6 weeks", 2),
        ("6 to 12 weeks", 1),
        ("12 to 26 weeks", 1),
        ("over 26 weeks", 1),
    ]


def test_promises_without_a_sealed_chance_count_apart(hana: Member, promise: Promise) -> None:
    for _ in range(5):
        promise(chance=0.8)
    imported = [promise(chance=None, late=late) for late in (-1, -1, 4)]
    unknown = promise(chance=None)
    rehearsed = {str(made.pk): 0.7 for made in imported}
    ForecastRun.objects.create(
        asked_at=NOW,
        seed=1,
        draws=1,
        version="1",
        state="done",
        assumptions={"rehearsal": {"promises": rehearsed}},
    )
    found = record(hana)
    assert (found.said, found.scored, found.total) == ("sealed", 5, 9)
    assert found.other is not None
    assert (found.other.said, found.other.whole.held, found.other.whole.of) == ("rehearsed", 2, 3)
    assert found.other.whole.expected == pytest.approx(2.1)
    theirs = record(hana, said="rehearsed")
    assert (theirs.scored, [level.of for level in theirs.levels]) == (3, [3])
    assert unknown.pk in {row.promise.pk for row in found.recent}


def test_only_promises_of_the_period_and_the_product_score(world: World, promise: Promise) -> None:
    promise(due=100, product=world.billing)
    promise(due=300, product=world.billing)
    promise(due=100, product=world.terminal)
    totals = {
        (months, product.name): record(world.hana, months=months, product=product.pk).total
        for months in (6, 12, 0)
        for product in (world.billing, world.terminal)
    }
    assert totals == {
        (6, "Billing"): 1,
        (12, "Billing"): 2,
        (0, "Billing"): 2,
        (6, "Terminal"): 1,
        (12, "Terminal"): 1,
        (0, "Terminal"): 1,
    }


def test_a_restricted_product_is_in_nobody_elses_record(world: World, promise: Promise) -> None:
    secret = Product.objects.create(name="Secret", owner=world.mara, restricted=True)
    promise(product=secret, team=world.data)
    promise(product=world.billing, team=world.billing_core)
    seen = {name: record(member).total for name, member in world.cast.items()}
    assert seen == {"olive": 2, "hana": 2, "mara": 2, "tim": 1, "oscar": 1, "vera": 1}
    assert [team.name for team in record(world.vera).teams] == ["Billing Core"]
    assert secret.pk not in {product.pk for product in record(world.vera).products}


def test_the_number_of_queries_does_not_grow_with_promises(world: World, promise: Promise) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            record(world.hana)
        return len(found)

    promise(team=world.data)
    few = asked()
    for place in range(12):
        promise(team=world.billing_core if place % 2 else None, product=world.billing)
    assert asked() == few
