"""Files made to hurt: each is refused with a message, within bounds of memory."""

import json
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from northing.exchange.readers import guard
from northing.exchange.readers.sniffing import sniff
from northing.kernel.errors import Refused

from .files import everything, text

RELATIONS = (
    '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'


def xlsx(folder: Path, sheet: str | bytes, **parts: str | bytes) -> Path:
    path = folder / "hostile.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return path


def gigabyte(folder: Path) -> Path:
    path = folder / "huge.csv"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    return path


def zip_bomb(folder: Path) -> Path:
    return xlsx(folder, b"<worksheet>" + b" " * 60_000_000)


def lying_zip(folder: Path) -> Path:
    path = xlsx(folder, b"<worksheet>" + b" " * 60_000_000)
    content = path.read_bytes()
    return text(
        folder, content.replace((60_000_011).to_bytes(4, "little"), (1_000).to_bytes(4, "little")), "lying.xlsx"
    )


def laughing_xml(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return xlsx(
        folder,
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><worksheet><row><c><v>&l9;</v></c></row></worksheet>',
    )


def far_cells(folder: Path) -> Path:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    return xlsx(folder, f"<worksheet><sheetData>{row}</sheetData></worksheet>")


def endless_cell(folder: Path) -> Path:
    noise = "".join(f"{n:x}" for n in range(900_000))
    return xlsx(folder, f'<worksheet><row><c t="inlineStr"><is><t>{noise}</t></is></c></row></worksheet>')


def many_parts(folder: Path) -> Path:
    return xlsx(folder, "<worksheet/>", **{f"p{n}": "" for n in range(6_000)})


def million_columns(folder: Path) -> Path:
    return text(folder, ",".join(f"c{n}" for n in range(1_000_000)) + "\n")


def hundred_thousand_columns(folder: Path) -> Path:
    return text(folder, ",".join(f"c{n}" for n in range(100_000)) + "\n")


def nested_json(folder: Path) -> Path:
    return text(folder, "[" * 2_000_000, "deep.json")


def nested_objects(folder: Path) -> Path:
    return text(folder, '{"issues":' * 500_000, "deep.json")


def endless_text(folder: Path) -> Path:
    return text(folder, '[{"title": "' + "x" * 20_000_000, "long.json")


def endless_names(folder: Path) -> Path:
    return text(folder, json.dumps({f"k{n}": n for n in range(50_000)}), "names.json")


def endless_line(folder: Path) -> Path:
    return text(folder, "x" * 20_000_000)


def noise(folder: Path) -> Path:
    return text(folder, bytes(zlib.crc32(bytes([n % 256])) % 251 for n in range(200_000)))


def cut_off(folder: Path) -> Path:
    return text(folder, xlsx(folder, "<worksheet/>").read_bytes()[:300], "cut.xlsx")


def other_zip(folder: Path) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export.csv", "Title\nPay\n")
    return path


def web_page(folder: Path) -> Path:
    return text(folder, "<!DOCTYPE html><html><body>Sign in</body></html>")


def old_workbook(folder: Path) -> Path:
    return text(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000), "old.xls")


@contextmanager
def memory_below(limit: int) -> Iterator[None]:
    """Bytes that are taken meanwhile, at the most."""
    tracemalloc.start()
    try:
        yield
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < limit


@pytest.mark.parametrize(
    "make",
    [
        gigabyte,
        zip_bomb,
        lying_zip,
        laughing_xml,
        far_cells,
        endless_cell,
        many_parts,
        million_columns,
        hundred_thousand_columns,
        nested_json,
        nested_objects,
        endless_text,
        endless_names,
        endless_line,
        noise,
        cut_off,
        other_zip,
        web_page,
        old_workbook,
    ],
)
def test_a_hostile_file_is_refused_with_a_message_in_little_memory(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    with memory_below(200_000_000), pytest.raises(Refused) as refused:
        sniff(path, path.name)
    assert len(str(refused.value)) > 30


def test_one_long_text_that_every_cell_refers_to_costs_its_size_once(tmp_path: Path) -> None:
    cells = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>'
    header = '<row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>Status</t></is></c></row>'
    sheet = f"<worksheet>{header}{cells * 20_000}</worksheet>"
    texts = f"<sst><si><t>{'long ' * 6_000}</t></si><si><t>Title</t></si></sst>"
    path = xlsx(tmp_path, sheet, sharedStrings=texts)
    with memory_below(150_000_000):
        sniff(path)


def test_a_cell_over_the_limit_is_one_refused_row(tmp_path: Path) -> None:
    path = text(tmp_path, "Title,Status\nPay,Done\n" + "x" * (guard.MAX_CELL + 1) + ",Done\nEarn,Done\n")
    _, rows = everything(path)
    assert [row.line for row in rows] == [2, 3, 4]
    assert [hasattr(row, "reason") for row in rows] == [False, True, False]
