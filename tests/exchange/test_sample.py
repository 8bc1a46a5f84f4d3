"""The sample organisation: a life that could have been, the same every time."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db.models import Count

from northing.exchange.sample import fill, hearing, outside, replay, scenarios
from northing.exchange.sample.listening import buyers, two_years_of_voices
from northing.exchange.sample.measures import BROKE, METRICS, SUBSCRIPTIONS
from northing.exchange.sample.metrics import MONTHS, every_series
from northing.exchange.sample.past import two_years
from northing.insight.models import Asking, Customer, Feedback, Group, Opportunity
from northing.kernel import clock
from northing.metrics.commands.adding_up import add_up
from northing.metrics.models import MadeOf, Metric, Observation, Restatement, SourceKind, Target
from northing.organisation.models import Organisation
from northing.organisation.queries.history import event_model
from northing.planning.models import Commitment, Dependency, Feature, Item, Outlook, Release
from tests.conftest import NOW

TODAY = date(2026, 6, 1)


def test_the_past_is_the_same_every_time() -> None:
    once, again = two_years(TODAY), two_years(TODAY)
    assert [(life.key, life.name, life.shipped, len(life.items)) for life in once] == [
        (life.key, life.name, life.shipped, len(life.items)) for life in again
    ]


def test_what_is_said_is_the_same_every_time() -> None:
    once, again = (
        two_years_of_voices(rng, buyers(rng)) for rng in (np.random.default_rng(3), np.random.default_rng(3))
    )
    assert once == again
    assert all(said.quote in said.text for said in once)


def test_nothing_is_done_before_it_is_known_or_after_today() -> None:
    for life in two_years(TODAY):
        for item in life.items:
            assert life.created <= item.created
            if item.done:
                assert item.created <= item.done
                assert item.done.date() < TODAY
            if item.started and item.done:
                assert item.started <= item.done


def test_names_are_told_apart() -> None:
    names = [life.name for life in two_years(TODAY)]
    assert len(names) == len(set(names))


def test_what_is_measured_is_the_same_every_time_and_adds_up() -> None:
    once, again = every_series(TODAY), every_series(TODAY)
    assert once == again
    for day, volume in once["Paid volume a day"].items():
        rate = once["Authorisation rate"][day]
        assert volume == pytest.approx(once["Attempts a day"][day] * rate / 100 * once["Average value"][day])
    assert max(max(series) for series in once.values()) < TODAY


def test_the_authorisation_rate_broke_its_range_six_days_ago() -> None:
    rate = every_series(TODAY)["Authorisation rate"]
    usual = [rate[TODAY - timedelta(days=ago)] for ago in range(BROKE + 1, BROKE + 43)]
    assert all(rate[TODAY - timedelta(days=ago)] < min(usual) for ago in range(BROKE, 0, -1))


def test_it_is_as_rich_as_a_real_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at and listened to in few long steps, and few in the portal, so that it is quick."""
    monkeypatch.setattr(replay, "_stops", lambda: [70, 8, 0])
    monkeypatch.setattr(hearing, "QUARTER", 366)
    monkeypatch.setattr(outside, "PEOPLE", 8)
    monkeypatch.setattr(scenarios, "LOOKED_FOR", 1.0)
    with clock.frozen(NOW):
        fill()
    assert Organisation.objects.get().name == "Tarnbrook"
    assert Feature.objects.open().count() == 18
    assert Feature.objects.filter(state="shipped").count() > 100
    releases = Release.objects.annotate(size=Count("features")).order_by("planned_on")
    assert [one.released_on is not None for one in releases] == [True] * 4 + [False] * 2
    assert all(one.size for one in releases)
    assert Item.objects.filter(done_at__isnull=False).count() > 2_000
    assert Dependency.objects.count() == 5
    assert Outlook.objects.filter(p85__isnull=False).count() >= 12
    assert Commitment.objects.current().count() >= 10
    assert set(Commitment.objects.exclude(outcome="").values_list("outcome", flat=True)) == {"held", "missed"}
    assert Customer.objects.count() == 120
    assert Feedback.objects.count() >= 1_500
    assert Feedback.objects.to_triage(NOW).count() == 14
    assert [group.members.count() for group in Group.objects.all()] == [4, 3, 2]
    assert Opportunity.objects.filter(state="in_delivery").exists()
    assert Opportunity.objects.filter(questions__answers__isnull=False).distinct().count() == 11
    assert Asking.objects.count() > 300
    assert Metric.objects.count() == len(METRICS) + len(SUBSCRIPTIONS) + 1
    whole = Metric.objects.get(name="Recurring revenue", product=None)
    add_up([whole.pk])
    assert not Restatement.objects.filter(metric=whole).exists(), "it was the sum of its products"
    assert (whole.source, whole.made_of, whole.observations.count()) == (SourceKind.PARTS, MadeOf.SUM, MONTHS)
    assert Metric.objects.filter(critical=True, product__name="Collect").count() == 6
    assert Observation.objects.count() > 6_000
    assert not Observation.objects.filter(recorded_at__gt=NOW).exists()
    assert Target.objects.filter(metric__name="Days to paid", value=27.8).exists()
    oldest = event_model(Feature).objects.order_by("pgh_created_at").first()
    assert oldest.pgh_created_at < NOW - timedelta(days=500), "its history is as old as what it tells"


def test_a_filling_that_fails_leaves_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_stops", lambda: [104])

    def broken(**_: object) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr(replay, "listen", broken)
    with clock.frozen(NOW), pytest.raises(RuntimeError, match="cut off"):
        fill()
    assert not Organisation.objects.exists()
