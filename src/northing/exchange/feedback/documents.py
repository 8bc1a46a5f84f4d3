"""JSON lists of anything as tables: a column for each name, "source author email" for what lies deeper."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from northing.exchange.readers.documents import Element, elements
from northing.exchange.readers.sources.flat import text_of
from northing.exchange.readers.tables import Row

_LEARNT_FROM = 2_000
_MOST_COLUMNS, _DEEPEST = 200, 3


def header_of(path: Path, encoding: str) -> list[str]:
    """The names in the first elements, in the order in which they come."""
    names: dict[str, None] = {}
    for element in islice(elements(path, encoding), _LEARNT_FROM):
        if _is_row(element):
            names.update(dict.fromkeys(_flat(element.value)))
    return list(names)[:_MOST_COLUMNS]


def rows(path: Path, encoding: str, header: list[str]) -> Iterator[Row]:
    """The elements under this header."""
    for element in elements(path, encoding):
        if _is_row(element):
            flat = _flat(element.value)
            yield element.line, [_clean(flat.get(name, "")) for name in header], _clean(element.text)


def _is_row(element: Element) -> bool:
    """Not what stands around the list: counts, links to the next page."""
    return element.name != "{}" and isinstance(element.value, dict)


def _flat(value: dict[str, Any], depth: int = _DEEPEST) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, dict) and depth > 1:
            above = "" if name == "attributes" else f"{name} "  # as JSON:API has it
            flat |= {f"{above}{deeper}": text for deeper, text in _flat(inner, depth - 1).items()}
        else:
            flat[name] = text_of(inner)
    return flat


def _clean(text: str) -> str:
    """Without what JSON may escape but no database stores."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
