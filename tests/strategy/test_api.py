"""Programs read objectives and check in, within what their member may."""

import json
from datetime import date
from typing import Any

from django.test import Client

from northing.metrics import commands as metrics
from northing.metrics.commands import watch_metrics
from northing.organisation import commands as organisation
from northing.portfolio import commands as portfolio
from northing.strategy.models import CheckIn, KeyResult
from tests.conftest import World
from tests.strategy.conftest import Strategy


def program(world: World, who: str = "mara") -> Client:
    _, secret = organisation.make_api_token(actor=world.cast[who], name="Nightly", scopes=["read", "write"])
    return Client(headers={"authorization": f"Bearer {secret}"})


def check_in(client: Client, row: KeyResult, **said: Any) -> Any:
    return client.post(
        f"/api/v1/key-results/{row.pk}/check-ins", json.dumps(said), content_type="application/json"
    )


def test_objectives_come_with_their_key_results_page_by_page(strategy: Strategy) -> None:
    client = program(strategy.world)
    assert check_in(client, strategy.days, value=27, confidence=0.7, sentence="Halfway").status_code == 201
    first = client.get("/api/v1/objectives?cycle=2026&limit=1").json()
    [paid] = first["items"]
    assert (paid["code"], paid["cycle"], paid["score"]) == ("O1", "2026", 0.25)
    [days, attach] = paid["key_results"]
    assert (days["value"], days["score"], days["confidence"]) == (27, 0.5, 0.7)
    assert attach["value"] is None
    second = client.get(f"/api/v1/objectives?cycle=2026&cursor={first['next']}").json()
    assert [row["name"] for row in second["items"]] == ["Reminders that work"]
    assert second["next"] is None
    assert client.get(f"/api/v1/objectives/{strategy.paid.pk}").json() == paid
    assert client.get("/api/v1/objectives?cycle=1999").json()["items"] == []


def test_a_check_in_takes_the_metrics_value_and_seals_its_chance(strategy: Strategy) -> None:
    world = strategy.world
    metric = metrics.create_metric(actor=world.mara, name="Days to paid", direction="down", over_time="mean")
    said = [(metric.pk, date(2026, 5, day), 29 - day / 10) for day in range(1, 31)]
    metrics.push_observations(actor=world.mara, observations=said)
    watch_metrics()
    KeyResult.objects.filter(pk=strategy.days.pk).update(metric=metric)
    made = check_in(program(world), strategy.days, confidence=0.6, sentence="Falls").json()
    assert made["value"] == 26
    assert 0 <= made["chance_then"] <= 1
    assert CheckIn.objects.get().chance_then == made["chance_then"]
    listed = program(world, "vera").get(f"/api/v1/key-results/{strategy.days.pk}/check-ins").json()
    assert listed["items"] == [made]


def test_what_cannot_be_is_refused_and_what_may_not_be_seen_is_not_there(strategy: Strategy) -> None:
    world = strategy.world
    wrong = check_in(program(world), strategy.attach, confidence=0.6, sentence="As planned")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "value"
    assert check_in(program(world), strategy.attach, value=1, confidence=1.6, sentence="x").status_code == 422
    stranger = check_in(program(world, "oscar"), strategy.attach, value=1, confidence=0.6, sentence="x")
    assert stranger.status_code == 403
    portfolio.change_product(actor=world.hana, product=world.billing, restricted=True)
    seen = program(world, "oscar").get("/api/v1/objectives").json()["items"]
    assert [row["name"] for row in seen] == ["Get customers paid faster"]
    assert program(world, "oscar").get(f"/api/v1/objectives/{strategy.reminders.pk}").status_code == 404
    assert not CheckIn.objects.exists()
