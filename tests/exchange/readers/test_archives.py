"""ZIP files: one table comes in, everything else is refused in words and leaves nothing behind."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from northing.exchange.readers import archives
from northing.exchange.readers.archives import unpack
from northing.exchange.readers.sniffing import sniff
from northing.kernel.errors import Refused

TABLE = "Summary,Issue key\nPay by card,AB-1\n"


def packed(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_the_one_table_takes_the_place_of_its_zip_file(tmp_path: Path) -> None:
    path = packed(
        tmp_path, {"export/issues.csv": TABLE, "readme.md": "Hello", "__MACOSX/export/._issues.csv": b"x"}
    )
    assert unpack(path) == "issues.csv"
    assert path.read_text() == TABLE
    assert [column.name for column in sniff(path, "issues.csv").columns] == ["Summary", "Issue key"]
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_zip_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "issues.csv"
    path.write_text(TABLE)
    assert unpack(path) == ""
    assert path.read_text() == TABLE


def test_a_workbook_is_left_to_the_reader_of_workbooks(tmp_path: Path) -> None:
    path = packed(tmp_path, {"xl/workbook.xml": "<workbook/>"})
    before = path.read_bytes()
    assert unpack(path) == ""
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.csv": TABLE, "b.csv": TABLE}, "2 tables"),
        ({"a.png": b"x"}, "no CSV, XLSX or JSON"),
        ({"a.zip": b"PK"}, "no CSV, XLSX or JSON"),
        ({"a.csv": b"a" * 30_000_000}, "200 times its size"),
        ({f"f{n}.md": "" for n in range(1_100)}, "1,100 parts"),
    ],
)
def test_other_zip_files_are_refused_and_nothing_is_left_beside_them(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    path = packed(tmp_path, files)
    with pytest.raises(Refused, match=said):
        unpack(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_of_contents_that_lies_small_lets_no_more_out(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": TABLE * 50_000})
    size = len(TABLE) * 50_000
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    with pytest.raises(Refused, match="damaged"):
        unpack(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_too_large_is_refused_by_what_is_said_and_by_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path, {"a.csv": TABLE * 100})
    monkeypatch.setattr(archives, "MAX_BYTES", 1_000)
    with pytest.raises(Refused, match="unpacks to more than"):
        unpack(path)
    monkeypatch.setattr(archives, "_check", lambda table: None)
    with pytest.raises(Refused, match="unpacks to more than"):
        unpack(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_zip_file_of_a_folder_that_was_damaged_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": TABLE * 100})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\0" * 15
    path.write_bytes(bytes(content))
    with pytest.raises(Refused, match="damaged"):
        unpack(path)
