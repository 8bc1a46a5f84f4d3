"""XLSX: dates of both epochs, sheets, formulas, and rows far apart."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from northing.exchange.readers.reading import original_cells

from .files import everything, records

HEADER = ["Key", "Summary", "Issue Type", "Status", "Created", "Due date", "Story Points"]
ROW: list[Any] = ["AB-1", "Pay by card", "Epic", "Done", datetime(2025, 9, 22, 9, 26), date(2025, 12, 24), 5]


def workbook(folder: Path, *rows: list[Any], mac: bool = False, sheet: str = "Issues") -> Path:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    book.active.title = "Cover"
    book.active["B2"] = "Payments"
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    path = folder / "export.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("mac", [False, True], ids=["1900", "1904"])
def test_dates_of_both_epochs(tmp_path: Path, mac: bool) -> None:
    recognised, [row] = everything(workbook(tmp_path, HEADER, ROW, mac=mac))
    assert (recognised.container, recognised.source, recognised.layout.sheet) == ("xlsx", "jira", "Issues")
    assert (row.created, row.due) == (datetime(2025, 9, 22, 9, 26, tzinfo=UTC), date(2025, 12, 24))
    assert (row.key, row.kind, row.estimate) == ("AB-1", "feature", "5")
    assert original_cells(row.original, recognised)[1] == ("Summary", "Pay by card")


def test_spacer_rows_and_gaps_keep_the_row_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Exported in March"], [], [], HEADER, ROW, [], ["AB-2", "Earn"])
    recognised, rows = everything(path)
    assert (recognised.layout.header_line, [row.line for row in rows]) == (4, [5, 7])


def test_texts_in_runs_inline_and_from_formulas(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["Key", "Summary", "Issue Type", "Status", "Flag"])
    page.write_string(1, 0, "AB-1")
    page.write_rich_string(1, 1, "Pay ", book.add_format({"bold": True}), "by card")
    page.write_formula(1, 3, '="Do"&"ne"', None, "Done")
    page.write_boolean(1, 4, True)
    book.close()
    [row] = records(path)
    assert (row.title, row.status, row.type) == ("Pay by card", "Done", "")


def test_a_streamed_sheet_with_inline_texts(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADER)
    for number in range(1, 3_000):
        page.write_row(number, 0, [f"AB-{number}", f"Row {number}"])
    book.close()
    recognised, rows = everything(path)
    assert len(rows) == 2_999
    assert not recognised.complete


def test_what_is_empty_at_a_rows_end_shifts_nothing(tmp_path: Path) -> None:
    header = ["Key", "Summary", "Issue Type", "Status", "Created", "Resolved", "Due date", "Parent"]
    epic = ["A-1", "Pay", "Epic", "Doing", date(2026, 3, 2), None, date(2026, 12, 1)]
    story = ["A-2", "By card", "Story", "Done", date(2026, 3, 2), date(2026, 3, 19), None, "A-1"]
    first, second = records(workbook(tmp_path, header, epic, story))
    assert (first.due, first.parent, second.parent) == (date(2026, 12, 1), "", "A-1")
