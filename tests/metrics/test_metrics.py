"""Metrics are made and changed, and looked at as of a past day."""

from datetime import date, timedelta

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.metrics import commands
from northing.metrics.models import Metric, Observation, Restatement
from northing.metrics.templatetags.metric_words import metric_range, metric_value
from northing.organisation import past
from northing.organisation.commands import undo
from northing.organisation.history import watched
from tests.conftest import NOW, World

DAY = date(2026, 5, 30)


def test_a_name_stands_once_for_each_product(world: World) -> None:
    commands.create_metric(actor=world.mara, name="Days to paid", product=world.billing)
    commands.create_metric(actor=world.mara, name="Days to paid", product=world.insights)
    with pytest.raises(Refused):
        commands.create_metric(actor=world.mara, name="days to paid", product=world.billing)


def test_who_only_reads_changes_nothing(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Days to paid")
    for reader in (world.vera, world.tim):
        with pytest.raises(NotAllowed):
            commands.change_metric(actor=reader, metric=metric, unit="d")
    commands.change_metric(actor=world.mara, metric=metric, owner=world.tim)
    metric.refresh_from_db()
    assert commands.change_metric(actor=world.tim, metric=metric, unit="d").unit == "d"


def test_a_metric_of_a_restricted_product_is_not_there_for_others(world: World) -> None:
    world.terminal.restricted = True
    world.terminal.save()
    metric = commands.create_metric(actor=world.hana, name="Margin", product=world.terminal)
    assert list(Metric.objects.visible_to(world.mara)) == []
    with pytest.raises(NotVisible):
        commands.change_metric(actor=world.mara, metric=metric, unit="€")


def test_a_change_is_undone_field_by_field(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Days to paid", unit="d", product=world.billing)
    with watched() as change:
        commands.change_metric(actor=world.mara, metric=metric, unit="days", product=world.insights)
    assert change.id is not None
    undo(actor=world.mara, context=change.id)
    metric.refresh_from_db()
    assert (metric.unit, metric.product) == ("d", world.billing)


def test_a_past_day_knows_no_later_value_and_no_later_restatement(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Days to paid")
    Observation.objects.create(metric=metric, day=DAY, value=29.1, recorded_at=NOW - timedelta(days=2))
    Observation.objects.create(metric=metric, day=DAY + timedelta(days=1), value=28.0, recorded_at=NOW)
    Restatement.objects.create(metric=metric, day=DAY, value=31.0, restated_at=NOW)
    with clock.frozen(NOW + timedelta(days=1)), past.looked_at(NOW.date() - timedelta(days=1)):
        assert list(Observation.objects.values_list("day", "value")) == [(DAY, 31.0)]
    with clock.frozen(NOW + timedelta(days=1)), past.looked_at(NOW.date()):
        assert list(Observation.objects.values_list("value", flat=True).order_by("day")) == [29.1, 28.0]


def test_a_range_that_is_written_with_one_value_is_said_as_one() -> None:
    markets = Metric(name="Markets", unit="markets")
    assert metric_range(markets, 2.8, 3.1) == metric_value(markets, 3.0)
    assert metric_range(markets, 2.0, 3.1).startswith("2–3")


def test_both_ends_of_a_range_of_money_are_money() -> None:
    assert metric_range(Metric(name="Volume", unit="€"), 2_481_896, 2_790_000) == "€2.48m–€2.79m"
    assert metric_range(Metric(name="Rate", unit="%", decimals=1), 91.3, 92.5) == "91.3–92.5\u202f%"
