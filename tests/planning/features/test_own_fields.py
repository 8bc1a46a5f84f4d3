"""The organisation's own fields in the grid: cells, columns, filters, order, many at once, export, history."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from northing.organisation import commands as organisation
from northing.organisation.queries.history import history_of
from northing.planning import commands
from northing.planning.models import Feature
from tests.conftest import Clients, World
from tests.keeping import kept

GRID = "/plan/features/"
SHOWN = "custom.size,custom.market,custom.tags,custom.due,custom.lead,custom.note"


@pytest.fixture
@kept
def own(world: World) -> None:
    for name, kind in (
        *(("Size", "number"), ("Market", "choice"), ("Tags", "choices")),
        *(("Due", "date"), ("Lead", "person"), ("Note", "text"), ("Doc", "link")),
    ):
        organisation.add_custom_field(
            actor=world.hana, about="feature", kind=kind, name=name, choices=["EU", "US", "Asia"]
        )


@pytest.fixture
def filled(own: None, world: World, pay: Feature, refund: Feature, cash: Feature) -> Callable[[str], list[str]]:
    """Two with values and one without; answers the names that an address shows, in order."""
    mara = world.mara
    said: dict[Feature, dict[str, Any]] = {
        pay: {
            "size": 10,
            "market": "US",
            "tags": ["EU", "Asia"],
            "due": "2026-12-31",
            "lead": mara.pk,
            "note": "Needs the bank\u2019s word",
            "doc": "https://tarn.example/pay",
        },
        refund: {"size": 9.5, "market": "EU", "tags": ["US"], "due": "2026-07-01", "lead": world.hana.pk},
    }
    for feature, custom in said.items():
        commands.change_feature(actor=mara, feature=feature, custom=custom)
    clients = Clients(world)

    def names(query: str) -> list[str]:
        groups = clients["hana"].get(f"{GRID}?{query}").context["list"].groups
        return [row.feature.name for group in groups for row in group.rows]

    return names


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("custom.size=9.6..", ["Pay by bank"]),
        ("custom.size=..9.5", ["Refunds"]),
        ("custom.size=10", ["Pay by bank"]),
        ("custom.market=US,Asia", ["Pay by bank"]),
        ("custom.market=US&custom.market=EU", ["Pay by bank", "Refunds"]),
        ("custom.market=EU,-", ["Refunds", "Cash view"]),
        ("custom.tags=Asia", ["Pay by bank"]),
        ("custom.due=2026-07-01..2026-07-31", ["Refunds"]),
        ("custom.note=bank needs", ["Pay by bank"]),
        ("custom.note=-", ["Refunds", "Cash view"]),
        ("custom.doc=*", ["Pay by bank"]),
        ("q=asia", ["Pay by bank"]),
        ("custom.gone=3", ["Pay by bank", "Refunds", "Cash view"]),
        ("sort=custom.size", ["Refunds", "Pay by bank", "Cash view"]),
        ("sort=-custom.size", ["Pay by bank", "Refunds", "Cash view"]),
        ("sort=custom.market", ["Refunds", "Pay by bank", "Cash view"]),
        ("sort=custom.tags", ["Pay by bank", "Refunds", "Cash view"]),
        ("sort=-custom.due", ["Pay by bank", "Refunds", "Cash view"]),
        ("sort=custom.lead", ["Refunds", "Pay by bank", "Cash view"]),
        ("sort=custom.gone", ["Pay by bank", "Refunds", "Cash view"]),
    ],
)
def test_lists_are_narrowed_and_ordered_by_them(
    filled: Callable[[str], list[str]], query: str, expected: list[str]
) -> None:
    assert filled(query) == expected


def test_a_filter_by_person_says_the_name(
    filled: Callable[[str], list[str]], clients: Clients, world: World
) -> None:
    query = f"custom.lead={world.mara.pk}&custom.market=US"
    assert filled(query) == ["Pay by bank"]
    page = clients["hana"].get(f"{GRID}?{query}")
    assert [(chip.label, chip.value) for chip in page.context["chips"]] == [
        ("Market", "US"),
        ("Lead", "Mara Lind"),
    ]
    assert page.context["chips"][0].without == f"custom.lead={world.mara.pk}"
    assert clients["hana"].get(f"{GRID}?custom.size=big").status_code == 422


def test_columns_and_the_export_show_them(filled: Callable[[str], list[str]], clients: Clients) -> None:
    page = clients["hana"].get(f"{GRID}?columns={SHOWN}").content.decode()
    assert "Needs the bank" in page
    assert "EU, Asia" in page
    assert 'data-cell="custom.market"' in page
    answer = clients["hana"].get(f"{GRID}export/csv/?columns={SHOWN},custom.doc")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, first, *_ = csv.reader(io.StringIO(text))
    assert head == ["Feature", "Size", "Market", "Tags", "Due", "Lead", "Note", "Doc"]
    assert first == [
        *("Pay by bank", "10", "US", "EU, Asia", "2026-12-31", "Mara Lind"),
        *("Needs the bank\u2019s word", "https://tarn.example/pay"),
    ]


CELLS = [
    ("size", {"value": "1 200,5"}, 1200.5),
    ("market", {"choice": "US"}, "US"),
    ("market", {"value": "asia"}, "Asia"),
    ("tags", {"value": "us, eu"}, ["EU", "US"]),
    ("due", {"value": "31 Jul"}, "2026-07-31"),
    ("lead", {"value": "tim abbot"}, "tim"),
    ("note", {"value": "Waits"}, "Waits"),
]


@pytest.mark.parametrize(("slug", "said", "expected"), CELLS)
def test_a_cell_takes_what_is_typed(
    own: None, clients: Clients, pay: Feature, world: World, slug: str, said: dict[str, str], expected: Any
) -> None:
    address = f"{GRID}{pay.pk}/cell/custom.{slug}/"
    assert clients["mara"].get(address).status_code == 200
    answer = clients["mara"].post(address, said | {"columns": SHOWN})
    assert answer.status_code == 200
    pay.refresh_from_db()
    assert pay.custom == {slug: world.tim.pk if expected == "tim" else expected}
    clients["mara"].post(address, {"value": ""})
    pay.refresh_from_db()
    assert pay.custom == {}


def test_what_cannot_be_stays_in_the_cell(own: None, clients: Clients, pay: Feature, cash: Feature) -> None:
    for slug, value in (("size", "big"), ("market", "Moon"), ("lead", "Nobody"), ("doc", "javascript:x")):
        answer = clients["mara"].post(
            f"{GRID}{pay.pk}/cell/custom.{slug}/", {"value": value, "columns": f"{SHOWN},custom.doc"}
        )
        assert answer.status_code == 422
        assert f'value="{value}"' in answer.content.decode()
    assert clients["mara"].get(f"{GRID}{pay.pk}/cell/custom.gone/").status_code == 404
    assert clients["mara"].post(f"{GRID}{cash.pk}/cell/custom.size/", {"value": "3"}).status_code == 403


def test_many_and_a_pasted_block_are_written_at_once(
    own: None, clients: Clients, pay: Feature, refund: Feature
) -> None:
    mara = clients["mara"]
    both = [pay.pk, refund.pk]
    dialog = mara.get(f"{GRID}bulk/custom.market/", {"feature": both}).content.decode()
    assert "Asia" in dialog
    mara.post(f"{GRID}bulk/", {"feature": both, "field": "custom.market", "choice": "EU"})
    block = {"row": f"{pay.pk},{refund.pk}", "column": "custom.size,custom.note", "text": "1\tA\n2\tB"}
    assert mara.post(f"{GRID}paste/", block).status_code == 200
    pay.refresh_from_db()
    refund.refresh_from_db()
    assert (pay.custom, refund.custom) == (
        {"market": "EU", "size": 1, "note": "A"},
        {"market": "EU", "size": 2, "note": "B"},
    )
    answer = mara.post(f"{GRID}paste/", block | {"text": "1\tA\nbig\tB"})
    assert answer.status_code == 422
    assert "Row 2, Size" in answer.content.decode()


def test_its_page_edits_it_and_history_brings_one_value_back(
    filled: Callable[[str], list[str]], clients: Clients, pay: Feature, world: World
) -> None:
    mara = clients["mara"]
    address = f"{GRID}{pay.pk}/"
    form = mara.get(f"{address}edit/").context["form"]
    said = {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    mara.post(f"{address}edit/", said | {"custom.market": "Asia", "custom.size": "", "custom.tags": ["US"]})
    pay.refresh_from_db()
    assert pay.custom["market"] == "Asia"
    assert pay.custom["tags"] == ["US"]
    assert "size" not in pay.custom
    page = mara.get(address).content.decode()
    assert "Needs the bank" in page
    changed = {
        line.label: line
        for line in history_of(world.hana, pay)
        if line.column == "custom" and line.before != "nothing"
    }
    assert (changed["Market"].before, changed["Market"].after) == ("US", "Asia")
    mara.post(f"/history/planning.feature/{changed['Market'].event}/custom.market/restore/")
    pay.refresh_from_db()
    assert (pay.custom["market"], pay.custom["tags"]) == ("US", ["US"])
