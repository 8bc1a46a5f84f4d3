"""Delimited text in any layout."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.sniffing import sniff, survey
from northing.kernel.errors import Refused

from .files import everything, records, refusals, table, text

HEADER = ["Title", "Status", "Created", "Notes"]
ROWS = [
    ["Überweisung – jetzt", "Done", "2025-03-01", "a;b"],
    ["Straße, Nr. 5", "To Do", "2025-03-02", 'said "so"\nand so'],
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_recognised(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [[cell.replace("–", "-") for cell in row] if encoding == "latin-1" else row for row in ROWS]
    path = table(tmp_path, HEADER, *rows, encoding=encoding, delimiter=separator)
    assert sniff(path).layout.separator == separator
    assert [row.title for row in records(path)] == [row[0] for row in rows]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp932", "一部返金ができません。とても困っています"),
        ("cp949", "부분 환불이 안됩니다 자주 꺼집니다"),
        ("gb18030", "部分退款无法完成，客户非常着急"),
        ("cp1251", "Возврат части счёта, очень медленно"),
        ("cp1252", "Größenänderung für «déjà-vu» – ça été"),
    ],
)
def test_what_spreadsheets_of_other_countries_write_is_read(tmp_path: Path, encoding: str, title: str) -> None:
    path = text(tmp_path, f"Title,Status\n{title.replace(',', '')},Done\n".encode(encoding))
    assert [row.title for row in records(path)] == [title.replace(",", "")]


def test_a_few_broken_bytes_do_not_spoil_the_other_letters(tmp_path: Path) -> None:
    content = "Title,Status\n" + "Größe und Maß,Done\n" * 50
    path = text(tmp_path, content.encode() + b"Caf\xe9,Done\n")
    assert records(path)[0].title == "Größe und Maß"


def test_a_declared_separator_and_spacer_rows_above_the_header(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "sep=;\n\n;;;\nExported on 3 March;;;\nTitle;Status;Created;Notes\nPay, by card;Done;2025-03-01;\n",
    )
    recognised, [row] = everything(path)
    assert (recognised.layout.header_line, row.line, row.title) == (5, 6, "Pay, by card")


def test_an_unclosed_quote_is_refused_where_it_opens(tmp_path: Path) -> None:
    path = text(tmp_path, 'Title,Status\nPay,Done\n"never closed,Done\n' + "word " * 300_000 + "\nLast,Done\n")
    [refusal] = refusals(path)
    assert refusal.line == 3
    assert "never closed" in refusal.reason
    assert [row.title for row in everything(path)[1] if row not in (refusal,)][-1] == "Last"


def test_windows_1252_quotes_and_zero_characters_do_no_harm(tmp_path: Path) -> None:
    path = text(tmp_path, b"Title,Status\n\x93Pay\x94\x00 now,Done\n")
    assert records(path)[0].title == "“Pay” now"


def test_a_list_behind_commas_in_one_cell_is_taken_apart(tmp_path: Path) -> None:
    path = table(tmp_path, ["ID", "Title", "Labels", "Blocked by"], ["1", "Pay", "a, b,a", "EN-4, EN-5"])
    [row] = records(path)
    assert row.labels == ("a", "b")
    assert [(link.type, link.direction, link.target) for link in row.links] == [
        ("Blocks", "inward", "EN-4"),
        ("Blocks", "inward", "EN-5"),
    ]


def test_a_survey_counts_all_rows_exactly(tmp_path: Path) -> None:
    path = table(
        tmp_path, HEADER, *([f"Row {n}", "Done" if n % 2 else "", "2025-03-01", ""] for n in range(5_000))
    )
    guess = sniff(path)
    exact = survey(path, guess)
    assert (guess.complete, exact.complete, exact.rows) == (False, True, 5_000)
    assert abs(guess.rows - 5_000) < 250
    status = exact.column("Status")
    assert status is not None
    assert (status.filled, status.values) == (0.5, {"Done": 2_500})


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b",,,\n,,,\n"])
def test_a_file_without_a_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused):
        sniff(text(tmp_path, content))


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=12)
DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), DIALECTS)
def test_any_table_that_python_writes_reads_back(
    cells: list[tuple[str, str, str]], dialect: dict[str, object]
) -> None:
    header = ["Issue key", "Summary", "Status", "Description"]
    rows = [[f"AB-{n}", *row] for n, row in enumerate(cells)]
    with TemporaryDirectory() as folder:
        path = table(Path(folder), header, *rows, **dialect)
        assert [row for _, row, _ in data_rows(path, sniff(path))] == rows
