"""A metric of the whole company follows from those of its name that products have."""

from datetime import date

import pytest

from northing.kernel.errors import Refused
from northing.metrics import commands
from northing.metrics.models import Metric, OverProducts, Restatement, Way
from northing.metrics.queries.moving import movement
from tests.conftest import World

FIRST, SECOND, THIRD = date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3)


def bring(world: World, metric: Metric, values: dict[date, float]) -> None:
    commands.record_observations(actor=world.mara, points={metric.pk: values}, way=Way.FILE, name="kpi.csv")


def values(metric: Metric) -> dict[date, float]:
    return dict(metric.observations.values_list("day", "value"))


@pytest.fixture
def signups(world: World) -> list[Metric]:
    """Of Billing from the first day on, of Terminal from the second."""
    found = [
        commands.create_metric(actor=world.mara, name="Signups", product=product)
        for product in (world.billing, world.terminal)
    ]
    bring(world, found[0], {FIRST: 5, SECOND: 6, THIRD: 7})
    bring(world, found[1], {SECOND: 10})
    return found


def test_a_sum_holds_days_on_which_all_that_had_begun_are_known(world: World, signups: list[Metric]) -> None:
    whole = commands.create_metric(actor=world.mara, name="signups", over_products=OverProducts.SUM)
    assert values(whole) == {FIRST: 5, SECOND: 16}
    bring(world, signups[1], {SECOND: 11, THIRD: 20})
    assert values(whole) == {FIRST: 5, SECOND: 17, THIRD: 27}
    assert Restatement.objects.get(metric=whole).value == 16
    whole.refresh_from_db()
    assert (whole.source, whole.made_of) == ("parts", "sum")
    assert [factor.part for factor in whole.factors.all()] == signups
    for part in signups:
        bring(world, part, {date(2026, 5, 12): 9})
    found = movement(world.mara, whole)
    assert found
    assert [node.name for node in found.levels[0].nodes] == ["Billing", "Terminal"]


def test_an_average_is_worked_out_and_a_restricted_product_is_left_out(
    world: World, signups: list[Metric]
) -> None:
    whole = commands.create_metric(actor=world.mara, name="Signups")
    assert values(whole) == {}
    commands.change_metric(actor=world.mara, metric=whole, over_products=OverProducts.MEAN)
    assert values(whole) == {FIRST: 5, SECOND: 8}
    assert not whole.factors.exists()
    world.terminal.restricted = True
    world.terminal.save()
    bring(world, signups[0], {THIRD: 8})
    assert values(whole) == {FIRST: 5, SECOND: 6, THIRD: 8}


def test_a_metric_of_a_product_follows_from_no_other_products(world: World) -> None:
    with pytest.raises(Refused, match="no product"):
        commands.create_metric(
            actor=world.mara, name="Signups", product=world.billing, over_products=OverProducts.SUM
        )
