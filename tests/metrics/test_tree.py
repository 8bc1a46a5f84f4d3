"""What metrics are made of, and what moved them."""

from datetime import date, timedelta
from math import isclose

import pytest

from northing.kernel.errors import Refused
from northing.metrics import commands
from northing.metrics.commands.factors import make_of
from northing.metrics.models import Factor, MadeOf, Metric, Observation, Way
from northing.metrics.queries.contributions import Change, contributions
from northing.metrics.queries.tree import branch, moved
from tests.conftest import NOW, Clients, World

TODAY = NOW.date()


@pytest.fixture
def volume(world: World) -> Metric:
    return commands.create_metric(actor=world.mara, name="Paid volume", unit="€")


@pytest.fixture
def parts(world: World) -> list[Metric]:
    names = ("Attempts", "Authorisation rate", "Average value")
    return [commands.create_metric(actor=world.mara, name=name) for name in names]


def test_the_parts_keep_their_order(world: World, volume: Metric, parts: list[Metric]) -> None:
    volume = make_of(actor=world.mara, metric=volume, made_of=MadeOf.PRODUCT, parts=parts)
    found = branch(world.mara, volume)
    assert found is not None
    assert [part.name for part, _ in found.parts] == [part.name for part in parts]
    make_of(actor=world.mara, metric=volume, made_of=MadeOf.SUM, parts=parts[1:], inverse=parts[:1])
    volume.refresh_from_db()
    assert volume.made_of == MadeOf.SUM
    assert [factor.inverse for factor in volume.factors.all()] == [False, False, True]
    make_of(actor=world.mara, metric=volume, made_of=MadeOf.NOTHING)
    assert not Factor.objects.exists()


def test_nothing_is_made_of_itself(world: World, volume: Metric, parts: list[Metric]) -> None:
    make_of(actor=world.mara, metric=volume, made_of=MadeOf.PRODUCT, parts=parts)
    with pytest.raises(Refused):
        make_of(actor=world.mara, metric=parts[0], made_of=MadeOf.SUM, parts=[parts[1], volume])


def test_a_part_that_one_may_not_know_of_hides_the_branch(
    world: World, volume: Metric, parts: list[Metric]
) -> None:
    volume = make_of(actor=world.mara, metric=volume, made_of=MadeOf.PRODUCT, parts=parts)
    world.terminal.restricted = True
    world.terminal.save()
    commands.change_metric(actor=world.hana, metric=parts[0], product=world.terminal)
    assert branch(world.mara, volume) is None


def test_contributions_sum_to_the_change_in_the_wholes_unit() -> None:
    before, after = (1000.0, 50.0, 2.0), (1100.0, 48.0, 2.2)  # the second factor is a percentage
    whole = Change(1000.0, 1161.6)
    found = contributions(MadeOf.PRODUCT, whole, list(map(Change, before, after)))
    assert found is not None
    assert isclose(sum(found), 161.6)
    assert [round(each, 2) for each in found] == [102.82, -44.04, 102.82]
    assert contributions(MadeOf.SUM, whole, [Change(5, 8), Change(3, 1, inverse=True)]) == [3, 2]
    assert contributions(MadeOf.PRODUCT, whole, [Change(5, 8), Change(0, 1, inverse=True)]) is None


def test_weeks_are_compared_over_the_same_days(volume: Metric, parts: list[Metric]) -> None:
    for metric, late in ((volume, 0), (parts[0], 3)):
        Observation.objects.bulk_create(
            Observation(metric=metric, day=TODAY - timedelta(days=ago), value=10 if ago < 10 else 4)
            for ago in range(late, 60)
        )
    found = moved([volume, parts[0]])
    assert {each.until for each in found.values()} == {TODAY - timedelta(days=3)}
    assert {(each.before, each.after) for each in found.values()} == {(4, 10)}


def test_what_the_values_show_is_proposed(world: World, clients: Clients) -> None:
    made = [commands.create_metric(actor=world.mara, name=name) for name in ("Orders", "Visits", "Conversion")]
    start = date(2026, 3, 1)
    rows = {start + timedelta(days=n): (900 + 37 * n % 211, 2 + n * n % 13 / 10) for n in range(40)}
    points = {
        made[0].pk: {day: visits * share / 100 for day, (visits, share) in rows.items()},
        made[1].pk: {day: float(visits) for day, (visits, _) in rows.items()},
        made[2].pk: {day: share for day, (_, share) in rows.items()},
    }
    commands.record_observations(actor=world.mara, points=points, way=Way.FILE, name="a.csv")
    asked = clients["mara"].get(f"/outcomes/metrics/{made[0].pk}/made-of/")
    assert "those of Conversion × Visits" in asked.text
    assert asked.context["form"].initial["parts"] == [made[2].pk, made[1].pk]
    make_of(actor=world.mara, metric=made[0], made_of=MadeOf.PRODUCT, parts=made[1:])
    assert "those of" not in clients["mara"].get(f"/outcomes/metrics/{made[1].pk}/made-of/").text
