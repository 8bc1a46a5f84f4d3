"""ZIP files around one table, as browsers and trackers make them."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from northing.exchange.readers.guard import MAX_BYTES
from northing.kernel.errors import Refused

TABLES = {".csv", ".tsv", ".txt", ".json", ".xlsx"}
_MAX_ENTRIES = 1_000
_MAX_RATIO = 200
_RATIO_FROM = 20_000_000  # small tables of the same words compress very well
_BLOCK = 1 << 20
_DAMAGED = "The ZIP file is damaged: it cannot be unpacked. Pack it again, or choose the table itself."


def unpack(path: Path) -> str:
    """Put the one table of a ZIP file in its place, and say how it is called there; "" when it is no such file.

    Refused, before much is written, when it is protected, holds several tables or none, or is a bomb. What is
    written is counted, whatever the archive says of its sizes. A ZIP inside is not opened.
    """
    if not zipfile.is_zipfile(path):
        return ""
    unpacked = path.with_suffix(".unpacked")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if any(entry.filename.startswith("xl/") for entry in entries):
                return ""  # a workbook, which is guarded as one
            table = _only_table(entries)
            _check(table)
            _write(archive, table, unpacked)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, zlib.error):
        unpacked.unlink(missing_ok=True)
        raise Refused(file=_DAMAGED) from None
    except Refused:
        unpacked.unlink(missing_ok=True)
        raise
    unpacked.replace(path)
    return PurePosixPath(table.filename).name


def _only_table(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    if len(entries) > _MAX_ENTRIES:
        raise Refused(file=f"The ZIP file has {len(entries):,} parts. Choose the table itself.")
    tables = [entry for entry in entries if _is_table(PurePosixPath(entry.filename))]
    if not tables:
        raise Refused(file="The ZIP file holds no CSV, XLSX or JSON file. Choose the table itself.")
    if len(tables) > 1:
        names = ", ".join(PurePosixPath(entry.filename).name[:60] for entry in tables[:3])
        raise Refused(
            file=f"The ZIP file holds {len(tables)} tables ({names}). Unpack it and bring one after the other."
        )
    return tables[0]


def _is_table(name: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return name.suffix.lower() in TABLES and not hidden


def _check(table: zipfile.ZipInfo) -> None:
    if table.flag_bits & 0x1:
        raise Refused(file="The ZIP file is protected by a password. Pack it without one.")
    if table.file_size > MAX_BYTES:
        raise Refused(
            file=f"The ZIP file unpacks to more than {MAX_BYTES // 1_000_000} MB. Export a part of it."
        )
    if table.file_size > _RATIO_FROM and table.file_size > _MAX_RATIO * max(table.compress_size, 1):
        raise Refused(file="The ZIP file unpacks to over 200 times its size. Choose the table itself.")


def _write(archive: zipfile.ZipFile, table: zipfile.ZipInfo, target: Path) -> None:
    size = 0
    with archive.open(table) as source, target.open("wb") as out:
        target.chmod(0o600)
        while block := source.read(_BLOCK):
            size += len(block)
            if size > MAX_BYTES:
                raise Refused(
                    file=f"The ZIP file unpacks to more than {MAX_BYTES // 1_000_000} MB. Export a part of it."
                )
            out.write(block)
