"""Jira's CSV, with the traps of genuine files."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from northing.exchange.matching import match, proposed
from northing.exchange.readers.reading import original_cells
from northing.exchange.readers.records import Link
from northing.exchange.readers.sniffing import sniff

from .files import JIRA, everything, jira, records, refusals, table


def test_a_row_becomes_a_record_with_its_moments(tmp_path: Path) -> None:
    path = jira(tmp_path, {"Status": "Done", "Resolved": "24/Sep/25 12:05 PM"})
    recognised, rows = everything(path)
    [row] = rows
    assert (recognised.source, recognised.tool, recognised.complete) == ("jira", "Jira", True)
    assert (row.line, row.key, row.id, row.title, row.state, row.kind) == (
        2,
        "AB-1",
        "10001",
        "Pay by card",
        "done",
        "item",
    )
    assert row.created == datetime(2025, 9, 22, 9, 26, tzinfo=UTC)
    assert (row.done, row.done_from) == (datetime(2025, 9, 24, 12, 5, tzinfo=UTC), "done")


def test_repeated_columns_give_all_their_values_once(tmp_path: Path) -> None:
    header = [
        *JIRA,
        "Sprint",
        "Sprint",
        "Labels",
        "Labels",
        "Comment",
        "Comment",
        "Fix Version/s",
        "Fix Version/s",
    ]
    rest = ["S 1", "S 2", "pay", "pay", "said", "more, said", "1.0", ""]
    path = table(tmp_path, header, ["Pay", "AB-1", "1", "Epic", "To Do", "22/Sep/25 9:26 AM", "", "", *rest])
    [row] = records(path)
    assert (row.sprints, row.labels, row.releases, row.kind) == (("S 1", "S 2"), ("pay",), ("1.0",), "feature")


def test_issue_links_keep_type_and_direction(tmp_path: Path) -> None:
    header = [*JIRA, "Inward issue link (Blocks)", "Outward issue link (Blocks)", "Outward issue link (Blocks)"]
    path = table(tmp_path, header, ["Pay", "AB-1", "1", "Bug", "To Do", "", "", "", "AB-7", "AB-8", "AB-9"])
    [row] = records(path)
    assert row.links == (
        Link("Blocks", "inward", "AB-7"),
        Link("Blocks", "outward", "AB-8"),
        Link("Blocks", "outward", "AB-9"),
    )


@pytest.mark.parametrize(
    "column",
    [
        "Parent",
        "Parent id",
        "Parent key",
        "Epic Link",
        "Custom field (Epic Link)",
        "Custom field (Parent Link)",
    ],
)
def test_a_parent_is_found_however_its_column_is_called(tmp_path: Path, column: str) -> None:
    [row] = records(jira(tmp_path, {column: "AB-5"}, header=[*JIRA, column]))
    assert row.parent == "AB-5"


def test_more_label_cells_than_headers_do_not_shift_what_follows(tmp_path: Path) -> None:
    header = ["Summary", "Issue key", "Issue Type", "Labels", "Labels", "Status", "Created"]
    good = [[f"Row {n}", f"AB-{n}", "Story", "a", "", "To Do", "22/Sep/25 9:26 AM"] for n in range(1, 5)]
    wide = ["Wide", "AB-9", "Story", "a", "b", "c", "d", "To Do", "23/Sep/25 9:26 AM"]
    row = records(table(tmp_path, header, *good, wide))[-1]
    assert (row.labels, row.status, row.created) == (
        ("a", "b", "c", "d"),
        "To Do",
        datetime(2025, 9, 23, 9, 26, tzinfo=UTC),
    )


def test_a_row_a_field_short_is_fitted_by_its_dates(tmp_path: Path) -> None:
    header = ["Summary", "Issue key", "Issue Type", "Labels", "Status", "Created", "Resolution"]
    good = [[f"Row {n}", f"AB-{n}", "Story", "a", "To Do", "22/Sep/25 9:26 AM", ""] for n in range(1, 5)]
    at_the_end = ["End", "AB-8", "Story", "a", "To Do", "22/Sep/25 9:26 AM"]
    within = ["Within", "AB-9", "Story", "To Do", "23/Sep/25 9:26 AM", "Done"]
    rows = records(table(tmp_path, header, *good, at_the_end, within))[-2:]
    assert [(row.title, row.status, row.created and row.created.day) for row in rows] == [
        ("End", "To Do", 22),
        ("Within", "To Do", 23),
    ]


def test_a_row_that_fits_in_no_way_is_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path, JIRA, ["Pay", "AB-1", "1", "Story", "To Do", "22/Sep/25 9:26 AM", "", ""], ["a", "b", "c"]
    )
    [refusal] = refusals(path)
    assert refusal.line == 3
    assert "3 cells, the header 8" in refusal.reason


def test_lines_are_those_of_the_file_though_cells_hold_line_breaks(tmp_path: Path) -> None:
    path = jira(
        tmp_path, {"Description": "one\ntwo\r\nthree"}, {"Issue key": "AB-2"}, header=[*JIRA, "Description"]
    )
    assert [(row.line, row.key) for row in records(path)] == [(2, "AB-1"), (5, "AB-2")]


def test_the_original_row_is_kept_word_for_word(tmp_path: Path) -> None:
    path = jira(tmp_path, {"Description": 'say "hi",\nthen go'}, header=[*JIRA, "Description"])
    recognised, [row] = everything(path)
    assert row.original == path.read_bytes().decode().split("\r\n", 1)[1]
    assert dict(original_cells(row.original, recognised))["Description"] == 'say "hi",\nthen go'


def test_a_date_that_is_none_is_refused_with_place_and_value(tmp_path: Path) -> None:
    path = jira(tmp_path, {}, {}, {"Issue key": "AB-2", "Created": "31/Feb/25 9:26 AM"}, {}, {}, {})
    [refusal] = refusals(path)
    assert refusal[:4] == (4, "Created", "31/Feb/25 9:26 AM", "There is no day “31/Feb/25”")


def test_work_that_ended_before_it_began_is_refused_or_swapped(tmp_path: Path) -> None:
    path = jira(tmp_path, {"Status": "Done", "Resolved": "01/Sep/25 9:26 AM"})
    [refusal] = refusals(path)
    assert refusal[:4] == (2, "Resolved", "01/Sep/25 9:26 AM", "Finished before it was created")
    recognised = sniff(path)
    mapping = replace(proposed(recognised, match(recognised)), swap_dates=True)
    [row] = records(path, mapping)
    assert (row.created, row.done) == (
        datetime(2025, 9, 1, 9, 26, tzinfo=UTC),
        datetime(2025, 9, 22, 9, 26, tzinfo=UTC),
    )


def test_a_row_without_a_name_is_refused(tmp_path: Path) -> None:
    [refusal] = refusals(jira(tmp_path, {"Summary": "  "}))
    assert refusal[1:4] == ("Summary", "", "No name")


def test_done_without_a_date_takes_the_last_change_and_says_so(tmp_path: Path) -> None:
    [row] = records(jira(tmp_path, {"Status": "Done", "Updated": "25/Sep/25 9:00 AM"}))
    assert (row.done, row.done_from) == (datetime(2025, 9, 25, 9, 0, tzinfo=UTC), "updated")


def test_a_reopened_issue_that_kept_its_date_is_not_done(tmp_path: Path) -> None:
    [row] = records(jira(tmp_path, {"Status": "In Progress", "Resolved": "25/Sep/25 9:00 AM"}))
    assert (row.state, row.done) == ("building", None)


def test_the_phase_tells_when_work_started_and_that_a_foreign_status_is_done(tmp_path: Path) -> None:
    header = [*JIRA, "Status Category", "Status Category Changed", "Resolution"]
    building = {
        "Status": "Bei Anna",
        "Status Category": "In Arbeit",
        "Status Category Changed": "23/Sep/25 8:00 AM",
    }
    done = {"Status": "Abgehakt", "Status Category": "Fertig", "Resolved": "24/Sep/25 8:00 AM"}
    given_up = {**done, "Resolution": "Won't Do"}
    rows = records(jira(tmp_path, building, done, given_up, header=header))
    assert [row.state for row in rows] == ["building", "done", "cancelled"]
    assert rows[0].started == datetime(2025, 9, 23, 8, 0, tzinfo=UTC)


def test_a_german_export_is_understood(tmp_path: Path) -> None:
    header = [
        "Zusammenfassung",
        "Vorgangsschlüssel",
        "Vorgangs-ID",
        "Vorgangstyp",
        "Status",
        "Erstellt",
        "Erledigt",
        "Fälligkeitsdatum",
    ]
    path = table(
        tmp_path,
        header,
        ["Zahlen", "AB-1", "7", "Epic", "Erledigt", "22/Mai/25 9:26 AM", "01/Dez/25 9:26 AM", "2025-12-24"],
    )
    recognised, [row] = everything(path)
    assert (recognised.source, row.key, row.id, row.kind, row.state) == ("jira", "AB-1", "7", "feature", "done")
    assert (row.created, row.due) == (datetime(2025, 5, 22, 9, 26, tzinfo=UTC), date(2025, 12, 24))


def test_statuses_and_kinds_go_where_a_person_says(tmp_path: Path) -> None:
    path = jira(tmp_path, {"Status": "Parked"}, {"Issue key": "AB-2", "Issue Type": "Bug"})
    recognised = sniff(path)
    mapping = replace(
        proposed(recognised, match(recognised)), states={"Parked": "cancelled"}, kinds={"Bug": "skip"}
    )
    assert [(row.key, row.state) for row in records(path, mapping)] == [("AB-1", "cancelled")]


@pytest.mark.parametrize(
    ("chosen", "team"),
    [
        ("", "Rails"),
        ("component", "Ledger"),
        ("assignee", "mara"),
        ("product", "Pay"),
        ("Custom field (Squad)", "Blue"),
    ],
)
def test_the_team_comes_from_where_it_is_said_to(tmp_path: Path, chosen: str, team: str) -> None:
    header = [*JIRA, "Team", "Component/s", "Assignee", "Project name", "Custom field (Squad)"]
    row = {
        "Team": "Rails",
        "Component/s": "Ledger",
        "Assignee": "mara",
        "Project name": "Pay",
        "Custom field (Squad)": "Blue",
    }
    path = jira(tmp_path, row, header=header)
    recognised = sniff(path)
    mapping = replace(proposed(recognised, match(recognised)), team_from=chosen)
    assert [row.team for row in records(path, mapping)] == [team]


def test_times_without_a_zone_are_in_the_zone_that_is_said(tmp_path: Path) -> None:
    path = jira(tmp_path, {})
    recognised = sniff(path)
    [row] = records(path, replace(proposed(recognised, match(recognised)), zone="Europe/Berlin"))
    assert row.created == datetime(2025, 9, 22, 7, 26, tzinfo=UTC)
