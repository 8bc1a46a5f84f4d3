"""The organisation's own fields of products: facts, columns, filters, order."""

import csv
import io
import json
from typing import Any

import pytest

from northing.organisation import commands as organisation
from northing.portfolio import commands
from tests.conftest import Clients, World


@pytest.fixture
def own(world: World) -> None:
    for name, kind in (("Size", "number"), ("Markets", "choices")):
        organisation.add_custom_field(
            actor=world.hana, about="product", kind=kind, name=name, choices=["EU", "US"]
        )
    commands.change_product(actor=world.mara, product=world.billing, custom={"size": 2, "markets": ["US"]})
    commands.change_product(actor=world.hana, product=world.terminal, custom={"size": 10})


def listed(clients: Clients, query: str) -> list[str]:
    groups = clients["hana"].get(f"/portfolio/?{query}").context["groups"]
    return [product.name for _, rows in groups for product, _ in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("custom.size=3..", ["Terminal"]),
        ("custom.markets=US", ["Billing"]),
        ("q=us", ["Billing"]),
        ("sort=custom.size", ["Billing", "Terminal", "Insights"]),
        ("sort=-custom.size", ["Terminal", "Billing", "Insights"]),
    ],
)
def test_the_portfolio_is_narrowed_and_ordered_by_them(
    own: None, clients: Clients, query: str, expected: list[str]
) -> None:
    assert listed(clients, query) == expected


def test_columns_show_them_and_what_cannot_be_is_refused(own: None, clients: Clients) -> None:
    page = clients["vera"].get("/portfolio/?columns=custom.markets").content.decode()
    assert '<span class="cut">US</span>' in page
    assert clients["vera"].get("/portfolio/?custom.size=big").status_code == 422


def test_a_fact_is_changed_where_it_stands(own: None, clients: Clients, world: World) -> None:
    address = f"/portfolio/products/{world.billing.pk}/own/markets/"
    assert "Markets" in clients["mara"].get(f"/portfolio/products/{world.billing.pk}/").content.decode()
    assert clients["mara"].get(address).status_code == 200
    clients["mara"].post(address, {"custom.markets": ["EU"]})
    world.billing.refresh_from_db()
    assert world.billing.custom == {"size": 2, "markets": ["EU"]}
    assert clients["oscar"].post(address, {"custom.markets": ["EU"]}).status_code == 403


def test_programs_read_and_write_them_and_the_export_has_them(
    own: None, clients: Clients, world: World
) -> None:
    _, token = organisation.make_api_token(actor=world.mara, name="Tool", scopes=["read", "write"])
    ask, headers = clients["nobody"], {"Authorization": f"Bearer {token}"}
    assert len(ask.get("/api/v1/products?limit=2", headers=headers).json()["items"]) == 2
    address = f"/api/v1/products/{world.billing.pk}"
    known = ask.get(address, headers=headers)
    assert known.json()["custom"] == {"size": 2, "markets": ["US"]}

    def change(said: dict[str, object], tag: str) -> tuple[int, dict[str, Any]]:
        answer = ask.patch(
            address, json.dumps(said), content_type="application/json", headers=headers | {"If-Match": tag}
        )
        return answer.status_code, answer.json()

    status, changed = change({"custom": {"size": None}, "role_title": "Cash cow"}, known["ETag"])
    assert (status, changed["custom"], changed["role_title"]) == (200, {"markets": ["US"]}, "Cash cow")
    assert change({"role_title": "Late"}, known["ETag"])[0] == 412
    status, problem = change({"custom": {"size": "big"}}, "*")
    assert (status, [each["field"] for each in problem["errors"]]) == (422, ["custom.size"])
    sent = b"".join(clients["vera"].get("/portfolio/export.csv?custom.markets=US").streaming_content)  # type: ignore[attr-defined]
    head, *rows = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
    assert [dict(zip(head, row, strict=True))["Markets"] for row in rows] == ["US"]
