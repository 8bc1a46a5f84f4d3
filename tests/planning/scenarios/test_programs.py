"""Scenarios for programs: listed, read, proposed and published by the API."""

import json
from typing import Any

from django.test import Client

from northing.organisation import commands as organisation
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Feature, Key, Scenario
from tests.conftest import World


def asked(member: Member, method: str, path: str, body: object = None) -> Any:
    _, secret = organisation.make_api_token(actor=member, name="Board", scopes=("read", "write"))
    sent = json.dumps(body) if body is not None else None
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(Client(), method)(f"/api/v1{path}", sent, content_type="application/json", headers=headers)


def test_a_program_reads_proposes_and_publishes(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    reports = Key("feature", features["Reports"].pk)
    commands.choose(
        actor=world.mara, scenario=scenario, candidate=reports, period=None, reason="France comes first"
    )
    commands.work_out_scenarios()
    first = asked(world.vera, "get", "/scenarios?limit=1").json()
    assert [row["name"] for row in first["items"]] == [scenario.name]
    rest = asked(world.vera, "get", f"/scenarios?cursor={first['next']}").json()
    assert ([row["state"] for row in rest["items"]], rest["next"]) == (["published"], None)
    told = asked(world.mara, "get", f"/scenarios/{scenario.pk}").json()
    assert {row["candidate"]: row["quarter"] for row in told["choices"]} == {
        f"f{features['France'].pk}": "Q3 2026",
        str(reports): None,
    }
    assert [fit["quarter"] for fit in told["fits"]] == ["Q3 2026", "Q4 2026"]
    assert asked(world.mara, "post", f"/scenarios/{scenario.pk}/propose").json()["state"] == "proposed"
    refused = asked(world.mara, "post", f"/scenarios/{scenario.pk}/publish", {"reason": "Mine"})
    assert refused.status_code == 403
    decided = asked(world.hana, "post", f"/scenarios/{scenario.pk}/publish", {"reason": "Agreed"}).json()
    assert (decided["number"], decided["scenario"]) == (1, scenario.pk)
    assert asked(world.hana, "get", "/scenarios/999").status_code == 404
