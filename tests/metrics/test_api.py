"""Programs push values: idempotent on metric and day, all or none, within what their member may."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from northing.metrics import commands
from northing.metrics.models import Metric, Observation, Restatement
from northing.organisation import commands as organisation
from tests.conftest import World

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/metrics/observations"


@pytest.fixture
def signups(world: World) -> Metric:
    return commands.create_metric(actor=world.mara, name="Signups")


def client(world: World, who: str = "mara") -> Client:
    _, secret = organisation.make_api_token(actor=world.cast[who], name="Nightly", scopes=["read", "write"])
    return Client(headers={"authorization": f"Bearer {secret}"})


def push(program: Client, *said: dict[str, Any]) -> Any:
    return program.post(ADDRESS, json.dumps({"observations": said}), content_type="application/json")


def test_the_same_push_again_changes_nothing_and_another_value_is_a_restatement(
    world: World, signups: Metric
) -> None:
    program = client(world)
    said = {"metric": "signups", "day": "2026-05-01T23:00:00Z", "value": 3}
    assert push(program, said).json() == {"created": 1, "changed": 0, "same": 0}
    assert push(program, said | {"metric": signups.pk}).json() == {"created": 0, "changed": 0, "same": 1}
    assert push(program, said | {"value": 4}).json() == {"created": 0, "changed": 1, "same": 0}
    assert Restatement.objects.get().value == 3
    signups.refresh_from_db()
    assert signups.source == "api"


def test_all_come_in_or_none_and_each_bad_place_is_named(world: World, signups: Metric) -> None:
    good = {"metric": "Signups", "day": "2026-05-01", "value": 3}
    found = push(client(world), good, good | {"metric": "Nothing"}, good | {"metric": 999_999})
    assert found.status_code == 422
    assert {error["field"] for error in found.json()["errors"]} == {
        "observations.1.metric",
        "observations.2.metric",
    }
    wrong = push(client(world), good, good | {"value": "many"}, good | {"day": "soon"})
    assert wrong.status_code == 422
    assert {"body.body.observations.1.value", "body.observations.1.value"} & {
        error["field"] for error in wrong.json()["errors"]
    }
    assert not Observation.objects.exists()


def test_a_hundred_thousand_values_come_in_one_request(world: World, signups: Metric) -> None:
    other = commands.create_metric(actor=world.mara, name="Churn", grain="week", over_time="mean")
    days = [(date(1990, 1, 1) + timedelta(days=at)).isoformat() for at in range(10_000)]
    said = [
        {"metric": metric.pk, "day": day, "value": at}
        for metric in (signups, other)
        for at, day in enumerate(days)
    ]
    padded = json.dumps({"observations": said}, indent=12)
    assert len(padded) > 3_000_000
    found = client(world).post(ADDRESS, padded, content_type="application/json")
    assert found.json() == {"created": 10_000 + 1_429, "changed": 0, "same": 0}
    assert other.observations.order_by("day").first().value == 3.0  # 1 January 1990 was a Monday


def test_what_the_member_may_not_do_or_see_the_program_may_not(world: World, signups: Metric) -> None:
    said = {"metric": "Signups", "day": "2026-05-01", "value": 3}
    assert push(client(world, "tim"), said).status_code == 403
    world.terminal.restricted = True
    world.terminal.save()
    hidden = commands.create_metric(actor=world.hana, name="Hidden", product=world.terminal)
    assert push(client(world), said | {"metric": hidden.pk}).status_code == 422
    assert client(world).get(f"/api/v1/metrics/{hidden.pk}/observations").status_code == 404
    assert [one["name"] for one in client(world).get("/api/v1/metrics").json()["items"]] == ["Signups"]


def test_values_are_given_out_a_page_at_a_time(world: World, signups: Metric) -> None:
    program = client(world)
    push(program, *({"metric": signups.pk, "day": f"2026-05-0{at}", "value": at} for at in range(1, 6)))
    address = f"/api/v1/metrics/{signups.pk}/observations?since=2026-05-02&limit=3"
    first = program.get(address).json()
    rest = program.get(f"{address}&cursor={first['next']}").json()
    assert [one["value"] for one in first["items"] + rest["items"]] == [2, 3, 4, 5]
    assert rest["next"] is None


def test_a_metric_may_follow_from_those_of_products(world: World) -> None:
    said = {"name": "Payments", "over_products": "sum"}

    def add(**more: object) -> Any:
        return client(world).post("/api/v1/metrics", json.dumps(said | more), content_type="application/json")

    assert add().json()["over_products"] == "sum"
    wrong = add(name="Payments of Billing", product=world.billing.pk)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "over_products"
