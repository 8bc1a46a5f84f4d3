"""The organisation's own fields: adding, changing, archiving them, and what their values can be."""

from datetime import date
from typing import Any

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands
from northing.organisation.commands import with_custom
from northing.organisation.models import CustomField
from northing.organisation.queries.custom_fields import fields_of
from tests.conftest import NOW, Clients, World


def add(world: World, name: str, kind: str = "text", about: str = "feature", **more: Any) -> CustomField:
    return commands.add_custom_field(actor=world.hana, about=about, kind=kind, name=name, **more)


def test_a_field_is_added_on_its_page_and_undone(clients: Clients, world: World) -> None:
    said = {"name": "Market", "about": "feature", "kind": "choices", "choices": "EU\nUS\n\nEU"}
    assert clients["hana"].post("/settings/fields/", said).status_code == 302
    page = clients["vera"].get("/settings/fields/").content.decode()
    assert "Market" in page
    assert "EU, US" in page
    assert "New field" not in page
    assert clients["mara"].post("/settings/fields/", said).status_code == 403
    said["choices"] = "A, B"
    answer = clients["hana"].post("/settings/fields/", said)
    assert answer.status_code == 422
    assert "no comma" in answer.content.decode()


def test_its_name_changes_and_its_slug_stays(clients: Clients, world: World) -> None:
    field = add(world, "Größe am Markt!", "number")
    assert field.slug == "groe_am_markt"
    clients["hana"].post(f"/settings/fields/{field.pk}/", {"name": "Size"})
    again = add(world, "Größe am Markt!", "number")
    field.refresh_from_db()
    assert field.name == "Size"
    assert again.slug == f"{field.slug}_2"
    with pytest.raises(Refused, match="already"):
        add(world, "size")
    with pytest.raises(NotAllowed):
        commands.change_custom_field(actor=world.mara, field=field, name="Mine")


def test_a_row_has_only_so_many_fields(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CustomField, "MOST", 1)
    first = add(world, "Size")
    with pytest.raises(Refused, match="Archive one first"):
        add(world, "Market")
    add(world, "Market", about="product")
    commands.archive_custom_field(actor=world.hana, field=first)
    add(world, "Market")
    with pytest.raises(Refused, match="Archive one first"):
        commands.bring_back_custom_field(actor=world.hana, field=first)


def test_an_archived_field_is_shown_nowhere_and_comes_back_with_its_values(
    clients: Clients, world: World
) -> None:
    field = add(world, "Size", "number")
    clients["hana"].post(f"/settings/fields/{field.pk}/archive/")
    assert not fields_of("feature")
    with pytest.raises(Refused, match="no such field"):
        with_custom("feature", {"size": 3}, {"size": 4})
    assert with_custom("feature", {"size": 3}, {}) == {"size": 3}
    clients["hana"].post(f"/settings/fields/{field.pk}/bring-back/")
    assert [own.name for own in fields_of("feature")] == ["Size"]


def test_fields_move_among_their_own(clients: Clients, world: World) -> None:
    first, second = add(world, "First"), add(world, "Second")
    add(world, "Other", about="product")
    clients["hana"].post(f"/settings/fields/{second.pk}/move/")
    assert [own.name for own in fields_of("feature")] == ["Second", "First"]
    clients["hana"].post(f"/settings/fields/{second.pk}/move/", {"down": "1"})
    clients["hana"].post(f"/settings/fields/{first.pk}/move/")
    assert [own.name for own in fields_of("feature")] == ["First", "Second"]
    clients["hana"].post(f"/settings/fields/{second.pk}/archive/")
    assert clients["hana"].post(f"/settings/fields/{second.pk}/move/").status_code == 422


VALUES = [
    ("text", "  said  ", "said"),
    ("number", 3.0, 3),
    ("number", 2.5, 2.5),
    ("choice", "eu", "EU"),
    ("choices", ["us", "EU"], ["EU", "US"]),
    ("date", date(2027, 1, 22), "2027-01-22"),
    ("link", "https://tarn.example/x", "https://tarn.example/x"),
]
CANNOT = [
    ("text", ["a"]),
    ("text", "a" * 2001),
    ("number", "three"),
    ("number", float("nan")),
    ("number", True),
    ("choice", "Moon"),
    ("choices", ["EU", 3]),
    ("date", "2027-02-30"),
    ("person", 999_999),
    ("person", "Mara"),
    ("link", "javascript:alert(1)"),
    ("link", "https://"),
]


def kept(world: World, kind: str, value: Any) -> Any:
    add(world, "Own", kind, choices=["EU", "US"])
    return with_custom("feature", {}, {"own": value}).get("own")


@pytest.mark.parametrize(("kind", "value", "expected"), VALUES)
def test_a_value_is_kept_as_its_kind(world: World, kind: str, value: Any, expected: Any) -> None:
    assert kept(world, kind, value) == expected


@pytest.mark.parametrize(("kind", "value"), CANNOT)
def test_what_cannot_be_is_refused_with_its_place(world: World, kind: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        kept(world, kind, value)
    assert list(refusal.value.errors) == ["custom.own"]


def test_formulas_count_with_any_kind(world: World) -> None:
    for kind in ("text", "number", "choice", "choices", "date", "person"):
        add(world, kind, kind, choices=["low", "high"])
    custom = with_custom(
        "feature",
        {},
        {
            "text": "x",
            "number": 2.5,
            "choice": "high",
            "choices": ["low", "high"],
            "date": "2026-06-11",
            "person": world.mara.pk,
        },
    )
    counted = fields_of("feature").numbers(custom, NOW.date())
    assert counted == {"text": 1, "number": 2.5, "choice": 2, "choices": 2, "date": 10, "person": 1}
