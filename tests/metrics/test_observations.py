"""Values come in once, replace what was known, and are taken back as a whole."""

from datetime import date, timedelta

import pytest

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.metrics import commands
from northing.metrics.commands import Draft
from northing.metrics.models import Delivery, Metric, Observation, Restatement, Way
from tests.conftest import World

pytestmark = pytest.mark.django_db
JAN, NEXT = date(2026, 1, 1), date(2026, 1, 2)


def metric(world: World, name: str = "Signups", **fields: object) -> Metric:
    return commands.create_metric(actor=world.mara, name=name, **fields)


def record(world: World, points: dict[int, dict[date, float]], who: str = "mara", **said: object) -> Delivery:
    return commands.record_observations(
        actor=world.cast[who], points=points, way=Way.FILE, name="a.csv", **said
    )


def known(of: Metric) -> dict[date, float]:
    return dict(Observation.objects.filter(metric=of).values_list("day", "value"))


def figures(delivery: Delivery) -> tuple[int, int, int]:
    return delivery.created, delivery.changed, delivery.same


def test_the_same_values_again_change_nothing(world: World) -> None:
    of = metric(world)
    assert figures(record(world, {of.pk: {JAN: 1, NEXT: 2}})) == (2, 0, 0)
    assert figures(record(world, {of.pk: {JAN: 1, NEXT: 2}})) == (0, 0, 2)
    assert not Restatement.objects.exists()


def test_another_value_replaces_what_was_known_and_keeps_it_as_a_restatement(world: World) -> None:
    of = metric(world)
    record(world, {of.pk: {JAN: 1}})
    looked = commands.look_at_observations({of.pk: {JAN: 3, NEXT: 2}})
    assert (looked[of.pk].created, looked[of.pk].changed) == (1, 1)
    done = record(world, {of.pk: {JAN: 3, NEXT: 2}}, reason="Retries were counted twice")
    assert (figures(done), known(of)) == ((1, 1, 0), {JAN: 3, NEXT: 2})
    old = Restatement.objects.get()
    assert (old.metric, old.day, old.value, old.restated_by, old.reason) == (
        of,
        JAN,
        1,
        world.mara,
        "Retries were counted twice",
    )


def test_a_delivery_is_taken_back_with_what_it_replaced_and_the_metrics_it_made(world: World) -> None:
    of = metric(world)
    record(world, {of.pk: {JAN: 1}})
    brought = commands.bring_series(
        actor=world.mara,
        drafts=[Draft("Signups", of, points={JAN: 5, NEXT: 6}), Draft("Churn", unit="%", points={JAN: 0.5})],
        way=Way.FILE,
        name="a.csv",
    )
    assert Metric.objects.filter(name="Churn", unit="%", direction="down", decimals=1).exists()
    assert commands.take_back(actor=world.mara, delivery=brought) == 3
    assert known(of) == {JAN: 1}
    assert not Metric.objects.filter(name="Churn").exists()
    assert not Restatement.objects.exists()
    with pytest.raises(Refused, match="nothing of it left"):
        commands.take_back(actor=world.mara, delivery=brought)


def test_what_changed_since_is_not_taken_back(world: World) -> None:
    of = metric(world)
    first = record(world, {of.pk: {JAN: 1, NEXT: 2}})
    record(world, {of.pk: {NEXT: 3}})
    with pytest.raises(Refused, match="Signups has another value on 2026-01-02"):
        commands.take_back(actor=world.mara, delivery=first)
    assert known(of) == {JAN: 1, NEXT: 3}


def test_only_who_brought_it_or_a_head_takes_it_back(world: World) -> None:
    of = metric(world)
    brought = record(world, {of.pk: {JAN: 1}}, who="hana")
    with pytest.raises(NotVisible):
        commands.take_back(actor=world.mara, delivery=brought)
    commands.take_back(actor=world.olive, delivery=brought)
    assert known(of) == {}


def test_values_are_brought_by_those_who_may_change_and_see_the_metric(world: World) -> None:
    of = metric(world)
    with pytest.raises(NotAllowed):
        record(world, {of.pk: {JAN: 1}}, who="tim")
    world.terminal.restricted = True
    world.terminal.save()
    hidden = commands.create_metric(actor=world.hana, name="Hidden", product=world.terminal)
    with pytest.raises(NotVisible):
        record(world, {of.pk: {JAN: 1}, hidden.pk: {JAN: 1}})
    assert known(of) == {}


def test_two_series_for_one_metric_that_differ_are_refused_whole(world: World) -> None:
    of = metric(world)
    drafts = [Draft("a", of, points={JAN: 1}), Draft("b", of, points={JAN: 2}), Draft("New", points={JAN: 1})]
    with pytest.raises(Refused, match="differ on 2026-01-01"):
        commands.bring_series(actor=world.mara, drafts=drafts, way=Way.FILE, name="a.csv")
    assert (Metric.objects.count(), Delivery.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("name", "unit", "step", "values", "expected"),
    [
        ("Signups", "", 1, [1.0, 5.0], ("up", "sum", "day", 0)),
        ("Churn", "%", 30, [0.5, 1.25], ("down", "mean", "month", 2)),
        ("Days to paid", "days", 7, [3.5, 4.0], ("down", "mean", "week", 1)),
        ("Monthly active users", "", 91, [100.0, 120.0], ("up", "last", "quarter", 0)),
    ],
)
def test_a_new_metric_is_guessed_from_name_days_and_values(
    name: str, unit: str, step: int, values: list[float], expected: tuple[str, str, str, int]
) -> None:
    points = {JAN + timedelta(days=step * at): value for at, value in enumerate(values)}
    found = commands.guess(name, unit, points)
    assert (found.direction, found.over_time, found.grain, found.decimals) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Registrations, Invoices, Developer signups, New accounts, Conversions, Generated leads", "up sum"),
        ("App rating, DAU, Daily active users, signup_rate, Conversion, On-time delivery rate", "up mean"),
        ("Crash-free sessions, Tickets closed, Recovered revenue", "up sum"),
        ("Churned accounts, Cancelled subscribers, Uninstalls, Support tickets, Ad spend", "down sum"),
        ("Churn, First reply time, Error rate, Cost per order", "down mean"),
        ("Paying customers, MAU, Total accounts", "up last"),
    ],
)
def test_names_are_read_by_whole_words(names: str, expected: str) -> None:
    guesses = {name: commands.guess(name, "", {JAN: 1.0}) for name in names.split(", ")}
    found = {name: f"{guess.direction} {guess.over_time}" for name, guess in guesses.items()}
    assert found == dict.fromkeys(guesses, expected)
