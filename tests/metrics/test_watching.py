"""Forecasts are kept, breaks are noticed once, and people's answers hold for the cause."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.metrics import commands
from northing.metrics.expected import expected
from northing.metrics.models import Alert, AlertState, Metric, MetricForecast, Observation, Way
from northing.metrics.models.periods import first_day, number_of
from northing.metrics.queries.series import expected_ranges
from northing.organisation.models import Notice
from tests.conftest import NOW, World

TODAY = NOW.date()


def measured(world: World, days: int = 90, drop: float = 0.0, over: int = 6) -> Metric:
    """A rate around 97 until today, lower by `drop` in its last days."""
    metric = commands.create_metric(
        actor=world.mara,
        name="Authorisation rate",
        unit="%",
        decimals=1,
        product=world.billing,
        owner=world.tim,
    )
    values = 97 + np.random.default_rng(4).normal(0, 0.3, days)
    values[days - over :] -= drop
    observe(metric, {TODAY - timedelta(days=days - 1 - at): float(value) for at, value in enumerate(values)})
    return metric


def observe(metric: Metric, values: dict[date, float]) -> None:
    Observation.objects.bulk_create(
        Observation(metric=metric, day=day, value=value) for day, value in values.items()
    )


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_a_forecast_is_kept_with_its_bands_and_what_they_held(world: World) -> None:
    metric = measured(world)
    commands.watch_metrics([metric.pk])
    kept = MetricForecast.objects.get(metric=metric)
    assert (kept.said_on, kept.days[0], len(kept.days)) == (TODAY, TODAY + timedelta(days=1), 120)
    assert kept.p10[0] < kept.p25[0] < kept.p50[0] < kept.p75[0] < kept.p90[0]
    assert kept.expected_low is not None
    assert 95 < kept.expected_low < 97 < kept.p50[0] + 0.5
    assert 0.5 < kept.basis["held_80"] <= 1


def test_the_page_shows_the_ranges_that_were_kept(world: World) -> None:
    """All of the past at first, then what comes; days of which nothing was kept have no range."""
    metric = measured(world, days=500)
    commands.watch_metrics()
    kept = expected_ranges(metric)
    assert len(kept) > 450
    assert min(kept) < TODAY - timedelta(days=400)
    tomorrow = TODAY + timedelta(days=1)
    observe(metric, {tomorrow: 97.0})
    with clock.frozen(later(1)):
        commands.watch_metrics()
    grown = expected_ranges(metric)
    assert {day: grown[day] for day in kept if day < TODAY - timedelta(days=400)} == {
        day: kept[day] for day in kept if day < TODAY - timedelta(days=400)
    }
    low, high = grown[tomorrow]
    assert low < 97 < high
    seen = expected(metric.grain, [(tomorrow, 97.0), (tomorrow + timedelta(days=1), 98.0)], grown)
    assert [(each.low, each.high) for each in seen] == [(low, high), (None, None)]


def test_seven_values_have_no_forecast(world: World) -> None:
    metric = measured(world, days=7)
    commands.watch_metrics([metric.pk])
    assert not MetricForecast.objects.exists()


def test_a_break_opens_one_alert_and_tells_the_owner(world: World) -> None:
    metric = measured(world, drop=4)
    commands.watch_metrics()
    commands.watch_metrics()
    alert = Alert.objects.get()
    assert (alert.since, alert.last_on, alert.state) == (TODAY - timedelta(days=5), TODAY, AlertState.OPEN)
    assert -4.5 < alert.size < -1.5
    assert alert.assignee == world.tim
    assert Notice.objects.filter(member=world.tim, cause=f"metrics.alert:{alert.pk}").count() == 1
    assert metric.name in Notice.objects.get().text


def test_breaks_of_long_ago_are_no_news(world: World) -> None:
    metric = measured(world)
    Observation.objects.filter(metric=metric, day=TODAY - timedelta(days=40)).update(value=80)
    commands.watch_metrics()
    assert not Alert.objects.exists()


def test_what_is_explained_is_not_asked_again_while_it_lasts(world: World) -> None:
    metric = measured(world, drop=4)
    commands.watch_metrics()
    alert = Alert.objects.get()
    commands.explain_alert(actor=world.tim, alert=alert, cause="New acquirer in Spain", cause_url="/plan/")
    observe(metric, {TODAY + timedelta(days=day): 92.0 - day for day in (1, 2, 3)})
    with clock.frozen(later(3)):
        commands.watch_metrics()
    before, alert = alert, Alert.objects.get()
    assert (alert.state, alert.last_on) == (AlertState.EXPLAINED, TODAY + timedelta(days=3))
    assert alert.size < before.size < 0  # it fell further


def test_a_snoozed_one_comes_back_on_its_day_if_it_still_stands(world: World) -> None:
    metric = measured(world, drop=4)
    commands.watch_metrics()
    with pytest.raises(Refused, match="after today"):
        commands.snooze_alert(actor=world.mara, alert=Alert.objects.get(), until=TODAY)
    until = TODAY + timedelta(days=2)
    commands.snooze_alert(actor=world.mara, alert=Alert.objects.get(), until=until)
    observe(metric, {TODAY + timedelta(days=day): 91.0 for day in (1, 2)})
    for day, state in ((1, AlertState.SNOOZED), (2, AlertState.OPEN)):
        with clock.frozen(later(day)):
            commands.watch_metrics()
        assert Alert.objects.get().state == state


def test_it_is_over_when_the_metric_came_back_for_good(world: World) -> None:
    metric = measured(world, drop=4, over=2)
    commands.watch_metrics()
    observe(metric, {TODAY + timedelta(days=day): 97.0 for day in range(1, 10)})
    with clock.frozen(later(9)):
        commands.watch_metrics()
    assert Alert.objects.get().state == AlertState.OVER


def test_who_may_answer(world: World) -> None:
    measured(world, drop=4)
    commands.watch_metrics()
    alert = Alert.objects.get()
    with pytest.raises(NotAllowed):
        commands.explain_alert(actor=world.oscar, alert=alert, cause="A bank holiday")
    commands.assign_alert(actor=world.mara, alert=alert, assignee=world.oscar)
    commands.explain_alert(actor=world.oscar, alert=alert, cause="A bank holiday")
    world.billing.restricted = True
    world.billing.save()
    with pytest.raises(NotVisible):
        commands.reopen_alert(actor=world.tim, alert=alert)
    with pytest.raises(Refused, match="may not see"):
        commands.assign_alert(actor=world.mara, alert=alert, assignee=world.tim)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "///evil.example", "plan"])
def test_a_cause_links_to_pages_only(world: World, address: str) -> None:
    measured(world, drop=4)
    commands.watch_metrics()
    with pytest.raises(Refused):
        commands.explain_alert(actor=world.mara, alert=Alert.objects.get(), cause="Why", cause_url=address)


def test_an_unfinished_week_of_a_sum_says_nothing_yet(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Sign-ups", grain="week", over_time="sum")
    monday = first_day("week", number_of("week", TODAY))
    observe(metric, {monday - timedelta(weeks=back): 100.0 + back % 3 for back in range(1, 40)} | {monday: 3.0})
    commands.watch_metrics()
    assert not Alert.objects.exists()
    assert MetricForecast.objects.get().days[0] == monday


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_periods_are_numbered_without_gaps(grain: str) -> None:
    number = number_of(grain, date(2026, 1, 1))
    starts = [first_day(grain, number + step) for step in range(9)]
    assert [number_of(grain, day) for day in starts] == list(range(number, number + 9))
    assert [number_of(grain, day - timedelta(days=1)) for day in starts] == list(range(number - 1, number + 8))


def test_the_page_shows_figures_in_the_unit_and_takes_answers(world: World, client: Client) -> None:
    measured(world, drop=4)
    commands.watch_metrics()
    alert = Alert.objects.get()
    client.force_login(world.tim)
    page = client.get(reverse("metrics:alerts")).content.decode()
    assert "Authorisation rate" in page
    assert f"{abs(alert.size):.1f} points" in page
    answer = client.post(reverse("metrics:snooze_alert", args=[alert.pk]), {"until": "2026-05-01"})
    assert answer.status_code == 422
    client.post(reverse("metrics:explain_alert", args=[alert.pk]), {"cause": "New acquirer"})
    assert "New acquirer" in client.get(reverse("metrics:alerts") + "?show=explained").content.decode()
    assert "Every metric is where it was expected" in client.get(reverse("metrics:alerts")).content.decode()


def test_values_that_arrive_are_looked_at(world: World, django_capture_on_commit_callbacks: Any) -> None:
    metric = commands.create_metric(actor=world.mara, name="Sign-ups")
    points = {metric.pk: {TODAY - timedelta(days=back): 5.0 + back % 3 for back in range(30)}}
    with (
        patch("northing.metrics.commands.watching.app") as queue,
        django_capture_on_commit_callbacks(execute=True),
    ):
        commands.record_observations(actor=world.mara, points=points, way=Way.TYPED)
        commands.record_observations(actor=world.mara, points=points, way=Way.TYPED)
    queue.configure_task.return_value.defer.assert_called_once_with(metric_ids=[metric.pk])
