"""Features for programs: listed, read and changed, own fields with them."""

import json
from decimal import Decimal
from typing import Any

import pytest

from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import Feature
from tests.conftest import Clients, World

FEATURES = "/api/v1/features"


@pytest.fixture
def headers(world: World) -> dict[str, str]:
    _, token = organisation.make_api_token(actor=world.mara, name="Tool", scopes=["read", "write"])
    return {"Authorization": f"Bearer {token}"}


def test_they_are_listed_a_page_at_a_time_and_narrowed(
    world: World, clients: Clients, headers: dict[str, str]
) -> None:
    for name, state in (("Pay by bank", "planned"), ("Refunds", "idea"), ("Cash", "planned")):
        commands.create_feature(actor=world.hana, name=name, state=state)
    first = clients["nobody"].get(f"{FEATURES}?state=planned&limit=1", headers=headers).json()
    assert [each["name"] for each in first["items"]] == ["Pay by bank"]
    second = (
        clients["nobody"]
        .get(FEATURES, {"state": "planned", "limit": 1, "cursor": first["next"]}, headers=headers)
        .json()
    )
    assert ([each["name"] for each in second["items"]], second["next"]) == (["Cash"], None)


def test_one_is_read_and_changed_where_the_caller_knows_it(
    world: World, clients: Clients, headers: dict[str, str]
) -> None:
    organisation.add_custom_field(
        actor=world.hana, about="feature", kind="choice", name="Market", choices=["EU"]
    )
    pay = commands.create_feature(
        actor=world.mara, name="Pay by bank", product=world.billing, custom={"market": "eu"}
    )
    address = f"{FEATURES}/{pay.pk}"
    known = clients["nobody"].get(address, headers=headers)
    assert (known.json()["custom"], known.json()["estimate"]) == ({"market": "EU"}, None)

    def change(said: dict[str, Any], tag: str = "*") -> tuple[int, Any]:
        answer = clients["nobody"].patch(
            address, json.dumps(said), content_type="application/json", headers=headers | {"If-Match": tag}
        )
        return answer.status_code, answer.json()

    said = {"estimate": [2, 3, 5], "team": world.billing_core.pk, "custom": {"market": None}}
    status, changed = change(said, known["ETag"])
    assert (status, changed["estimate"], changed["custom"]) == (200, [2, 3, 5], {})
    pay = Feature.objects.get(pk=pay.pk)
    assert (pay.estimate_likely, pay.team) == (Decimal(3), world.billing_core)
    assert change({"name": "Late"}, known["ETag"])[0] == 412
    for wrong, field in (
        ({"team": 10**9}, "team"),
        ({"estimate": [5, 3, 2]}, "estimate"),
        ({"custom": {"market": "Moon"}}, "custom.market"),
    ):
        status, problem = change(wrong)
        assert (status, [each["field"] for each in problem["errors"]]) == (422, [field])
