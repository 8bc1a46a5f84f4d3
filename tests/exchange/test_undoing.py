"""An import is taken back as a whole; what people did since stays."""

from pathlib import Path

import pytest
from pghistory.models import Context

from northing.exchange import commands
from northing.exchange.models import ImportState
from northing.exchange.progress import StopAskedError
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Team
from northing.planning import commands as planning
from northing.planning.models import Commitment, Dependency, Feature, Item, Origin, Release
from northing.portfolio.models import Product
from tests.conftest import Clients, World
from tests.exchange.bringing import DONE, EPIC, STORY, bring, contents, export, feature, item, undo

KEPT = (Feature, Item, Commitment, Dependency, Release, Product, Team)


def test_undoing_leaves_everything_as_it_was(world: World, tmp_path: Path) -> None:
    before = contents(*KEPT)
    rich = {**STORY, "Component/s": "Ledger", "Fix Version/s": "1.0", "Project name": "Shop"}
    of = bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, rich))
    assert contents(*KEPT) != before
    undo(actor=world.mara, of=of)
    assert contents(*KEPT) == before
    assert Origin.objects.count() == 0


def test_undoing_an_update_restores_the_rows_it_updated(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, STORY))
    before = contents(*KEPT)
    changed = (
        {**EPIC, "Due date": "2026-10-01", "Summary": "Better"},
        {**STORY, **DONE},
        {**STORY, "Issue key": "AB-7"},
    )
    of = bring(world.mara, export(tmp_path, *changed))
    undo(actor=world.mara, of=of)
    assert contents(*KEPT) == before


def test_after_undoing_the_same_file_comes_in_again(world: World, tmp_path: Path) -> None:
    path = export(tmp_path, EPIC, STORY)
    undo(actor=world.mara, of=bring(world.mara, path))
    of = bring(world.mara, path)
    assert of.outcome["rows"]["created"] == 2
    assert item("AB-2").feature == feature("AB-1")


def test_an_undone_import_can_be_brought_in_again_from_its_page(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    of = undo(actor=world.mara, of=of)
    commands.ask_run(actor=world.mara, of=of)
    commands.work_on(of)
    assert (of.state, Item.objects.count()) == (ImportState.DONE, 1)


def test_a_row_that_was_changed_since_stays_and_is_counted(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    planning.change_features(actor=world.olive, features=[feature("AB-1").pk], changes={"name": "Ours now"})
    of = undo(actor=world.mara, of=of)
    assert feature("AB-1").name == "Ours now"
    assert not Item.objects.filter(tracker_key="AB-2").exists()
    assert of.outcome["undone"]["stayed"] == 1


def test_an_import_is_undone_once(world: World, tmp_path: Path) -> None:
    of = undo(actor=world.mara, of=bring(world.mara, export(tmp_path, EPIC)))
    with pytest.raises(Refused, match="Only an import that is in"):
        undo(actor=world.mara, of=of)


def test_somebody_elses_import_is_undone_by_heads_only(world: World, tmp_path: Path) -> None:
    of = bring(world.hana, export(tmp_path, EPIC))
    with pytest.raises(NotAllowed):
        undo(actor=world.mara, of=of)
    assert undo(actor=world.olive, of=of).state == ImportState.UNDONE


def test_two_imports_are_taken_back_one_after_the_other(world: World, tmp_path: Path) -> None:
    before = contents(*KEPT)
    first = bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, STORY))
    second = bring(world.mara, export(tmp_path, {**EPIC, "Summary": "Better"}, {**STORY, **DONE}))
    undo(actor=world.mara, of=second)
    undo(actor=world.mara, of=first)
    assert contents(*KEPT) == before


def test_undoing_waits_for_the_background_which_takes_it_up_again_when_it_died(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(*KEPT)
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    commands.ask_undo(actor=world.mara, of=of)
    assert (of.state, Item.objects.count()) == (ImportState.UNDOING, 1)
    with monkeypatch.context() as killed:
        killed.setattr("northing.exchange.commands.work.undo_merge", _die)
        with pytest.raises(SystemExit):
            commands.work_on(of)
    of.refresh_from_db()
    assert (of.state, Item.objects.count()) == (ImportState.UNDOING, 1)
    assert commands.carry_on() == 1
    assert commands.work_on(of).state == ImportState.UNDONE
    assert contents(*KEPT) == before


def test_an_undoing_that_fails_leaves_the_import_in_and_says_why(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = bring(world.mara, export(tmp_path, EPIC))
    commands.ask_undo(actor=world.mara, of=of)
    Context.objects.filter(pk=of.context).delete()
    commands.work_on(of)
    of.refresh_from_db()
    assert of.state == ImportState.DONE
    shown = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "It could not be taken back. This import left no history" in shown
    assert feature("AB-1").name == "Invoices"


def test_an_undoing_that_is_stopped_takes_nothing_back(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    commands.ask_undo(actor=world.mara, of=of)
    commands.ask_stop(actor=world.mara, of=of)
    commands.work_on(of, _hear_the_stop)
    of.refresh_from_db()
    assert (of.state, of.stop_asked, Item.objects.count()) == (ImportState.DONE, False, 1)


def test_the_page_follows_an_undoing_and_says_what_was_taken_back(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    page = f"/settings/import/{of.pk}/"
    clients["mara"].post(f"{page}undo/")
    assert "Taking it back" in clients["mara"].get(page).content.decode()
    of.refresh_from_db()
    commands.work_on(of)
    answer = clients["mara"].get(f"{page}progress/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#work"
    assert "Took back 2 rows" in answer.content.decode()


def _die(**said: object) -> None:
    raise SystemExit


def _hear_the_stop(step: str, rows: int) -> None:
    """The worker hears of it through a connection of its own, to which this test's rows do not exist."""
    raise StopAskedError
