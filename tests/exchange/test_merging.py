"""What a file says, what stands here, and what becomes of both."""

from datetime import date
from pathlib import Path

import pytest

from northing.exchange import commands
from northing.organisation.models import Team
from northing.planning import commands as planning
from northing.planning.models import (
    Commitment,
    Dependency,
    Feature,
    FeatureState,
    Item,
    Outcome,
    Outlook,
    Release,
)
from tests.conftest import Clients, World
from tests.exchange.bringing import DONE, EPIC, HEADER, STORY, bring, contents, events, export, feature, item
from tests.exchange.readers.files import jira

OTHER = {"Issue key": "AB-3", "Issue id": "103", "Issue Type": "Epic", "Summary": "Reminders"}


def test_the_same_file_twice_changes_nothing_and_leaves_no_history(world: World, tmp_path: Path) -> None:
    rows = {**EPIC, "Due date": "2026-09-01"}, {**STORY, "Component/s": "Core", "Fix Version/s": "1.0"}, OTHER
    path = export(tmp_path, *rows)
    bring(world.mara, path)
    before, here = events(), contents(Feature, Item, Commitment, Dependency, Release, Team)
    of = bring(world.mara, path)
    assert of.outcome["rows"] == {"created": 0, "updated": 0, "skipped": 3}
    assert events() == before
    assert contents(Feature, Item, Commitment, Dependency, Release, Team) == here


def test_an_updated_file_updates(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, EPIC, STORY))
    of = bring(world.mara, export(tmp_path, EPIC, {**STORY, **DONE, "Summary": "Send by e-mail"}))
    assert of.outcome["rows"] == {"created": 0, "updated": 1, "skipped": 1}
    assert (item("AB-2").name, item("AB-2").state) == ("Send by e-mail", "done")
    assert (feature("AB-1").items_total, feature("AB-1").items_done) == (1, 1)


def test_a_field_that_was_changed_here_stays(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, EPIC, STORY))
    planning.change_features(
        actor=world.olive, features=[feature("AB-1").pk], changes={"name": "Invoices that pay themselves"}
    )
    changed = {**EPIC, "Summary": "Invoices, better", "Status": "In Progress"}
    of = bring(world.mara, export(tmp_path, changed, STORY))
    assert feature("AB-1").name == "Invoices that pay themselves"
    assert feature("AB-1").state == FeatureState.BUILDING
    assert of.outcome["kept"] == 1


def test_a_due_date_becomes_a_commitment_closed_with_what_happened(world: World, tmp_path: Path) -> None:
    held = {**EPIC, **DONE, "Due date": "2026-03-31"}
    missed = {**OTHER, **DONE, "Due date": "2026-03-10"}
    open_one = {**OTHER, "Issue key": "AB-4", "Issue id": "104", "Summary": "Refunds", "Due date": "2026-12-01"}
    bring(world.mara, export(tmp_path, held, missed, open_one))
    found = {promise.feature.tracker_key: promise.outcome for promise in Commitment.objects.all()}
    assert found == {"AB-1": Outcome.HELD, "AB-3": Outcome.MISSED, "AB-4": ""}
    assert Commitment.objects.get(outcome=Outcome.HELD).finished_on == date(2026, 3, 20)
    assert feature("AB-4").due_on == date(2026, 12, 1)
    assert feature("AB-1").due_on is None


def test_a_due_date_that_moved_is_a_new_promise_and_the_old_one_stays(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-09-01"}))
    bring(world.mara, export(tmp_path, {**EPIC, "Due date": "2026-10-01"}))
    first, second = Commitment.objects.order_by("due_on")
    assert (first.due_on, first.replaced_at is not None) == (date(2026, 9, 1), True)
    assert (second.due_on, second.is_current) == (date(2026, 10, 1), True)
    assert feature("AB-1").due_on == date(2026, 10, 1)


def test_a_look_says_what_the_file_would_do_to_the_chances_of_promises(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    promised = {**EPIC, "Due date": "2026-07-31", "Component/s": "Core"}
    weeks = [f"2026-{month:02}-{day:02} 12:00" for month in (3, 4, 5) for day in (5, 12, 19, 26)]
    done = [story(10 + place, **DONE | {"Resolved": day}) for place, day in enumerate(weeks)]
    left = [story(40 + place) for place in range(6)]
    bring(world.mara, export(tmp_path, promised, *done, *left))
    more = [story(60 + place) for place in range(30)]
    path = export(tmp_path, promised, *done, *left, *more)
    of = commands.follow_through(commands.begin(actor=world.mara, path=path, looking=True))
    [said] = of.expected["effects"]
    assert said["name"] == "Invoices"
    assert said["to"] < said["from"] - 0.2
    page = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "What it does to forecasts" in page
    assert not Outlook.objects.exists()
    assert feature("AB-1").items_total == len(done) + len(left)


def story(number: int, **said: str) -> dict[str, str]:
    return {
        **STORY,
        "Issue key": f"AB-{number}",
        "Issue id": str(100 + number),
        "Summary": f"Part {number}",
        "Component/s": "Core",
        **said,
    }


def test_links_become_dependencies_and_a_circle_is_refused_by_name(world: World, tmp_path: Path) -> None:
    blocks = {**EPIC, "Outward issue link (Blocks)": "AB-3"}
    blocks_back = {**OTHER, "Outward issue link (Blocks)": "AB-1"}
    of = bring(world.mara, export(tmp_path, blocks, blocks_back))
    assert Dependency.objects.count() == 1
    [refused] = of.outcome["refused_links"]
    assert "“Invoices”" in refused
    assert "“Reminders”" in refused


def test_without_epics_each_issue_is_a_feature_with_itself_as_item(world: World, tmp_path: Path) -> None:
    bring(
        world.mara,
        export(tmp_path, {**STORY, "Parent": ""}, {**STORY, **DONE, "Issue key": "AB-5", "Parent": ""}),
    )
    assert {one.tracker_key for one in Feature.objects.all()} == {"AB-2", "AB-5"}
    assert item("AB-5").feature == feature("AB-5")
    assert feature("AB-5").state == FeatureState.SHIPPED


@pytest.mark.parametrize(
    "said",
    [
        *({"Parent": said} for said in ("AB-1", "ab-1", "101", "101.0", "Invoices")),
        {"Custom field (Epic Link)": "AB-1"},
    ],
)
def test_a_parent_is_found_by_key_number_title_and_epic_link(
    world: World, tmp_path: Path, said: dict[str, str]
) -> None:
    bring(world.mara, export(tmp_path, EPIC, {**STORY, "Parent": "", **said}))
    assert item("AB-2").feature == feature("AB-1")


def test_a_title_names_an_item_that_alone_has_it(world: World, tmp_path: Path) -> None:
    """As in exports that know neither epics nor the keys of parents and of what blocks."""
    tasks = "1,Site,,\n2,Page,Site,\n3,Twin,,\n4,Twin,,\n5,Odd,Twin,Page\n"
    (tmp_path / "asana.csv").write_text(f"Task ID,Name,Parent task,Blocked By (Dependencies)\n{tasks}")
    bring(world.mara, tmp_path / "asana.csv")
    assert item("2").feature == feature("1")
    assert item("5").feature == feature("5")
    assert Dependency.objects.get().other == feature("1")


def test_an_epic_is_found_by_its_second_name(world: World, tmp_path: Path) -> None:
    epic = {**EPIC, "Custom field (Epic Name)": "INV"}
    bring(world.mara, export(tmp_path, epic, {**STORY, "Parent": "INV"}))
    assert item("AB-2").feature == feature("AB-1")


def test_a_sub_task_belongs_to_its_parents_epic(world: World, tmp_path: Path) -> None:
    sub_task = {**STORY, "Issue key": "AB-9", "Issue id": "109", "Issue Type": "Sub-task", "Parent": "AB-2"}
    bring(world.mara, export(tmp_path, sub_task, STORY, EPIC))
    assert item("AB-9").feature == feature("AB-1")


def test_a_parent_that_is_only_named_becomes_a_feature_once(world: World, tmp_path: Path) -> None:
    header = [*HEADER, "Parent key", "Parent summary"]
    orphan = {**STORY, "Parent": "999", "Parent key": "AB-7", "Parent summary": "Refunds"}
    files = [jira(tmp_path, {**orphan}, {**OTHER, "Issue Type": "Bug"}, header=header) for _ in range(2)]
    for path in files:
        of = bring(world.mara, path)
    assert (item("AB-2").feature.name, item("AB-2").feature.tracker_key) == ("Refunds", "AB-7")
    assert of.outcome["rows"] == {"created": 0, "updated": 0, "skipped": 2}


def test_an_epic_that_has_a_row_is_not_made_again_from_its_name(world: World, tmp_path: Path) -> None:
    header = [*HEADER, "Parent summary"]
    bring(world.mara, jira(tmp_path, {**STORY, "Parent summary": "INV"}, {**EPIC, **DONE}, header=header))
    assert (Feature.objects.get().name, feature("AB-1").state) == ("Invoices", FeatureState.SHIPPED)


def test_a_later_file_finds_the_features_of_an_earlier_one(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, EPIC))
    bring(world.mara, export(tmp_path, {**OTHER}, STORY))
    assert item("AB-2").feature == feature("AB-1")


def test_a_key_that_comes_twice_counts_once_as_it_stands_last(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY, {**STORY, "Summary": "Send by courier"}))
    assert (item("AB-2").name, of.outcome["copies"]) == ("Send by courier", 1)


def test_teams_come_from_the_component_and_are_made_once(world: World, tmp_path: Path) -> None:
    story = {**STORY, "Component/s": "billing core"}
    bring(world.mara, export(tmp_path, EPIC, story, {**story, "Issue key": "AB-6", "Component/s": "Ledger"}))
    assert item("AB-2").team == world.billing_core
    assert item("AB-6").team == Team.objects.get(name="Ledger")


def test_two_imports_in_the_background_end_as_one_after_the_other(world: World, tmp_path: Path) -> None:
    first = commands.begin(actor=world.mara, path=export(tmp_path, EPIC, STORY, name="one.csv"))
    second = commands.begin(actor=world.hana, path=export(tmp_path, EPIC, {**STORY, **DONE}, name="two.csv"))
    commands.work_on(second)
    commands.work_on(first)
    assert (Feature.objects.count(), Item.objects.count()) == (1, 1)


def test_everything_that_came_in_says_who_brought_it_and_from_which_file(world: World, tmp_path: Path) -> None:
    from pghistory.models import Context

    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    said = Context.objects.get(pk=of.context).metadata
    assert (said["actor"], said["reason"]) == (world.mara.pk, "Import of export.csv")
