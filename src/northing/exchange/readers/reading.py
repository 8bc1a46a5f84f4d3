"""Read a recognised file, row by row, in flat memory."""

import json
from collections.abc import Iterator
from pathlib import Path

from northing.exchange.mapping import Mapping
from northing.exchange.readers import habits, json_rows, tables
from northing.exchange.readers.alignment import Alignment
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import MANY_MARK, Record, Refusal
from northing.exchange.readers.rows import RowReader
from northing.exchange.readers.sources.flat import text_of
from northing.exchange.readers.tables import Row
from northing.exchange.readers.workbooks import Workbook

_NO_ROW = "A quotation mark opens here and is never closed, or the row is far too long"


def read(path: Path, recognised: Recognised, mapping: Mapping) -> Iterator[Record | Refusal]:
    """Each row of the file as a record, or as a refusal with its place and reason, in the file's order."""
    reader = RowReader(recognised, mapping)
    width, read_row = reader.width, reader.read
    alignment: Alignment | None = None
    for line, cells, original in data_rows(path, recognised):
        if cells is None:
            yield Refusal(line, "", original[:200], _NO_ROW, original[:10_000])
            continue
        if len(cells) != width:
            alignment = alignment or Alignment(recognised)
            fitted = alignment.fit(cells)
            if fitted is None:
                reason = (
                    f"The row has {len(cells):,} cells, the header {width:,}, and no way to match them fits"
                )
                yield Refusal(line, "", "", reason, original)
                continue
            cells = fitted
        record = read_row(line, cells, original)
        if record is not None:
            yield record


def data_rows(path: Path, recognised: Recognised) -> Iterator[Row]:
    """The rows below the header, whatever the container."""
    layout = recognised.layout
    if recognised.container == "json":
        flat = json_rows.learned(path, layout.encoding, recognised.source)
        return json_rows.rows(path, layout.encoding, flat)
    if recognised.container == "xlsx":
        rows = Workbook(path).table(layout.sheet, layout.header_line)
    else:
        rows = tables.rows(path, layout, from_line=layout.header_line)
    next(rows, None)
    return habits.straightened(recognised.tool_key, recognised.names, rows)


def original_cells(original: str, recognised: Recognised) -> list[tuple[str, str]]:
    """A row that was kept word for word, taken apart again: (name, text) of every cell with something in it."""
    if recognised.container == "json":
        written = json.loads(original)
        cells = [(name, text_of(value).replace(MANY_MARK, ", ")) for name, value in written.items()]
    else:
        cells = list(zip(recognised.names, tables.split(original, recognised.layout), strict=False))
    return [(name, cell) for name, cell in cells if cell]
