"""Rows of XLSX sheets, streamed: only the workbook's table of texts is held in memory.

A reader that loads a sheet at once can be made to fill the memory by a small file (one cell at A1, one at
XFD1048576; or one long text that every cell refers to). Here a row exists only while it is read.
"""

import csv
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import dropwhile
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from northing.exchange.readers.guard import MAX_CELL, MAX_COLUMNS, MAX_LINE
from northing.exchange.readers.tables import Row
from northing.kernel.errors import Refused

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_MAX_HELD, _MAX_DEPTH = 150_000, 100  # elements that are in memory at once, and inside one another
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Workbook:
    """One workbook; `rows` streams a sheet. Refused where its XML is hostile or damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._archive() as archive:
            self._names = set(archive.namelist())
            links = self._links(archive)
            self.sheets: dict[str, str] = {}
            self._epoch = datetime(1899, 12, 30)  # serial days count from here, without a zone
            for element in self._elements(archive, "xl/workbook.xml"):
                if element.tag == "workbookPr" and element.get("date1904") in ("1", "true"):
                    self._epoch = datetime(1904, 1, 1)
                if element.tag == "sheet" and (target := links.get(element.get("id", ""))):
                    self.sheets[element.get("name", "")] = target
            self._texts = list(self._shared(archive))
            self._dated = list(self._date_styles(archive))

    def rows(self, sheet: str) -> Iterator[Row]:
        """Row number, cells as text (dates in ISO form), the row as a line of CSV; no empty rows."""
        number = 0
        with self._archive() as archive:
            for element in self._elements(archive, self.sheets[sheet]):
                if element.tag != "row":
                    continue
                number = _number(element.get("r")) or number + 1
                cells = self._cells(element)
                element.clear()
                if any(cells):
                    yield number, cells, _line(cells)

    def table(self, sheet: str, header_line: int) -> Iterator[Row]:
        """The header and the rows below it, as wide as it is: a sheet leaves away what is empty at the end."""
        found = dropwhile(lambda row: row[0] < header_line, self.rows(sheet))
        width = 0
        for line, cells, original in found:
            width = width or len(cells or ())
            yield line, cells and [*cells, *[""] * (width - len(cells))], original

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        for place, cell in enumerate(row):
            column = _column(cell.get("r", "")) if cell.get("r") else place
            if column >= MAX_COLUMNS:
                raise Refused(
                    f"The sheet has more than {MAX_COLUMNS:,} columns. Save the part that counts as CSV."
                )
            if column > len(cells):
                cells.extend([""] * (column - len(cells)))
            cells[column:] = [self._text(cell)]
        return cells

    def _text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(part.text or "" for part in cell.iter("t"))[:MAX_CELL]
        value = cell.findtext("v") or ""
        if kind == "s":
            place = _number(value)
            return self._texts[place] if 0 <= place < len(self._texts) else ""
        if kind == "b":
            return "true" if value == "1" else "false"
        if kind == "e":
            return ""  # #N/A and its like hold nothing
        if kind == "n" and value:
            style = _number(cell.get("s"))
            return self._figure(value, dated=style < len(self._dated) and self._dated[style])
        return value

    def _figure(self, value: str, *, dated: bool) -> str:
        try:
            figure = float(value)
            if not dated:
                return str(int(figure)) if figure.is_integer() and abs(figure) < 1e15 else value
            moment = self._epoch + timedelta(seconds=round(figure * 86_400))
        except (ValueError, OverflowError):
            return value
        return moment.date().isoformat() if figure.is_integer() else moment.isoformat()

    def _shared(self, archive: zipfile.ZipFile) -> Iterator[str]:
        for element in self._elements(archive, "xl/sharedStrings.xml"):
            if element.tag == "si":
                runs = [
                    *element.findall("t"),
                    *(run for part in element.findall("r") for run in part.findall("t")),
                ]
                yield "".join(run.text or "" for run in runs)
                element.clear()

    def _date_styles(self, archive: zipfile.ZipFile) -> Iterator[bool]:
        """For each cell style whether it shows a date."""
        formats: dict[str, str] = {}
        for element in self._elements(archive, "xl/styles.xml"):
            if element.tag == "numFmt":
                formats[element.get("numFmtId", "")] = element.get("formatCode", "")
            if element.tag == "cellXfs":
                for style in element:
                    number = style.get("numFmtId", "0")
                    shown = _QUOTED.sub("", formats.get(number, "")).split(";")[0].lower()
                    by_code = bool(re.search(r"[ymdhs]", shown)) and "general" not in shown
                    yield by_code if number in formats else _number(number) in _BUILT_IN_DATES

    def _links(self, archive: zipfile.ZipFile) -> dict[str, str]:
        found = {}
        for element in self._elements(archive, "xl/_rels/workbook.xml.rels"):
            if element.get("Type", "").endswith("/worksheet"):
                found[element.get("Id", "")] = posixpath.normpath(
                    posixpath.join("/xl", element.get("Target", ""))
                )[1:]
        return found

    def _archive(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self._path)
        except (zipfile.BadZipFile, OSError):
            raise Refused("The workbook is damaged: it cannot be unpacked. Save it again, or as CSV.") from None

    def _elements(self, archive: zipfile.ZipFile, name: str) -> Iterator[Element]:
        """Every element of a part when it is complete, without name spaces. Nothing for a missing part."""
        if name not in self._names:
            return
        depth: list[Element] = []
        try:
            with archive.open(name) as file:
                metered = _Metered(file)
                held = 0
                for event, element in iterparse(metered, events=("start", "end"), forbid_dtd=True):
                    metered.since = 0
                    if event == "start":
                        _without_spaces(element)
                        depth.append(element)
                        held += 1
                        if held > _MAX_HELD or len(depth) > _MAX_DEPTH:
                            raise Refused("A row of the workbook has too many cells. Save the sheet as CSV.")
                        continue
                    depth.pop()
                    yield element
                    if element.tag in ("row", "si") and depth:
                        depth[-1].remove(element)
                        held = 0
        except DefusedXmlException:
            raise Refused("The workbook's XML declares entities, which no honest workbook does.") from None
        except (ParseError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as problem:
            raise Refused(f"The workbook is damaged ({name}: {problem}). Save it again, or as CSV.") from None


class _Metered:
    """A stream that refuses to go on when one element takes too many bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.since = file, 0

    def read(self, size: int = -1, /) -> bytes:
        block = self._file.read(size)
        self.since += len(block)
        if self.since > MAX_LINE:
            raise Refused("One cell of the workbook is too large. Save the sheet as CSV.")
        return block


def _without_spaces(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    for name in [name for name in element.attrib if "}" in name]:
        element.set(name.rpartition("}")[2], element.attrib[name])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _column(reference: str) -> int:
    """The place from 0 of a reference such as "AB12"."""
    place = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        place = place * 26 + ord(letter) - 64
    return place - 1 if place else 0


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
