"""What a look leaves to a person: rows without a feature, fields that changed on both sides, old rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from northing.exchange import commands
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState
from northing.planning import commands as planning
from northing.planning.models import Feature, Item
from tests.conftest import Clients, World
from tests.exchange.bringing import DONE, EPIC, STORY, bring, contents, export, feature, item, undo

LOST = {**STORY, "Issue key": "AB-7", "Issue id": "107", "Summary": "Dunning", "Parent": "AB-99"}
SUB_TASK = {**LOST, "Issue key": "AB-8", "Issue id": "108", "Issue Type": "Sub-task", "Parent": "AB-7"}
BARE = {**LOST, "Issue key": "AB-9", "Issue id": "109", "Summary": "Rename a button", "Parent": ""}


def looked_at(actor: Any, path: Path) -> Import:
    return commands.follow_through(commands.begin(actor=actor, path=path, looking=True))


def decide(clients: Clients, of: Import, **said: Any) -> str:
    """Answer what the look asked, let the background look again, and read the page."""
    clients["mara"].post(f"/settings/import/{of.pk}/decide/", said)
    of.refresh_from_db()
    commands.work_on(of)
    assert of.state == ImportState.LOOKED
    return clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()


def bring_in(clients: Clients, of: Import) -> None:
    clients["mara"].post(f"/settings/import/{of.pk}/run/")
    of.refresh_from_db()
    commands.work_on(of)
    assert of.state == ImportState.DONE, of.problem


def test_rows_without_a_feature_are_counted_by_the_parent_that_is_nowhere(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = looked_at(world.mara, export(tmp_path, EPIC, STORY, LOST, SUB_TASK, BARE))
    assert [(one["parent"], one["rows"]) for one in of.expected["lost"]] == [("AB-99", 1), ("", 1)]
    page = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "AB-99 is neither in the file nor here" in page
    assert "They name no parent" in page


def test_a_feature_is_chosen_for_them_here_in_the_file_or_by_a_new_name(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    planning.create_feature(actor=world.olive, name="Care of the old")
    path = export(tmp_path, EPIC, STORY, LOST, SUB_TASK, BARE)
    of = looked_at(world.mara, path)
    page = decide(clients, of, parent=["AB-99", ""], feature=["care of the OLD", "Small things"])
    assert 'value="care of the OLD"' in page
    bring_in(clients, of)
    here = Feature.objects.get(name="Care of the old")
    assert (item("AB-7").feature, item("AB-8").feature, here.items_total) == (here, here, 2)
    assert item("AB-9").feature == Feature.objects.get(name="Small things")
    before = contents(Feature, Item)
    again = bring(world.mara, path)
    assert again.outcome["rows"] == {"created": 0, "updated": 0, "skipped": 5}
    assert contents(Feature, Item) == before
    undo(actor=world.mara, of=of)
    assert list(Feature.objects.values_list("name", flat=True)) == ["Care of the old"]


def test_an_epic_of_the_file_takes_them_and_the_next_file_remembers(world: World, tmp_path: Path) -> None:
    chosen = Mapping.from_json(looked_at(world.mara, export(tmp_path, EPIC, LOST)).mapping)
    bring(world.mara, export(tmp_path, EPIC, LOST), replace(chosen, features={"AB-99": "invoices"}))
    assert item("AB-7").feature == feature("AB-1")
    bring(world.mara, export(tmp_path, EPIC, {**LOST, "Issue key": "AB-17", "Issue id": "117"}))
    assert item("AB-17").feature == feature("AB-1")


def test_a_name_that_two_features_have_is_refused_in_words(world: World, tmp_path: Path) -> None:
    for _ in range(2):
        planning.create_feature(actor=world.olive, name="Twins")
    of = looked_at(world.mara, export(tmp_path, EPIC, LOST))
    mapping = replace(Mapping.from_json(of.mapping), features={"AB-99": "twins"})
    commands.change_mapping(actor=world.mara, of=of, mapping=mapping)
    commands.ask_look(actor=world.mara, of=of)
    commands.work_on(of)
    assert (of.state, "Two features are called “Twins”" in of.problem) == (ImportState.FAILED, True)
    assert not Item.objects.exists()


def test_who_wins_what_changed_on_both_sides_is_chosen_row_by_row_or_for_a_field(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    other = {**EPIC, "Issue key": "AB-3", "Issue id": "103", "Summary": "Reminders"}
    bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, other))
    for key, name in (("AB-1", "Invoices here"), ("AB-3", "Reminders here")):
        planning.change_features(actor=world.olive, features=[feature(key).pk], changes={"name": name})
    planning.commit(actor=world.olive, feature=feature("AB-1"), due_on=date(2026, 9, 20), reason="Late")
    theirs = {**EPIC, "Summary": "Invoices there", "Due date": "2026-10-01"}
    of = looked_at(world.mara, export(tmp_path, theirs, {**other, "Summary": "Reminders there"}))
    assert of.expected["kept"] == 3
    assert [(one["key"], one["field"], one["ours"], one["theirs"]) for one in of.expected["conflicts"]] == [
        ("AB-1", "commitment", "2026-09-20", "2026-10-01"),
        ("AB-1", "name", "Invoices here", "Invoices there"),
        ("AB-3", "name", "Reminders here", "Reminders there"),
    ]
    page = decide(
        clients,
        of,
        field=["commitment", "name"],
        side=["theirs", "ours"],
        shown=["commitment AB-1", "name AB-1", "name AB-3"],
        theirs=["name AB-3"],
    )
    assert "1 field changed on both sides" in page
    bring_in(clients, of)
    assert (feature("AB-1").name, feature("AB-1").due_on) == ("Invoices here", date(2026, 10, 1))
    assert feature("AB-3").name == "Reminders there"
    following = Mapping.from_json(looked_at(world.mara, export(tmp_path, EPIC)).mapping)
    assert (following.wins["commitment"], following.theirs) == ("theirs", {})
    undo(actor=world.mara, of=of)
    assert (feature("AB-3").name, feature("AB-1").due_on) == ("Reminders here", date(2026, 9, 20))


def test_what_was_closed_before_a_day_stays_out_but_not_an_epic_with_newer_work(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    old = {"Status": "Done", "Created": "2023-03-02 09:00", "Resolved": "2023-03-20 12:00"}
    gone = {**EPIC, **old, "Issue key": "AB-5", "Issue id": "105", "Summary": "Long ago"}
    gone_story = {**STORY, **old, "Issue key": "AB-6", "Issue id": "106", "Parent": "AB-5"}
    of = looked_at(world.mara, export(tmp_path, {**EPIC, **old}, {**STORY, **DONE}, gone, gone_story))
    clients["mara"].post(f"/settings/import/{of.pk}/options/", {"closed_before": "2024-01-01"})
    of.refresh_from_db()
    commands.work_on(of)
    page = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "Closed before 1 January 2024" in page
    bring_in(clients, of)
    assert of.outcome["old"] == 2
    assert set(Feature.objects.values_list("tracker_key", flat=True)) == {"AB-1"}
    assert set(Item.objects.values_list("tracker_key", flat=True)) == {"AB-2"}


def test_a_day_that_is_none_is_refused_and_the_mapping_stays(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    of = looked_at(world.mara, export(tmp_path, EPIC))
    answer = clients["mara"].post(
        f"/settings/import/{of.pk}/options/", {"closed_before": "soon"}, headers={"HX-Request": "true"}
    )
    assert "“soon” is no day" in answer.content.decode()
    of.refresh_from_db()
    assert Mapping.from_json(of.mapping).closed_before == ""
