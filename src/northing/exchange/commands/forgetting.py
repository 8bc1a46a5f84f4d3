"""Copies of what people said that imports keep, forgotten with the person: refused rows and whole files."""

import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from northing.exchange import queries
from northing.exchange.models import Import, RefusedRow
from northing.insight.queries.traces import Traces

OVERLAP = 1 << 12  # an address that two blocks share is found as well
BLOCK = 1 << 20
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def forget_imports(of: Traces) -> None:
    """Rows that were refused, by address, full name and words; and every kept file which brought something of
    theirs, or in which their address or name stands: those, too, of which nothing came in yet."""
    words = {*of.addresses, *(name for name in of.names if " " in name)}
    for word in (*words, *of.texts):
        RefusedRow.objects.filter(Q(original__icontains=word) | Q(value__icontains=word)).delete()
    brought = set(Import.objects.filter(context__in=of.changes).values_list("stored_as", flat=True))
    gone = {path for path in _kept_files() if _place(path) in brought or _holds(path, words)}
    for kept in Import.objects.filter(stored_as__in=[_place(path) for path in gone]):
        queries.forget_recognised(kept)
        if kept.may_be_matched:
            kept.delete()  # what is still to be read is nothing without its file
    transaction.on_commit(lambda: _delete(gone))


def _kept_files() -> Iterator[Path]:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    return (path for path in folder.rglob("*") if path.is_file())


def _delete(gone: Collection[Path]) -> None:
    for path in gone:
        path.unlink(missing_ok=True)


def _place(path: Path) -> str:
    return str(path.relative_to(settings.MEDIA_ROOT))


def _holds(path: Path, words: Collection[str]) -> bool:
    needles = [word.encode(encoding).lower() for word in words for encoding in ENCODINGS]
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return _stands_in(file, needles)
    try:
        with zipfile.ZipFile(path) as workbook:
            return any(_stands_in(workbook.open(part), needles) for part in workbook.infolist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True  # what cannot be looked into is not kept


def _stands_in(file: IO[bytes], needles: Collection[bytes]) -> bool:
    held = b""
    while block := file.read(BLOCK):
        held = (held[-OVERLAP:] + block).lower()
        if any(needle in held for needle in needles):
            return True
    return False
