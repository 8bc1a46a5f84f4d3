"""The page of an import: what it refuses, shows, offers, and to whom."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.exchange import commands, summaries
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState
from northing.planning.models import FeatureState
from tests.conftest import Clients, World
from tests.exchange.bringing import EPIC, STORY, bring, export, feature

PAGE = "/settings/import/"


def upload(clients: Clients, path: Path, name: str = "mara") -> Import:
    with path.open("rb") as file:
        clients[name].post(PAGE, {"file": file})
    return Import.objects.latest("pk")


def mapping(of: Import) -> Mapping:
    of.refresh_from_db()
    return Mapping.from_json(of.mapping)


def test_a_hostile_file_is_refused_in_words_and_not_kept(world: World, clients: Clients) -> None:
    answer = clients["mara"].post(PAGE, {"file": SimpleUploadedFile("x.csv", b"%PDF-1.7 not a table")})
    assert answer.status_code == 422
    assert "This is a PDF" in answer.content.decode()
    assert Import.objects.count() == 0


def test_refused_rows_come_back_with_line_column_value_and_reason(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = upload(clients, export(tmp_path, EPIC, {**STORY, "Created": "yesterday"}))
    commands.work_on(of)
    shown = clients["mara"].get(f"{PAGE}{of.pk}/").content.decode()
    assert "Why 1 row is refused" in shown
    answer = clients["mara"].get(f"{PAGE}{of.pk}/refused.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [(row["line"], row["column"], row["value"]) for row in rows] == [("3", "Created", "yesterday")]
    assert "Send by post" in rows[0]["row"]


def test_a_column_is_matched_by_hand_and_what_was_looked_at_no_longer_holds(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = upload(clients, export(tmp_path, EPIC))
    commands.work_on(of)
    assert of.state == ImportState.LOOKED
    clients["mara"].post(f"{PAGE}{of.pk}/column/", {"column": "Assignee", "target": "team"})
    assert mapping(of).target_of("Assignee") == "team"
    assert of.state == ImportState.RECEIVED


def test_a_value_is_placed_by_hand(world: World, clients: Clients, tmp_path: Path) -> None:
    of = upload(clients, export(tmp_path, {**EPIC, "Status": "Quarantine"}, {**STORY, "Status": "To Do"}))
    assert "1 value to place: Quarantine" in clients["mara"].get(f"{PAGE}{of.pk}/").content.decode()
    said = {"column": "Status", "value": "Quarantine", "place": "building"}
    clients["mara"].post(f"{PAGE}{of.pk}/places/", said)
    clients["mara"].post(f"{PAGE}{of.pk}/run/")
    of.refresh_from_db()
    commands.work_on(of)
    assert feature("AB-1").state == FeatureState.BUILDING


def test_a_table_in_a_zip_file_comes_in_under_its_own_name(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    packed = tmp_path / "download.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(export(tmp_path, EPIC, STORY), "issues.csv")
    of = upload(clients, packed)
    assert (of.file_name, of.tool, of.rows) == ("issues.csv", "Jira", 2)
    assert of.path.read_bytes() == (tmp_path / "export.csv").read_bytes()


def sized(folder: Path) -> Path:
    """An export whose column of sizes has words, one of them nobody's but theirs."""
    sizes = ("AB-1,Invoices,Epic,M", "AB-2,Cards,Epic,L", "AB-3,Posts,Epic,Whale")
    path = folder / "sizes.csv"
    path.write_text("\n".join(("Key,Summary,Issue Type,Size", *sizes)))
    return path


def test_words_for_sizes_become_ranges_of_weeks_only_once_somebody_says_so(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = upload(clients, sized(tmp_path))
    shown = clients["mara"].get(f"{PAGE}{of.pk}/").content.decode()
    assert "Letters are not ranges: how long is M, L, Whale?" in shown
    assert "M 2–6, L 5–14" in shown
    assert mapping(of).sizes == {}
    none = clients["mara"].post(f"{PAGE}{of.pk}/column/", {"column": "Size", "answer": "²"})
    assert none.status_code == 422
    clients["mara"].post(f"{PAGE}{of.pk}/column/", {"column": "Size", "answer": "1"})
    assert mapping(of).sizes == {"M": "2–6", "L": "5–14"}
    said = {"column": "Size", "value": ["M", "L", "Whale"], "place": ["1–3", "out", ""]}
    clients["mara"].post(f"{PAGE}{of.pk}/places/", said)
    clients["mara"].post(f"{PAGE}{of.pk}/run/")
    of.refresh_from_db()
    commands.work_on(of)
    found = {key: feature(key) for key in ("AB-1", "AB-2", "AB-3")}
    assert (found["AB-1"].estimate_low, found["AB-1"].estimate_high) == (1, 3)
    assert found["AB-2"].estimate_low is None
    assert found["AB-3"].estimate_low is None


def test_matches_are_kept_under_a_name_and_used_again(world: World, clients: Clients, tmp_path: Path) -> None:
    first = upload(clients, export(tmp_path, EPIC))
    clients["mara"].post(f"{PAGE}{first.pk}/column/", {"column": "Assignee", "target": "team"})
    assert clients["mara"].post(f"{PAGE}{first.pk}/mapping/", {"name": "O" * 81}).status_code == 422
    clients["mara"].post(f"{PAGE}{first.pk}/mapping/", {"name": "Ours"})
    second = upload(clients, export(tmp_path, EPIC))
    clients["mara"].post(f"{PAGE}{second.pk}/mapping/use/", {"saved": "ours"})
    assert mapping(second).target_of("Assignee") == "team"
    clients["mara"].post(f"{PAGE}{second.pk}/mapping/use/", {"saved": ""})
    assert mapping(second).target_of("Assignee") == "assignee"


def test_a_pasted_table_comes_in(world: World, clients: Clients) -> None:
    answer = clients["mara"].post(PAGE, {"table": "Name\tStatus\nPay by card\tDone\n"})
    assert answer.status_code == 302
    assert Import.objects.get().rows == 1


def test_a_file_is_for_whoever_brought_it_and_for_heads(world: World, clients: Clients, tmp_path: Path) -> None:
    of = upload(clients, export(tmp_path, EPIC), "hana")
    assert clients["mara"].get(f"{PAGE}{of.pk}/").status_code == 404
    assert clients["olive"].get(f"{PAGE}{of.pk}/").status_code == 200
    assert clients["tim"].get(PAGE).status_code == 403


def test_what_is_kept_is_closed_to_others_and_goes_with_its_import(
    world: World, clients: Clients, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    of = upload(clients, export(tmp_path, EPIC))
    commands.work_on(of)
    assert of.path.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        clients["mara"].post(f"{PAGE}{of.pk}/discard/")
    assert not of.path.exists()


def test_the_list_asks_as_often_for_many_imports_as_for_one(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    clients["mara"].get(PAGE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            clients["mara"].get(PAGE)
        return len(found)

    upload(clients, export(tmp_path, EPIC))
    once = asked()
    for _ in range(5):
        upload(clients, export(tmp_path, EPIC))
    assert asked() == once


def test_who_may_connect_is_led_there_from_choosing_a_file(world: World, clients: Clients) -> None:
    for name, led in (("hana", True), ("mara", False)):
        shown = clients[name].get("/insight/bring/").content.decode()
        assert ('href="/insight/ways/"' in shown) is led


def test_a_file_as_long_as_its_tool_lets_it_be_is_said_to_be_cut_off_there(
    world: World, clients: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(summaries.AT_ONCE, "Jira", 2)
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    assert "exactly 2 rows" in clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    more = bring(world.mara, export(tmp_path, EPIC, STORY, STORY | {"Issue key": "AB-3", "Issue id": "103"}))
    assert "exactly" not in " ".join(summaries.sentences(more))


def test_the_command_names_what_the_page_would_ask(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.csv").write_text("Feature;Team;Ende\nDunning;Alpha;bald\nPayouts;Beta;offen\n")
    call_command("import", str(tmp_path / "plan.csv"), dry_run=True)
    assert "To check: “Ende”: Is it a date? “bald” is written in no form we know." in capsys.readouterr().out
