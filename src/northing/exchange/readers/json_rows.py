"""JSON documents as tables: whose they are, and their rows."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from northing.exchange.readers.documents import elements
from northing.exchange.readers.recognised import Source
from northing.exchange.readers.sources import BY_SOURCE
from northing.exchange.readers.sources.flat import Flat
from northing.exchange.readers.tables import Row
from northing.exchange.readers.vocabulary import meaning
from northing.kernel.errors import Refused

_LOOKED_AT = 5_000


def source_of(path: Path, encoding: str) -> Source:
    """Whose document this is, by the first element that somebody claims."""
    fallback = False
    for element in islice(elements(path, encoding), _LOOKED_AT):
        for source, flat in BY_SOURCE.items():
            if not flat.claims(element):
                continue
            if source != "csv":
                return source
            fallback = fallback or any(
                found and found.target == "title" for found in map(meaning, element.value)
            )
    if not fallback:
        raise Refused(
            "This JSON holds no list of issues that we know."
            " Export it from Jira, GitHub or Trello, or save it as CSV."
        )
    return "csv"


def learned(path: Path, encoding: str, source: Source) -> Flat:
    """The table of this document, after it has seen all of it."""
    flat = BY_SOURCE[source]()
    for element in elements(path, encoding):
        flat.learn(element)
    return flat


def rows(path: Path, encoding: str, flat: Flat) -> Iterator[Row]:
    """The rows under the table's header. Those that stand on one line are told apart by their order."""
    line = 0
    for element in elements(path, encoding):
        cells = flat.cells(element)
        if cells is not None:
            escaped = "\\u" in element.text or not element.text.isascii()
            line = max(element.line, line + 1)
            yield line, list(map(_clean, cells)) if escaped else cells, _clean(element.text)


def _clean(text: str) -> str:
    """Without what JSON may escape but no database stores: halves of letters, and zero characters."""
    return (
        text.encode("utf-8", "replace").decode().replace("\0", "")
        if not text.isascii() or "\0" in text
        else text
    )
