"""What goes away slowly is told as well, and what has one cause is told once."""

from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from northing.kernel import clock
from northing.metrics import commands
from northing.metrics.commands.factors import make_of
from northing.metrics.models import Alert, AlertState, MadeOf, Metric, Observation
from northing.metrics.queries.alerts import AlertFilter, alerts
from northing.metrics.queries.broken import broken
from northing.organisation.models import Notice
from tests.conftest import NOW, World

TODAY = NOW.date()
DAYS = 120


def observed(world: World, name: str, moved: float, *, over: int = 6, seed: int = 4) -> Metric:
    metric = commands.create_metric(actor=world.mara, name=name, unit="d", decimals=1, owner=world.tim)
    values = 97 + np.random.default_rng(seed).normal(0, 0.3, DAYS)
    values[DAYS - over :] += np.linspace(0, moved, over) if over > 10 else moved
    Observation.objects.bulk_create(
        Observation(metric=metric, day=TODAY - timedelta(days=DAYS - 1 - at), value=float(value))
        for at, value in enumerate(values)
    )
    return metric


@pytest.fixture
def volume(world: World) -> Metric:
    """Falls with its rate, of which it is the product; attempts are as they were."""
    parts = [observed(world, "Authorisation rate", -4, seed=1), observed(world, "Attempts", 0, seed=2)]
    whole = observed(world, "Paid volume", -8, over=5)
    return make_of(actor=world.mara, metric=whole, made_of=MadeOf.PRODUCT, parts=parts)


def test_a_slow_rise_opens_an_alert_in_words_of_its_own(world: World, client: Client) -> None:
    observed(world, "Days to paid", 1.8, over=45)
    for ago in range(30, -1, -5):
        with clock.frozen(NOW - timedelta(days=ago)):
            commands.watch_metrics()
    alert = Alert.objects.get()
    assert (alert.drift, alert.state) == (True, AlertState.OPEN)
    assert 0.6 < alert.size < 2
    assert abs((TODAY - alert.since).days - 40) < 20
    assert "Days to paid has been rising slowly" in Notice.objects.get().text
    client.force_login(world.mara)
    assert "has been rising slowly" in client.get(reverse("metrics:alerts")).content.decode()
    page = client.get(reverse("metrics:metric", args=[alert.metric_id])).content.decode()
    assert "rising slowly from here" in page


@pytest.mark.usefixtures("volume")
def test_a_part_is_named_in_the_alert_of_what_it_moved(world: World) -> None:
    commands.watch_metrics()
    commands.watch_metrics()
    assert Alert.objects.count() == 2
    (shown,) = alerts(world.mara, AlertFilter())
    assert shown.alert.metric.name == "Paid volume"
    assert [other.metric.name for other in shown.others] == ["Authorisation rate"]
    assert [row.metric.name for row in broken(world.mara, everyones=True)] == ["Paid volume"]
    assert Notice.objects.filter(member=world.tim).count() == 1


def test_what_is_said_of_a_whole_is_said_of_what_moved_it(world: World, volume: Metric) -> None:
    commands.watch_metrics()
    rate = volume.factors.get(position=0).part
    commands.explain_alert(actor=world.mara, alert=volume.alerts.get(), cause="New acquirer")
    assert rate.alerts.get().state == AlertState.EXPLAINED
    commands.reopen_alert(actor=world.mara, alert=volume.alerts.get())
    assert rate.alerts.get().state == AlertState.OPEN


def test_what_was_explained_of_a_part_is_not_asked_again_of_its_whole(world: World, volume: Metric) -> None:
    rate = volume.factors.get(position=0).part
    commands.watch_metrics([rate.pk])
    commands.explain_alert(actor=world.tim, alert=rate.alerts.get(), cause="New acquirer")
    commands.watch_metrics()
    whole = volume.alerts.get()
    assert (whole.state, whole.cause) == (AlertState.EXPLAINED, "New acquirer")
    assert not alerts(world.mara, AlertFilter())


def test_a_part_that_goes_the_other_way_is_no_cause(world: World) -> None:
    parts = [observed(world, "Refunds", -4, seed=1), observed(world, "Attempts", 0, seed=2)]
    whole = observed(world, "Paid volume", 8)
    make_of(actor=world.mara, metric=whole, made_of=MadeOf.SUM, parts=parts)
    commands.watch_metrics()
    assert len(alerts(world.mara, AlertFilter())) == 2
    make_of(actor=world.mara, metric=whole, made_of=MadeOf.SUM, parts=parts[1:], inverse=parts[:1])
    commands.watch_metrics()
    assert [each.alert.metric.name for each in alerts(world.mara, AlertFilter())] == ["Paid volume"]


def test_a_secret_whole_hides_no_alert_of_its_part(world: World, volume: Metric) -> None:
    world.terminal.restricted = True
    world.terminal.save()
    commands.change_metric(actor=world.hana, metric=volume, product=world.terminal)
    commands.watch_metrics()
    assert [each.alert.metric.name for each in alerts(world.tim, AlertFilter())] == ["Authorisation rate"]
