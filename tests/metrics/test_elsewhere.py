"""What other pages show of metrics: the scorecard, Today, the palette; and the tree on a metric's own page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from northing.metrics import commands
from northing.metrics.commands.factors import make_of
from northing.metrics.models import Alert, MadeOf, Metric, Observation, Target
from northing.metrics.queries.of_products import concerns, readings
from tests.conftest import NOW, Clients, World

TODAY = NOW.date()


def measured(world: World, name: str, value: float = 90.0, **more: object) -> Metric:
    more = {"unit": "%", "decimals": 1, "product": world.billing, "critical": True} | more
    made = commands.create_metric(actor=world.mara, name=name, **more)
    Observation.objects.bulk_create(
        Observation(metric=made, day=TODAY - timedelta(days=ago), value=value - (5 if ago < 7 else 0))
        for ago in range(60)
    )
    return made


@pytest.fixture
def rate(world: World) -> Metric:
    made = measured(world, "Authorisation rate", owner=world.mara)
    Target.objects.create(metric=made, by=TODAY + timedelta(days=90), value=93)
    Alert.objects.create(
        metric=made, since=TODAY - timedelta(days=6), last_on=TODAY, noticed_at=NOW, size=-5, value=85,
        expected_low=89, expected_high=91,
    )  # fmt: skip
    return made


def test_the_scorecard_shows_critical_metrics(world: World, clients: Clients, rate: Metric) -> None:
    measured(world, "Beside the point", critical=False)
    page = clients["mara"].get(reverse("portfolio:product", args=[world.billing.pk])).content.decode()
    assert "Critical metrics" in page
    assert "Authorisation rate: now 85.0\u202f%, target 93.0\u202f%" in page
    assert "Beside the point" not in page


def test_a_product_says_what_broke(world: World, rate: Metric) -> None:
    assert concerns(world.mara, [world.billing])[world.billing.pk].text == "Authorisation rate broke its range"
    said = readings(world.mara, [world.billing])[world.billing.pk]["authorisation rate"]
    assert (said.now, said.target) == ("85.0\u202f%", "93.0\u202f%")


def test_today_shows_breaks_to_whom_they_belong(world: World, clients: Clients, rate: Metric) -> None:
    assert b"broke its expected range" in clients["mara"].get("/?whose=mine").content
    assert b"broke its expected range" not in clients["tim"].get("/?whose=mine").content
    assert b"broke its expected range" in clients["hana"].get("/?whose=everyone").content


def test_the_palette_finds_metrics(clients: Clients, rate: Metric) -> None:
    found = clients["tim"].get(reverse("cockpit:search"), {"q": "authoris"}).content.decode()
    assert reverse("metrics:metric", args=[rate.pk]) in found


def test_a_metric_says_which_part_moved_it(world: World, clients: Clients, rate: Metric) -> None:
    others = [measured(world, "Attempts", 40.0, unit=""), measured(world, "Average value", 80.0, unit="€")]
    volume = commands.create_metric(actor=world.mara, name="Paid volume", unit="€")
    Observation.objects.bulk_create(
        Observation(metric=volume, day=TODAY - timedelta(days=ago), value=900) for ago in range(60)
    )
    make_of(actor=world.mara, metric=volume, made_of=MadeOf.PRODUCT, parts=[rate, *others])
    address = reverse("metrics:moved", args=[rate.pk])
    page = clients["mara"].get(address).content.decode()
    assert "Paid volume is Authorisation rate times Attempts times Average value." in page
    with CaptureQueriesContext(connection) as three:
        clients["mara"].get(address)
    more = [measured(world, f"Factor {place}", 5.0) for place in range(4)]
    make_of(actor=world.mara, metric=volume, made_of=MadeOf.PRODUCT, parts=[rate, *others, *more])
    with CaptureQueriesContext(connection) as seven:
        clients["mara"].get(address)
    assert len(seven) == len(three)


def test_what_it_is_made_of_is_said_in_a_dialog(world: World, clients: Clients, rate: Metric) -> None:
    parts = [measured(world, name).pk for name in ("Passes", "Completes")]
    address = reverse("metrics:made_of", args=[rate.pk])
    assert clients["mara"].post(address, {"made_of": "product", "parts": parts[:1]}).status_code == 422
    assert clients["mara"].post(address, {"made_of": "product", "parts": parts}).status_code == 302
    assert [factor.part_id for factor in rate.factors.all()] == sorted(parts, reverse=True)
