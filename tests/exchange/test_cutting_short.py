"""Reading is cut short and what has been read stays: whole in itself, undone by itself, and gone on with."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from northing.exchange import commands, progress, staging
from northing.exchange.commands import hearing
from northing.exchange.customers import rows
from northing.exchange.models import Import, ImportState
from northing.exchange.progress import Progress
from northing.insight.models import Customer, Feedback
from northing.planning.models import Feature, Item
from tests.conftest import Clients, World
from tests.exchange.bringing import EPIC, STORY, export, undo

NOTES = "text,e-mail\nThe first one,a@quay.example\nThe second one,b@quay.example\n"


@pytest.fixture
def _ends_after_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "EVERY", 1)
    monkeypatch.setattr(rows, "EVERY", 1)
    monkeypatch.setattr(Progress, "rows", lambda progress, count: not progress._of.keep_asked)


@pytest.fixture
def _hears_after_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker hears through a connection of its own, to which a test's rows do not exist: here by ours."""
    ours = SimpleNamespace(cursor=connection.cursor, close=lambda: None)
    monkeypatch.setattr(progress, "connection", SimpleNamespace(copy=lambda: ours))
    monkeypatch.setattr(progress, "PAUSE", 0)
    monkeypatch.setattr(hearing, "BATCH", 1)


def cut_short(world: World, path: Path) -> Import:
    of = commands.begin(actor=world.mara, path=path)
    commands.ask_keep(actor=world.mara, of=of)
    return commands.work_on(of)


@pytest.mark.usefixtures("_ends_after_one_row")
def test_what_was_read_is_in_and_the_rest_follows_without_doubles(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    first = cut_short(world, export(tmp_path, EPIC, STORY))
    assert (first.state, Feature.objects.count(), Item.objects.count()) == (ImportState.DONE, 1, 0)
    shown = clients["mara"].get(f"/settings/import/{first.pk}/").content.decode()
    assert "Stopped after row 1 of 2, as was asked" in shown
    clients["mara"].post(f"/settings/import/{first.pk}/rest/")
    rest = commands.work_on(Import.objects.latest("pk"))
    assert (rest.state, rest.was_cut_short, rest.file_name) == (ImportState.DONE, False, first.file_name)
    assert (Feature.objects.count(), Item.objects.get().feature) == (1, Feature.objects.get())
    undo(actor=world.mara, of=rest)
    assert (Feature.objects.count(), Item.objects.count()) == (1, 0)
    undo(actor=world.mara, of=first)
    assert Feature.objects.count() == 0


def test_a_file_that_was_read_to_its_end_has_no_rest(world: World, clients: Clients, tmp_path: Path) -> None:
    of = commands.work_on(commands.begin(actor=world.mara, path=export(tmp_path, EPIC, STORY)))
    assert clients["mara"].post(f"/settings/import/{of.pk}/rest/").status_code == 422
    assert Import.objects.count() == 1


@pytest.mark.usefixtures("_hears_after_one_piece")
def test_feedback_is_cut_short_from_its_page(world: World, clients: Clients, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text(NOTES)
    of = commands.receive(actor=world.mara, upload=tmp_path / "notes.csv", brings="feedback")
    commands.set_out(actor=world.mara, of=of)
    assert "Stop and keep 0" in clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    clients["mara"].post(f"/settings/import/{of.pk}/stop/", {"keep": "1"})
    assert commands.work_on(of).was_cut_short
    assert Feedback.objects.get().text == "The first one"


@pytest.mark.usefixtures("_ends_after_one_row")
def test_customers_are_cut_short_and_the_rest_follows(world: World, clients: Clients, tmp_path: Path) -> None:
    mara, table = clients["mara"], "Account name,Account ID\nBrandt,B-7\nNorr,N-1\n"
    found = mara.post("/insight/customers/import/", {"table": table})
    of = Import.objects.get(pk=mara.post(found["Location"], {"system": "crm"})["Location"].split("/")[-2])
    commands.work_on(of)
    commands.ask_run(actor=world.mara, of=of)
    assert "Stop and keep" in mara.get(f"/settings/import/{of.pk}/").content.decode()
    commands.ask_keep(actor=world.mara, of=of)
    assert commands.work_on(of).was_cut_short
    assert Customer.objects.get().name == "Brandt"
    mara.post(f"/settings/import/{of.pk}/rest/")
    assert commands.work_on(Import.objects.latest("pk")).outcome["rows"] == {
        "created": 1,
        "updated": 0,
        "skipped": 1,
    }
