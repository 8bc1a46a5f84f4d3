"""JSON of Jira, GitHub and Trello, and of anybody."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from northing.exchange.readers.reading import original_cells
from northing.exchange.readers.records import Link, Record
from northing.kernel.errors import Refused

from .files import document, everything, records, text


def issue(number: int, **more: Any) -> dict[str, Any]:
    """One issue as GitHub's API lists it."""
    api = "https://api.github.com/repos/tarn/pay"
    return {
        "url": f"{api}/issues/{number}",
        "repository_url": api,
        "html_url": f"https://github.com/tarn/pay/issues/{number}",
        "id": 9000 + number,
        "number": number,
        "title": f"Issue {number}",
        "state": "open",
        "labels": [],
        "assignees": [{"login": "mara"}],
        "created_at": "2025-01-02T10:00:00Z",
        "closed_at": None,
        "body": None,
        **more,
    }


def jira_issue(key: str, **fields: Any) -> dict[str, Any]:
    said = {
        "summary": f"Do {key}",
        "issuetype": {"name": "Story"},
        "created": "2025-09-22T09:26:00.000+0000",
        "status": {"name": "Working", "statusCategory": {"key": "indeterminate"}},
    }
    return {
        "id": key[-1] * 5,
        "key": key,
        "self": "https://tarn.atlassian.net/rest/api/3/issue/1",
        "fields": {**said, **fields},
    }


def test_the_api_list_with_pull_requests_left_out(tmp_path: Path) -> None:
    closed = issue(3, state="closed", state_reason="not_planned", closed_at="2025-02-02T10:00:00Z")
    recognised, rows = everything(document(tmp_path, [issue(1), issue(2, pull_request={"url": "x"}), closed]))
    assert recognised.source == "github"
    assert [(row.key, row.state) for row in rows] == [("tarn/pay#1", "planned"), ("tarn/pay#3", "cancelled")]
    assert (rows[0].product, rows[0].assignee, rows[0].url) == (
        "tarn/pay",
        "mara",
        "https://github.com/tarn/pay/issues/1",
    )


def test_what_gh_prints_even_as_windows_writes_it(tmp_path: Path) -> None:
    listed = '[{"number":7,"title":"Überweisen","state":"CLOSED","stateReason":"COMPLETED",\n'
    listed += '"createdAt":"2025-01-02T10:00:00Z","closedAt":"2025-02-02T10:00:00Z",'
    listed += '"labels":[{"name":"Epic: pay"}],"milestone":{"title":"v1","dueOn":null},'
    listed += '"assignees":[],"url":"https://github.com/tarn/pay/issues/7"}]'
    [row] = records(text(tmp_path, listed.encode("utf-16"), "issues.json"))
    assert (row.key, row.title, row.kind, row.state, row.releases) == (
        "tarn/pay#7",
        "Überweisen",
        "feature",
        "done",
        ("v1",),
    )
    assert row.done == datetime(2025, 2, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "values",
    [
        [[issue(1)], [issue(2)]],
        [[[issue(1)], [issue(2)]]],
        [issue(1), issue(2)],
        [{"total_count": 2, "incomplete_results": False, "items": [issue(1), issue(2)]}],
        [{"total_count": 2, "items": [issue(1)]}, {"total_count": 2, "items": [issue(2)]}],
    ],
    ids=["concatenated", "slurped", "one a line", "search", "pages of search"],
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_pages_in_every_form(tmp_path: Path, values: list[Any], between: str) -> None:
    assert [row.key for row in records(document(tmp_path, *values, between=between))] == [
        "tarn/pay#1",
        "tarn/pay#2",
    ]


def test_a_sub_issue_names_its_parent(tmp_path: Path) -> None:
    child = issue(2, parent_issue_url="https://api.github.com/repos/tarn/pay/issues/1", type={"name": "Task"})
    assert records(document(tmp_path, [child]))[0].parent == "tarn/pay#1"


def test_rows_of_one_line_are_told_apart(tmp_path: Path) -> None:
    rows = everything(text(tmp_path, '[{"name": "Pay"}, {"name": "Earn"}]', "any.json"))[1]
    assert [row.line for row in rows] == [1, 2]


def test_lines_and_texts_of_json_are_those_of_the_file(tmp_path: Path) -> None:
    lines = '[\n {"name": "Pay",\n  "status": "Done"},\n\n {"name": "Earn", "status": "To Do"}\n]'
    recognised, rows = everything(text(tmp_path, lines, "any.json"))
    assert [row.line for row in rows] == [2, 5]
    assert rows[0].original == '{"name": "Pay",\n  "status": "Done"}'
    assert original_cells(rows[0].original, recognised) == [("name", "Pay"), ("status", "Done")]


@pytest.mark.parametrize("pages", [1, 3])
def test_jira_json_with_named_custom_fields(tmp_path: Path, pages: int) -> None:
    links = [
        {"type": {"name": "Blocks"}, "outwardIssue": {"key": "AB-9"}},
        {"type": {"name": "Blocks"}, "inwardIssue": {"key": "AB-8"}},
    ]
    epic = jira_issue("AB-1", issuetype={"name": "Epic", "hierarchyLevel": 1}, issuelinks=links)
    story = jira_issue(
        "AB-2",
        parent={"id": "11111", "key": "AB-1", "fields": {"summary": "Do AB-1"}},
        customfield_7=[{"name": "S 1"}],
        labels=["a", "b"],
        description={
            "type": "doc",
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hi"}]}],
        },
    )
    page = {"issues": [epic, story], "names": {"customfield_7": "Sprint"}}
    recognised, rows = everything(document(tmp_path, page if pages == 1 else [page] * pages))
    assert (recognised.source, len(rows)) == ("jira-json", 2 * pages)
    first, second = rows[:2]
    assert (first.kind, first.state, first.url) == (
        "feature",
        "building",
        "https://tarn.atlassian.net/browse/AB-1",
    )
    assert first.links == (Link("Blocks", "outward", "AB-9"), Link("Blocks", "inward", "AB-8"))
    assert (second.parent, second.sprints, second.labels, second.description) == (
        "AB-1",
        ("S 1",),
        ("a", "b"),
        "Hi",
    )


def test_jira_json_tells_from_its_changelog_when_work_started(tmp_path: Path) -> None:
    moved = jira_issue("AB-1")
    moved["changelog"] = {
        "histories": [
            {
                "created": "2025-09-24T08:00:00.000+0000",
                "items": [{"field": "status", "toString": "In Review"}],
            },
            {
                "created": "2025-09-23T08:00:00.000+0000",
                "items": [{"field": "status", "toString": "In Progress"}],
            },
        ]
    }
    assert records(document(tmp_path, {"issues": [moved]}))[0].started == datetime(
        2025, 9, 23, 8, 0, tzinfo=UTC
    )


def trello(**card: Any) -> dict[str, Any]:
    number = "65f0c0000000000000000001"

    def move(when: str, to: str) -> dict[str, Any]:
        return {"type": "updateCard", "date": when, "data": {"card": {"id": number}, "listAfter": {"name": to}}}

    actions = [
        move("2025-03-01T10:00:00.000Z", "Done"),
        move("2025-02-21T10:00:00.000Z", "Doing"),
        move("2025-02-20T10:00:00.000Z", "Doing"),
    ]
    said = {
        "id": number,
        "name": "Pay by card",
        "idList": "l1",
        "closed": False,
        "idMembers": ["m1"],
        "labels": [{"name": "", "color": "red"}],
        "dateLastActivity": "2025-04-02T10:00:00.000Z",
    }
    return {
        "id": "b",
        "name": "Payments",
        "actions": actions,
        "cards": [{**said, **card}],
        "lists": [{"id": "l1", "name": "Done"}, {"id": "l2", "name": "Doing"}],
        "members": [{"id": "m1", "fullName": "Mara"}],
    }


def test_a_trello_card_takes_its_dates_from_id_and_moves(tmp_path: Path) -> None:
    [row] = records(document(tmp_path, trello()))
    assert (row.product, row.assignee, row.labels, row.state) == ("Payments", "Mara", ("red",), "done")
    assert row.created == datetime.fromtimestamp(0x65F0C000, UTC)
    assert (row.started, row.done) == (
        datetime(2025, 2, 20, 10, 0, tzinfo=UTC),
        datetime(2025, 3, 1, 10, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("card", "state"),
    [
        ({"idList": "l2"}, "building"),
        ({"idList": "l2", "closed": True}, "done"),
        ({"idList": "l2", "dueComplete": True}, "done"),
    ],
)
def test_a_trello_card_is_done_by_its_list_or_when_it_is_put_away(
    tmp_path: Path, card: dict[str, Any], state: str
) -> None:
    [row] = records(document(tmp_path, trello(**card)))
    assert row.state == state
    assert (row.done is None) == (state == "building")


def test_half_letters_and_zeros_do_not_come_in(tmp_path: Path) -> None:
    [row] = records(text(tmp_path, r'[{"name": "Pay \ud83d now\u0000", "status": "Done"}]', "any.json"))
    assert (row.title, "\0" in row.original) == ("Pay ? now", False)
    assert isinstance(row, Record)


@pytest.mark.parametrize(
    "content", ['{"a": 1}', "[1, 2]", '[{"title": "x"', '{"issues": [}', "[{}] what", '{"a" 1}']
)
def test_json_that_is_broken_or_of_nobody_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refused):
        everything(text(tmp_path, content, "any.json"))
