"""An import is taken back as a whole; what people did since stays."""

from pathlib import Path

import pytest

from northing.exchange import commands
from northing.exchange.models import ImportState
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Team
from northing.planning import commands as planning
from northing.planning.models import Commitment, Dependency, Feature, Item, Origin, Release
from northing.portfolio.models import Product
from tests.conftest import World
from tests.exchange.bringing import DONE, EPIC, STORY, bring, contents, export, feature, item

KEPT = (Feature, Item, Commitment, Dependency, Release, Product, Team)


def test_undoing_leaves_everything_as_it_was(world: World, tmp_path: Path) -> None:
    before = contents(*KEPT)
    rich = {**STORY, "Component/s": "Ledger", "Fix Version/s": "1.0", "Project name": "Shop"}
    of = bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, rich))
    assert contents(*KEPT) != before
    commands.undo(actor=world.mara, of=of)
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
    commands.undo(actor=world.mara, of=of)
    assert contents(*KEPT) == before


def test_after_undoing_the_same_file_comes_in_again(world: World, tmp_path: Path) -> None:
    path = export(tmp_path, EPIC, STORY)
    commands.undo(actor=world.mara, of=bring(world.mara, path))
    of = bring(world.mara, path)
    assert of.outcome["rows"]["created"] == 2
    assert item("AB-2").feature == feature("AB-1")


def test_an_undone_import_can_be_brought_in_again_from_its_page(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    of = commands.undo(actor=world.mara, of=of)
    commands.ask_run(actor=world.mara, of=of)
    commands.work_on(of)
    assert (of.state, Item.objects.count()) == (ImportState.DONE, 1)


def test_a_row_that_was_changed_since_stays_and_is_counted(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    planning.change_features(actor=world.olive, features=[feature("AB-1").pk], changes={"name": "Ours now"})
    of = commands.undo(actor=world.mara, of=of)
    assert feature("AB-1").name == "Ours now"
    assert not Item.objects.filter(tracker_key="AB-2").exists()
    assert of.outcome["undone"]["stayed"] == 1


def test_an_import_is_undone_once(world: World, tmp_path: Path) -> None:
    of = commands.undo(actor=world.mara, of=bring(world.mara, export(tmp_path, EPIC)))
    with pytest.raises(Refused, match="Only an import that is in"):
        commands.undo(actor=world.mara, of=of)


def test_somebody_elses_import_is_undone_by_heads_only(world: World, tmp_path: Path) -> None:
    of = bring(world.hana, export(tmp_path, EPIC))
    with pytest.raises(NotAllowed):
        commands.undo(actor=world.mara, of=of)
    assert commands.undo(actor=world.olive, of=of).state == ImportState.UNDONE


def test_two_imports_are_taken_back_one_after_the_other(world: World, tmp_path: Path) -> None:
    before = contents(*KEPT)
    first = bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, STORY))
    second = bring(world.mara, export(tmp_path, {**EPIC, "Summary": "Better"}, {**STORY, **DONE}))
    commands.undo(actor=world.mara, of=second)
    commands.undo(actor=world.mara, of=first)
    assert contents(*KEPT) == before
