"""The exports of each tool come in, by the command and by the page alike."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from northing.exchange import commands, queries
from northing.exchange.models import ImportState
from northing.planning.models import Feature, FeatureState, Item, ItemState
from tests.conftest import Clients, World
from tests.exchange.bringing import DONE, EPIC, STORY, bring, export
from tests.exchange.readers.files import document, table

Make = Callable[[Path], Path]


def jira_csv(folder: Path) -> Path:
    return export(folder, {**EPIC, "Component/s": "Payments"}, {**STORY, **DONE})


def jira_json(folder: Path) -> Path:
    def issue(key: str, number: str, kind: str, **fields: object) -> dict[str, object]:
        status = {"name": "Done", "statusCategory": {"name": "Done", "key": "done"}}
        said = {
            "summary": f"Thing {key}",
            "issuetype": {"name": kind},
            "status": status,
            "created": "2026-03-02T09:00:00.000+0000",
            "resolutiondate": "2026-03-20T12:00:00.000+0000",
        }
        return {"id": number, "key": key, "fields": said | fields}

    epic, story = (
        issue("AB-1", "101", "Epic"),
        issue("AB-2", "102", "Story", parent={"key": "AB-1", "id": "101"}),
    )
    return document(folder, {"issues": [epic, story], "total": 2})


def github(folder: Path) -> Path:
    issue = {
        "number": 7,
        "title": "Pay by card",
        "state": "closed",
        "state_reason": "completed",
        "created_at": "2026-03-02T09:00:00Z",
        "closed_at": "2026-03-20T12:00:00Z",
        "html_url": "https://git.example/shop/web/issues/7",
        "labels": [{"name": "bug"}],
        "assignees": [{"login": "ada"}],
    }
    return document(folder, [issue])


def linear(folder: Path) -> Path:
    header = ["ID", "Team", "Title", "Description", "Status", "Project", "Assignee", "Created", "Completed"]
    header += ["Canceled", "Cycle Name", "Triaged", "Parent issue"]
    row = ["ENG-1", "Core", "Pay by card", "", "Done", "Checkout", "ada", "2026-03-02T09:00:00Z"]
    return table(folder, header, [*row, "2026-03-20T12:00:00Z", "", "", "", ""])


def trello(folder: Path) -> Path:
    lists = [{"id": "l1", "name": "Done", "closed": False}]
    card = {"id": "65e2f0a0b2c3d4e5f6a7b8c9", "shortLink": "abc", "name": "Pay by card", "idList": "l1"}
    more = {"closed": False, "dateLastActivity": "2026-03-20T12:00:00.000Z", "idLabels": [], "labels": []}
    board = {"id": "b1", "name": "Shop", "lists": lists, "cards": [card | more], "actions": []}
    return document(folder, board)


def redmine(folder: Path) -> Path:
    header = ["#", "Tracker", "Subject", "Status", "Created", "Closed"]
    row = ["12", "Feature", "Pay by card", "Closed", "03/02/2026 09:00 AM", "03/20/2026 12:00 PM"]
    return table(folder, header, row, encoding="utf-8-sig", delimiter=";")


def workbook(folder: Path) -> Path:
    book = Workbook()
    book.active.append(["Name", "Status", "Created", "Completed"])
    book.active.append(["Pay by card", "Done", "2026-03-02", "2026-03-20"])
    path = folder / "plan.xlsx"
    book.save(path)
    return path


FORMATS = [jira_csv, jira_json, github, linear, trello, redmine, workbook]


@pytest.mark.parametrize("make", FORMATS)
def test_a_file_of_each_tool_comes_in_by_the_command(world: World, tmp_path: Path, make: Make) -> None:
    of = bring(world.mara, make(tmp_path))
    assert (of.state, of.refused) == (ImportState.DONE, 0)
    assert Feature.objects.count() == 1
    done = Item.objects.filter(state=ItemState.DONE)
    assert done.count() == 1 or Feature.objects.filter(state=FeatureState.SHIPPED).exists()
    assert all(item.feature_id for item in Item.objects.all())


@pytest.mark.parametrize("make", FORMATS)
def test_a_file_of_each_tool_comes_in_by_the_page(
    world: World, clients: Clients, tmp_path: Path, make: Make
) -> None:
    client = clients["mara"]
    with make(tmp_path).open("rb") as file:
        answer = client.post("/settings/import/", {"file": file})
    page = answer.headers["Location"]
    of = queries.imports(world.mara).get()
    commands.work_on(of)
    looked = client.get(page).content.decode()
    assert "Bring in 1 row" in looked or "Bring in 2 rows" in looked
    assert Feature.objects.count() == 0
    client.post(f"{page}run/")
    of.refresh_from_db()
    commands.work_on(of)
    assert "Undo all" in client.get(page).content.decode()
    assert Feature.objects.count() == 1


def test_a_source_that_the_file_is_not_of_is_refused(world: World, tmp_path: Path) -> None:
    from northing.kernel.errors import Refused

    with pytest.raises(Refused, match="looks like GitHub, not trello"):
        bring(world.mara, github(tmp_path), source="trello")


def test_a_header_without_rows_brings_nothing_and_is_no_error(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path))
    assert (of.state, of.outcome["rows_read"], Feature.objects.count()) == (ImportState.DONE, 0, 0)
