"""JSON lists of anything as tables: a column for each name, "user.email" for what lies one level deeper."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from northing.exchange.readers.documents import elements
from northing.exchange.readers.sources.flat import text_of
from northing.exchange.readers.tables import Row

_LEARNT_FROM = 2_000
_MOST_COLUMNS = 200


def header_of(path: Path, encoding: str) -> list[str]:
    """The names in the first elements, in the order in which they come."""
    names: dict[str, None] = {}
    for element in islice(elements(path, encoding), _LEARNT_FROM):
        if isinstance(element.value, dict):
            names.update(dict.fromkeys(_flat(element.value)))
    return list(names)[:_MOST_COLUMNS]


def rows(path: Path, encoding: str, header: list[str]) -> Iterator[Row]:
    """The elements under this header."""
    for element in elements(path, encoding):
        if isinstance(element.value, dict):
            flat = _flat(element.value)
            yield element.line, [_clean(flat.get(name, "")) for name in header], _clean(element.text)


def _flat(value: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, dict):
            flat |= {f"{name} {deeper}": text_of(deepest) for deeper, deepest in inner.items()}
        else:
            flat[name] = text_of(inner)
    return flat


def _clean(text: str) -> str:
    """Without what JSON may escape but no database stores."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
