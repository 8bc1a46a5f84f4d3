"""The organisation's own fields of opportunities: the list, the page, and programs."""

import csv
import io
import json

import pytest

from northing.insight import commands
from northing.insight.models import Opportunity
from northing.organisation import commands as organisation
from tests.conftest import Clients, World

LIST = "/insight/opportunities/"


@pytest.fixture
def refund(world: World) -> Opportunity:
    for name, kind in (("Pain", "choice"), ("Wished by", "date")):
        organisation.add_custom_field(
            actor=world.hana, about="opportunity", kind=kind, name=name, choices=["low", "high"]
        )
    found = commands.create_opportunity(actor=world.mara, name="Refund a part")
    other = commands.create_opportunity(actor=world.mara, name="Pay late")
    commands.create_opportunity(actor=world.mara, name="See cash")
    custom = {"pain": "high", "wished_by": "2026-12-01"}
    commands.change_opportunity(actor=world.mara, opportunity=found, custom=custom)
    commands.change_opportunity(actor=world.mara, opportunity=other, custom={"pain": "low"})
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("custom.pain=high", ["Refund a part"]),
        ("custom.wished_by=..2027-01-01", ["Refund a part"]),
        ("q=high", ["Refund a part"]),
        ("sort=custom.pain", ["Pay late", "Refund a part", "See cash"]),
        ("sort=-custom.pain", ["Refund a part", "Pay late", "See cash"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_them(
    refund: Opportunity, clients: Clients, query: str, expected: list[str]
) -> None:
    rows = clients["vera"].get(f"{LIST}?{query}").context["list"].rows
    assert [row.opportunity.name for row in rows] == expected


def test_columns_chips_and_the_page_show_them(refund: Opportunity, clients: Clients) -> None:
    page = clients["vera"].get(f"{LIST}?columns=custom.wished_by&custom.pain=high")
    assert "1 Dec" in page.content.decode()
    assert [(chip.label, chip.value) for chip in page.context["chips"]] == [("Pain", "high")]
    assert "1 December" in clients["vera"].get(f"{LIST}{refund.pk}/").content.decode()
    assert clients["vera"].get(f"{LIST}?custom.wished_by=soon").status_code == 422


def test_the_form_changes_them(refund: Opportunity, clients: Clients) -> None:
    said = {"name": refund.name, "custom.pain": "low", "custom.wished_by": ""}
    clients["mara"].post(f"{LIST}{refund.pk}/edit/", said)
    refund.refresh_from_db()
    assert refund.custom == {"pain": "low"}


def test_programs_read_and_write_them(refund: Opportunity, world: World, clients: Clients) -> None:
    _, token = organisation.make_api_token(actor=world.mara, name="Tool", scopes=["read", "write"])
    headers = {"Authorization": f"Bearer {token}"}
    address = f"/api/v1/opportunities/{refund.pk}"
    answer = clients["nobody"].get(address, headers=headers)
    assert answer.json()["custom"] == {"pain": "high", "wished_by": "2026-12-01"}

    def change(custom: object, tag: str) -> tuple[int, dict[str, object]]:
        said = clients["nobody"].patch(
            address,
            json.dumps({"custom": custom}),
            content_type="application/json",
            headers=headers | {"If-Match": tag},
        )
        return said.status_code, said.json()

    status, changed = change({"pain": "low", "wished_by": None}, answer["ETag"])
    assert (status, changed["custom"]) == (200, {"pain": "low"})
    assert change({"pain": "high"}, answer["ETag"])[0] == 412
    status, problem = change({"pain": "Moon", "gone": 1}, "*")
    assert status == 422
    assert {each["field"] for each in problem["errors"]} == {"custom.pain", "custom.gone"}


def test_the_export_has_them(refund: Opportunity, clients: Clients) -> None:
    sent = b"".join(clients["vera"].get(f"{LIST}export.csv?custom.pain=high").streaming_content)  # type: ignore[attr-defined]
    head, *rows = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
    [row] = (dict(zip(head, each, strict=True)) for each in rows)
    assert (row["Name"], row["Pain"], row["Wished by"]) == (refund.name, "high", "2026-12-01")


def test_a_cell_of_the_list_is_changed_where_it_stands(refund: Opportunity, clients: Clients) -> None:
    shown = f"{LIST}?columns=custom.pain"
    cell = f"{LIST}{refund.pk}/own/pain/"
    assert cell in clients["mara"].get(shown).content.decode()
    assert cell not in clients["vera"].get(shown).content.decode()
    for said, status in (("Moon", 422), ("low", 200)):
        answer = clients["mara"].post(cell, {"custom.pain": said}, headers={"HX-Request": "true"})
        assert answer.status_code == status
    refund.refresh_from_db()
    assert refund.custom["pain"] == "low"
