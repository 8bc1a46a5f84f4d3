"""Limits against hostile files. All refuse early, from sizes and streams, never from a whole file."""

import re
import zipfile
from pathlib import Path

from northing.exchange.readers.recognised import Container
from northing.kernel.errors import Refused

MAX_BYTES = 500_000_000
MAX_CELL = 1_000_000
"""Characters in one cell; Jira itself stops at 32,767."""
MAX_COLUMNS = 5_000
"""A Jira export has one column for each comment of its most discussed issue, so this is far from a hundred."""
MAX_LINE = 4_000_000
"""Bytes without a line break, or in one element of a JSON list or of a sheet's XML."""
MAX_UNPACKED = 1_500_000_000
MAX_TEXTS = 48_000_000
"""Bytes of a workbook's table of texts, the one part of it that is held in memory."""
_MAX_ENTRIES = 5_000
_MAX_RATIO = 200
_RATIO_FROM = 20_000_000  # small parts of honest workbooks compress very well

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is a workbook in the old .xls form (or protected by a password). Save it as .xlsx or CSV.",
    ),
    (b"%PDF", "This is a PDF. Export the list as CSV, XLSX or JSON."),
    (b"\x1f\x8b", "This file is packed with gzip. Unpack it and choose the file inside."),
    (b"7z\xbc\xaf", "This file is packed with 7-Zip. Unpack it and choose the file inside."),
    (b"Rar!", "This file is packed with RAR. Unpack it and choose the file inside."),
    (b"BZh", "This file is packed with bzip2. Unpack it and choose the file inside."),
    (b"\x28\xb5\x2f\xfd", "This file is packed with zstd. Unpack it and choose the file inside."),
    (b"\x89PNG", "This is a picture. Export the list as CSV, XLSX or JSON."),
    (b"\xff\xd8\xff", "This is a picture. Export the list as CSV, XLSX or JSON."),
    (b"SQLite format 3", "This is a database. Export the list as CSV, XLSX or JSON."),
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html|rss|table)", re.IGNORECASE)


def container_of(path: Path) -> Container:
    """What kind of file this is by its first bytes. Refused, quickly and in little memory, when unsafe."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("The file is empty. Export it again, then choose the new file.")
    if size > MAX_BYTES:
        raise Refused(
            f"The file has {size / 1e6:,.0f} MB; the limit is {MAX_BYTES / 1e6:,.0f} MB. "
            " Export it in parts, by year or project."
        )
    with path.open("rb") as file:
        head = file.read(65_536)
    for magic, message in _MAGIC:
        if head.startswith(magic):
            raise Refused(message)
    if head.startswith(b"PK"):
        check_workbook(path)
        return "xlsx"
    if _MARKUP.match(head.lstrip(b"\xef\xbb\xbf")):
        raise Refused("This is a web page or XML. Export the list as CSV, XLSX or JSON instead.")
    wide = (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or head[1::2].count(0) > len(head) / 4
        or (head[::2].count(0) > len(head) / 4)
    )
    if not wide and len(_BINARY.findall(head)) > max(len(head) / 100, 8):
        raise Refused("This is not a table: it holds no readable text. Choose a CSV, XLSX or JSON file.")
    start = head.lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n\0")[:1]
    if start in (b"{", b"["):
        return "json"
    check_lines(path)
    return "csv"


def check_lines(path: Path) -> None:
    """Refuse text whose lines are too long to be held one at a time."""
    since = 0
    with path.open("rb") as file:
        while block := file.read(1_000_000):
            first = _break(block, last=False)
            if since + (first if first >= 0 else len(block)) > MAX_LINE:
                raise Refused(
                    f"A line is longer than {MAX_LINE / 1e6:,.0f} million characters:"
                    " this is not a table of issues."
                )
            since = since + len(block) if first < 0 else len(block) - _break(block, last=True)


def _break(block: bytes, *, last: bool) -> int:
    if last:
        return max(block.rfind(b"\n"), block.rfind(b"\r"))
    found = [place for place in (block.find(b"\n"), block.find(b"\r")) if place >= 0]
    return min(found, default=-1)


def check_workbook(path: Path) -> None:
    """Refuse a workbook by its table of contents alone: entries, unpacked sizes, ratio. Nothing is unpacked.

    Python's zip reader stops at the size that the table declares, so a table that lies small reads as damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refused(
            "The workbook is damaged: it cannot be unpacked. Save it again, or save it as CSV."
        ) from None
    if len(entries) > _MAX_ENTRIES:
        raise Refused(
            f"The workbook has {len(entries):,} parts; an honest one has a few dozen. Save it as CSV."
        )
    names = {entry.filename for entry in entries}
    if not any(name.startswith("xl/") for name in names):
        raise Refused(
            "This is a ZIP file, not a workbook. Unpack it and choose the CSV, XLSX or JSON file inside."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("The workbook is protected by a password. Save it without one.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("The workbook unpacks to more than 1.5 GB. Save the sheet as CSV.")
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
            raise Refused("A part of the workbook unpacks to over 200 times its size. Save the sheet as CSV.")
        if entry.filename.endswith("sharedStrings.xml") and entry.file_size > MAX_TEXTS:
            raise Refused(
                "The texts of the workbook are too large to be held in memory. Save the sheet as CSV."
            )
