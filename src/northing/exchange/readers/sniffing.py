"""Recognise a file: which tool wrote it, how, and what its columns hold."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import cast

from northing.exchange.readers import guard, tables
from northing.exchange.readers.columns import Tallies
from northing.exchange.readers.layouts import layout_of
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Column, Recognised, Source
from northing.exchange.readers.tables import Row
from northing.exchange.readers.vocabulary import tool_of
from northing.kernel.errors import Refused

_SAMPLE = 2_000
_OWN_SOURCE = ("jira", "linear")


def sniff(path: Path, name: str = "") -> Recognised:
    """What this file is, from its first rows. `name` is the file's name as its owner knows it.

    Refused, saying what to do, when the file is hostile, damaged or no table.
    """
    guard.container_of(path)
    recognised = _text(path)
    if recognised is None:
        raise Refused(f"No table was found in {name or path.name}. Its first row must name the columns.")
    return _settled(path, recognised)


def survey(path: Path, recognised: Recognised) -> Recognised:
    """The same with exact counts from all rows: for the preview, off the request."""
    dated = [column.name for column in recognised.columns if column.dates]
    tallies = Tallies(recognised.names, recognised.preset or recognised.source, dated)
    for block in _blocks(data_rows(path, recognised)):
        tallies.add(block)
    whole = replace(recognised, columns=tallies.columns(), rows=tallies.rows, complete=True, notes=())
    return _settled(path, whole)


def _text(path: Path) -> Recognised | None:
    layout = layout_of(path)
    rows = tables.rows(path, layout, from_line=layout.header_line)
    header = named(next(rows, (1, [], ""))[1] or [])
    if not header:
        return None
    tool = tool_of(header)
    own = tool in _OWN_SOURCE
    draft = Recognised(
        source=cast("Source", tool) if own else "csv",
        preset="" if own else tool,
        container="csv",
        layout=layout,
        columns=(),
        rows=0,
        size=path.stat().st_size,
    )
    return sampled(draft, header, rows)


def sampled(draft: Recognised, header: list[str], rows: Iterator[Row]) -> Recognised:
    """The draft with columns and an estimate of rows from the first rows."""
    if len(header) > guard.MAX_COLUMNS:
        raise Refused(f"The table has {len(header):,} columns; the limit is {guard.MAX_COLUMNS:,}. Export fewer fields.")
    tallies = Tallies(header, draft.preset or draft.source)
    taken = list(islice(rows, _SAMPLE))
    tallies.add([cells for _, cells, _ in taken if cells is not None])
    complete = len(taken) < _SAMPLE
    weight = sum(len(original) for _, _, original in taken)
    estimate = tallies.rows if complete else round(draft.size / max(weight / len(taken), 1))
    return replace(draft, columns=tallies.columns(), rows=estimate, complete=complete)


def named(header: list[str]) -> list[str]:
    """Header cells without marks and margins; a column without a name is called by its place."""
    clean = [" ".join(cell.replace("\ufeff", "").split()) for cell in header]
    return [name or f"Column {place}" for place, name in enumerate(clean, 1)] if any(clean) else []


def _blocks(rows: Iterator[Row]) -> Iterator[list[list[str]]]:
    while block := list(islice(rows, _SAMPLE)):
        yield [cells for _, cells, _ in block if cells is not None]


def _settled(path: Path, recognised: Recognised) -> Recognised:
    """Day and month told apart by all rows, then by the other columns of the same file; said where neither helps."""
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
            notes.append(f"{column.name}: “{dates.example}” can be read two ways; it is read with the {read} first.")
        columns.append(replace(column, dates=dates))
    return replace(recognised, columns=tuple(columns), notes=tuple(notes))


def _doubtful(recognised: Recognised) -> list[Column]:
    return [column for column in recognised.columns if column.dates and column.dates.ambiguous]
