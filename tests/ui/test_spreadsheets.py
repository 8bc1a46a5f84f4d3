"""Lists for a spreadsheet: what people typed is never run as a formula, wherever it stands."""

import csv
import io

import openpyxl
import pytest

from northing.ui.spreadsheets import csv_lines, workbook

FORMULAS = ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_a_csv_also_as_a_heading(text: str) -> None:
    written = "".join(csv_lines([text, "Price"], [[text, -1]])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [[f"'{text}", "Price"], [f"'{text}", "-1"]]


def test_a_formula_is_text_in_a_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("List", ["=1+1"], [["=1+1"]]))).active
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows()] == [("=1+1", "s")] * 2
