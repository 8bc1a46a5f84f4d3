"""Recognise a file of feedback: which tool wrote it, and what its columns hold."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from northing.exchange.feedback import documents
from northing.exchange.feedback.vocabulary import tool_of
from northing.exchange.readers import guard
from northing.exchange.readers.columns import Tallies
from northing.exchange.readers.encodings import encoding_of
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Layout, Recognised
from northing.exchange.readers.sniffing import sniff
from northing.exchange.readers.tables import Row
from northing.kernel.errors import Refused

_SAMPLE = 2_000


def sniff_feedback(path: Path, name: str = "") -> Recognised:
    """What this file is, from its first rows. Refused, saying what to do, when it is damaged or no table."""
    if guard.container_of(path) == "json":
        return _document(path, name)
    found = sniff(path, name)
    return replace(found, source="csv", preset=tool_of(found.names))


def table_rows(path: Path, recognised: Recognised) -> Iterator[Row]:
    """The rows below the header, whatever the container."""
    if recognised.container == "json":
        return documents.rows(path, recognised.layout.encoding, recognised.names)
    return data_rows(path, recognised)


def _document(path: Path, name: str) -> Recognised:
    encoding = encoding_of(path)
    header = documents.header_of(path, encoding)
    if not header:
        raise Refused(f"No list of things was found in {name or path.name}. It should hold one object a piece.")
    tallies = Tallies(header, "")
    found = documents.rows(path, encoding, header)
    taken = list(islice(found, _SAMPLE))
    tallies.add([cells for _, cells, _ in taken if cells is not None])
    complete = next(found, None) is None
    size = path.stat().st_size
    weight = sum(len(original) for _, _, original in taken)
    return Recognised(
        source="csv",
        preset=tool_of(header),
        container="json",
        layout=Layout(encoding=encoding),
        columns=tallies.columns(),
        rows=tallies.rows if complete else round(size * len(taken) / max(weight, 1)),
        size=size,
        complete=complete,
    )
