"""A metric beside another one, or beside itself a year before; and what a break costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from northing.metrics import commands
from northing.metrics.commands.factors import make_of
from northing.metrics.models import Alert, MadeOf, Metric, Observation
from northing.metrics.queries.comparing import beside, comparable, year_before
from northing.metrics.queries.series import series
from tests.conftest import NOW, World

TODAY = NOW.date()


def observed(world: World, name: str, unit: str, now: float, before: float) -> Metric:
    """Another value in the last six days than in the 450 before."""
    metric = commands.create_metric(actor=world.mara, name=name, unit=unit, product=world.billing)
    Observation.objects.bulk_create(
        Observation(metric=metric, day=TODAY - timedelta(days=ago), value=now if ago < 6 else before + ago % 3)
        for ago in range(450)
    )
    return metric


@pytest.fixture
def volume(world: World) -> Metric:
    parts = [observed(world, "Rate", "%", 45, 90), observed(world, "Attempts", "", 101, 100)]
    whole = observed(world, "Paid volume", "€", 5_000, 9_000)
    return make_of(actor=world.mara, metric=whole, made_of=MadeOf.PRODUCT, parts=parts)


def test_a_year_before_lies_above_the_same_day_of_the_week(volume: Metric) -> None:
    since = TODAY - timedelta(days=30)
    laid = dict(year_before(volume, since, ""))
    known = dict(series(volume, since - timedelta(days=400)))
    assert laid[TODAY] == known[TODAY - timedelta(days=364)]
    assert min(laid) == since


def test_measures_of_other_units_are_stretched_over_the_height(world: World, volume: Metric) -> None:
    since = TODAY - timedelta(days=30)
    rate = volume.factors.get(position=0).part
    values, other = series(volume, since), series(rate, since)
    laid, on_scale = beside(volume, values, rate, other)
    assert not on_scale
    assert {min(laid, key=lambda each: each[1])[1], max(laid, key=lambda each: each[1])[1]} == {5_000, 9_002}
    assert beside(rate, other, rate, other) == (other, True)
    attempts = volume.factors.get(position=1).part  # as large, and of another unit
    assert not beside(rate, other, attempts, series(attempts, since))[1]
    assert [each.name for each in comparable(world.mara, volume)] == ["Attempts", "Rate"]


def test_the_page_draws_what_was_chosen_and_says_what_a_break_costs(
    world: World, client: Client, volume: Metric
) -> None:
    client.force_login(world.mara)
    rate = volume.factors.get(position=0).part
    page = reverse("metrics:metric", args=[volume.pk])
    assert "a year before" in client.get(page).content.decode()
    drawn = client.get(page, {"with": str(rate.pk)}).content.decode()
    assert "s-beside" in drawn
    assert "Rate, on a scale of its own" in drawn
    moved = reverse("metrics:moved", args=[rate.pk])
    assert "Costs" not in client.get(moved).content.decode()
    commands.watch_metrics()
    assert Alert.objects.filter(metric=rate).exists()
    assert "<dt>Costs</dt>" in client.get(moved).content.decode()
