"""Rows of delimited text, with the line each begins on and its text word for word."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from northing.exchange.readers.guard import MAX_CELL, MAX_COLUMNS
from northing.exchange.readers.recognised import Layout

if TYPE_CHECKING:
    import _csv

Row = tuple[int, list[str] | None, str]
"""Line, cells (None when the row cannot be taken apart), original text."""


def rows(path: Path, layout: Layout, *, from_line: int = 1) -> Iterator[Row]:
    """The rows of a file from a physical line on, one in memory at a time. Empty lines are passed over."""
    with path.open(encoding=layout.encoding, errors="replace", newline="") as file:
        held: list[str] = []
        reader = parser(_held(islice(file, from_line - 1, None), held), layout)
        line = from_line
        while True:
            try:
                for cells in reader:
                    original = held[0] if len(held) == 1 else "".join(held)
                    held.clear()
                    if len(cells) > MAX_COLUMNS:
                        yield line, None, original[:MAX_CELL]
                    elif cells:
                        yield line, cells, original
                    line = reader.line_num + from_line
                return
            except csv.Error:
                yield line, None, "".join(held)[:MAX_CELL]
                held.clear()
                line = reader.line_num + from_line


def split(original: str, layout: Layout) -> list[str]:
    """The cells of one row that was kept as text."""
    return next(parser(io.StringIO(original, newline=""), layout), [])


def parser(lines: Iterable[str], layout: Layout) -> "_csv.Reader":
    csv.field_size_limit(MAX_CELL)
    return csv.reader(
        lines,
        delimiter=layout.separator,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        doublequote=not layout.escape,
        skipinitialspace=layout.spaced,
    )


def _held(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    """Pass the lines on to the csv reader and keep those of the row it is in."""
    hold = held.append
    for line in lines:
        clean = line.replace("\0", "") if "\0" in line else line
        hold(clean)
        yield clean
