"""Recognise a file: which tool wrote it, how, and what its columns hold."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from northing.exchange.readers import guard, habits, json_rows, layouts, sheets, tables
from northing.exchange.readers.columns import Tallies
from northing.exchange.readers.encodings import encoding_of
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Column, Layout, Recognised, Source
from northing.exchange.readers.tables import Row
from northing.exchange.readers.vocabulary import tool_of
from northing.exchange.readers.workbooks import Workbook
from northing.kernel.errors import Refused

_SAMPLE, _WEIGHT = 2_000, 10_000_000
_OWN_SOURCE = ("jira", "linear")


def sniff(path: Path, name: str = "") -> Recognised:
    """What this file is, from its first rows. `name` is the file's name as its owner knows it.

    Refused, saying what to do, when the file is hostile, damaged or no table.
    """
    container = guard.container_of(path)
    draft = Recognised("csv", "", container, Layout(), columns=(), rows=0, size=path.stat().st_size)
    recognised = {"csv": _text, "xlsx": _workbook, "json": _document}[container](path, draft)
    if recognised is None:
        raise Refused(f"No table was found in {name or path.name}. Its first row must name the columns.")
    return _settled(path, recognised)


def survey(path: Path, recognised: Recognised) -> Recognised:
    """The same with exact counts from all rows: for the preview, off the request."""
    dated = [column.name for column in recognised.columns if column.dates]
    tallies = Tallies(recognised.names, recognised.tool_key, dated)
    for block in _blocks(data_rows(path, recognised)):
        tallies.add([cells for _, cells, _ in block if cells is not None])
    whole = replace(recognised, columns=tallies.columns(), rows=tallies.rows, complete=True, notes=())
    return _settled(path, whole)


def _text(path: Path, draft: Recognised) -> Recognised | None:
    layout = layouts.layout_of(path)
    return _table(replace(draft, layout=layout), tables.rows(path, layout, from_line=layout.header_line))


def _workbook(path: Path, draft: Recognised) -> Recognised | None:
    workbook = Workbook(path)
    layout = sheets.layout_of(workbook)
    return _table(replace(draft, layout=layout), workbook.table(layout.sheet, layout.header_line))


def _document(path: Path, draft: Recognised) -> Recognised | None:
    encoding = encoding_of(path)
    source = json_rows.source_of(path, encoding)
    flat = json_rows.learned(path, encoding, source)
    document = replace(draft, source=source, layout=Layout(encoding=encoding))
    return _sampled(document, flat.header(), json_rows.rows(path, encoding, flat))


def _table(draft: Recognised, rows: Iterator[Row]) -> Recognised | None:
    """A table whose first row is the header."""
    cells = next(rows, (1, [], ""))[1]
    if cells is None:
        raise Refused(f"The first row cannot be read, or has more than {guard.MAX_COLUMNS:,} columns.")
    header = _named(cells)
    if not header:
        return None
    if len(header) > guard.MAX_COLUMNS:
        raise Refused(
            f"The table has {len(header):,} columns; the limit is {guard.MAX_COLUMNS:,}. Export fewer fields."
        )
    tool = tool_of(header)
    own = tool in _OWN_SOURCE
    draft = replace(draft, source=cast("Source", tool) if own else "csv", preset="" if own else tool)
    header = habits.header_of(tool, header)
    return _sampled(draft, header, habits.straightened(tool, header, rows))


def _sampled(draft: Recognised, header: list[str], rows: Iterator[Row]) -> Recognised:
    """The draft with columns and an estimate of rows from the first rows."""
    tallies = Tallies(header, draft.tool_key)
    taken = next(_blocks(rows), [])
    tallies.add([cells for _, cells, _ in taken if cells is not None])
    complete = next(rows, None) is None
    weight = sum(len(original) for _, _, original in taken)
    estimate = tallies.rows if complete else round(draft.size / max(weight / len(taken), 1))
    return replace(draft, columns=tallies.columns(), rows=estimate, complete=complete)


def _named(header: list[str]) -> list[str]:
    """Header cells without marks and margins; a column without a name is called by its place."""
    clean = [" ".join(cell.replace("\ufeff", "").split()) for cell in header]
    return [name or f"Column {place}" for place, name in enumerate(clean, 1)] if any(clean) else []


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in blocks that are neither too many nor too heavy."""
    block: list[Row] = []
    weight = 0
    for row in rows:
        block.append(row)
        weight += len(row[2])
        if len(block) == _SAMPLE or weight > _WEIGHT:
            yield block
            block, weight = [], 0
    if block:
        yield block


def _settled(path: Path, recognised: Recognised) -> Recognised:
    """Day and month told apart by all rows, then by other columns; said where neither helps."""
    if not recognised.complete and _doubtful(recognised):
        return survey(path, recognised)
    decided = [column.dates for column in recognised.columns if column.dates and not column.dates.ambiguous]
    day_first = sum(dates.day_first for dates in decided)
    month_first = sum(dates.month_first for dates in decided)
    columns, notes = [], list(recognised.notes)
    for column in recognised.columns:
        dates = column.dates
        if dates and dates.ambiguous and not dates.day_first and (day_first > 0) != (month_first > 0):
            dates = dates._replace(day_first=day_first, month_first=month_first)
        elif dates and dates.ambiguous:
            read = "day" if dates.order == "dmy" else "month"
            notes.append(
                f"{column.name}: “{dates.example}” can be read two ways; it is read with the {read} first."
            )
        columns.append(replace(column, dates=dates))
    return replace(recognised, columns=tuple(columns), notes=tuple(notes))


def _doubtful(recognised: Recognised) -> list[Column]:
    return [column for column in recognised.columns if column.dates and column.dates.ambiguous]
