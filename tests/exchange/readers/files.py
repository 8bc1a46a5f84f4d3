"""Small exports for the tests, and what reading them gives."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from northing.exchange.mapping import Mapping
from northing.exchange.matching import match, proposed
from northing.exchange.readers.reading import read
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Record, Refusal
from northing.exchange.readers.sniffing import sniff

JIRA = ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Created", "Updated", "Resolved"]


def table(
    folder: Path, *rows: Sequence[str], name: str = "export.csv", encoding: str = "utf-8", **dialect: Any
) -> Path:
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, **dialect).writerows(rows)
    return path


def text(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def document(folder: Path, *values: Any, name: str = "export.json", between: str = "\n") -> Path:
    return text(folder, between.join(json.dumps(value) for value in values), name)


def jira(folder: Path, *rows: dict[str, str], header: Iterable[str] = JIRA) -> Path:
    """A Jira export; what a row does not say is filled in so that it comes in."""
    said = {
        "Issue key": "AB-1",
        "Issue id": "10001",
        "Summary": "Pay by card",
        "Issue Type": "Story",
        "Status": "To Do",
        "Created": "22/Sep/25 9:26 AM",
    }
    names = list(header)
    return table(folder, names, *([{**said, **row}.get(name, "") for name in names] for row in rows))


def everything(path: Path, mapping: Mapping | None = None) -> tuple[Recognised, list[Record | Refusal]]:
    recognised = sniff(path, path.name)
    mapping = mapping or proposed(recognised, match(recognised))
    return recognised, list(read(path, recognised, mapping))


def records(path: Path, mapping: Mapping | None = None) -> list[Record]:
    """The records of a file in which no row is refused."""
    rows = everything(path, mapping)[1]
    refused = [row for row in rows if isinstance(row, Refusal)]
    assert refused == []
    return [row for row in rows if isinstance(row, Record)]


def refusals(path: Path, mapping: Mapping | None = None) -> list[Refusal]:
    return [row for row in everything(path, mapping)[1] if isinstance(row, Refusal)]
