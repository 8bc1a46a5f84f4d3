"""Where columns go, and why."""

from dataclasses import replace
from pathlib import Path

import pytest

from northing.exchange.mapping import Mapping
from northing.exchange.matching import match, missing, proposed, to_check
from northing.exchange.readers.sniffing import sniff
from northing.kernel.errors import Refused

from .files import JIRA, jira, records, table, text

# The header lines of other trackers' exports, shortened to what tells them apart.
HEADERS = {
    "Jira": "Summary,Issue key,Issue id,Parent id,Issue Type,Status,Created,Resolved,Fix Version/s",
    "Linear": "ID,Team,Title,Status,Project,Created,Triaged,Completed,Canceled,Due Date,Parent issue",
    "Asana": "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Projects,Parent task",
    "Shortcut": "id,name,type,is_completed,created_at,started_at,completed_at,state,epic_id,epic,team,due_date",
    "Plane": "ID,Project,Name,State,Start Date,Target Date,Cycle Name,Module Name,Created At,Completed At",
    "Azure DevOps": "ID,Work Item Type,Title,Assigned To,State,Tags,Area Path,Created Date,Closed Date,Parent",
    "Redmine": "#,Project,Tracker,Parent task,Status,Subject,Assignee,Target version,Created,Closed",
}


@pytest.mark.parametrize("tool", HEADERS)
def test_a_header_is_recognised_and_matched(tmp_path: Path, tool: str) -> None:
    recognised = sniff(text(tmp_path, HEADERS[tool] + "\n"))
    mapping = proposed(recognised, match(recognised))
    assert recognised.tool == tool
    assert {"key", "title", "status", "created", "done"} <= mapping.fields.keys()
    assert mapping.fields.keys() & {"parent", "feature"}


def test_names_we_do_not_know_are_matched_by_their_values(tmp_path: Path) -> None:
    rows = [[f"PAY-{n}", f"Pay by card {n}", ("Done", "To Do")[n % 2], "42"] for n in range(9)]
    recognised = sniff(table(tmp_path, ["A", "B", "C", "D"], *rows))
    assert [(found.target, found.why, found.sure) for found in match(recognised)] == [
        ("key", "by its values", True),
        ("title", "by its values", False),
        ("status", "by its values", True),
        ("", "left out", True),
    ]


def test_what_needs_a_look_says_what_to_look_at(tmp_path: Path) -> None:
    header = ["Summary", "Issue key", "Status", "Created", "Custom field (Target end)", "Custom field (Size)"]
    rows = [
        ["Pay", "AB-1", "To Do", "3/4/25", "3/5/25", "M"],
        ["Earn", "AB-2", "Parked here", "3/4/25", "3/5/25", "L"],
    ]
    recognised = sniff(table(tmp_path, header, *rows))
    notes = {found.column: found.note for found in to_check(match(recognised))}
    assert notes["Status"] == "1 value to place: Parked here"
    assert notes["Created"].startswith("Day or month first?")
    assert notes["Custom field (Target end)"].startswith("Day or month first?")
    assert notes["Custom field (Size)"].startswith("Letters are not ranges")


def test_what_was_said_last_time_is_proposed_again(tmp_path: Path) -> None:
    recognised = sniff(jira(tmp_path, {"Votes": "3"}, header=[*JIRA, "Votes"]))
    saved = proposed(recognised, match(recognised)).with_column("Votes", "estimate").with_column("Updated", "")
    saved = replace(saved, states={"To Do": "idea"}, zone="Europe/Paris")
    again = {found.column: found for found in match(recognised, saved)}
    assert (again["Votes"].target, again["Votes"].why) == ("estimate", "used last time")
    assert (again["Updated"].target, again["Updated"].why) == ("", "used last time")
    assert proposed(recognised, match(recognised, saved), saved) == saved
    assert records(tmp_path / "export.csv", saved)[0].state == "idea"


def test_a_column_of_words_under_the_name_of_a_date_is_left_out(tmp_path: Path) -> None:
    recognised = sniff(table(tmp_path, ["Title", "Completed"], ["Pay", "yes"], ["Earn", "no"]))
    assert [found.target for found in match(recognised)] == ["title", ""]


def test_a_custom_field_is_not_taken_for_the_field_of_that_name(tmp_path: Path) -> None:
    recognised = sniff(jira(tmp_path, {}, header=[*JIRA, "Custom field (Status)", "Custom field (Summary)"]))
    assert [found.target for found in match(recognised)][-2:] == ["", ""]


def test_a_mapping_survives_being_saved() -> None:
    mapping = Mapping(
        {"title": ("A", "B"), "due": ("C",)},
        {"Öffen": "idea"},
        {"Bug": "skip"},
        "component",
        {"C": "mdy"},
        "Europe/Rome",
        True,
        ("D",),
        ("C",),
        {"M": "2–6"},
    )
    assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1, "fields": {"nonsense": ["A"]}}',
        '{"version": 1, "fields": {"title": "A"}}',
        '{"version": 1, "states": {"A": "nonsense"}}',
        '{"version": 1, "orders": {"A": "ymd"}}',
        '{"version": 1, "zone": "Nowhere/Town"}',
        '{"version": 1, "sizes": {"M": "a while"}}',
        '{"version": 1, "fields": {"title": [1]}}',
        "[" * 5_000,
    ],
)
def test_a_mapping_that_is_none_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        Mapping.from_json(content)


def test_a_mapping_without_a_name_cannot_run() -> None:
    assert missing(Mapping({})) == ["No column gives the name. Choose the column that holds it."]
    assert missing(Mapping({"title": ("A",)})) == []


def test_a_column_named_like_a_date_that_holds_none_is_asked_for(tmp_path: Path) -> None:
    recognised = sniff(text(tmp_path, "Name,Due date\nPay by card,soon\nPay later,after summer\n"))
    [doubt] = to_check(match(recognised))
    assert (doubt.column, doubt.target) == ("Due date", "")
    assert "“soon”" in doubt.note
