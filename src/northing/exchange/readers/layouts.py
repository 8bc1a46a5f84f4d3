"""How a table of text is laid out: separator, quotes, and where its header stands."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from northing.exchange.readers import tables
from northing.exchange.readers.encodings import encoding_of
from northing.exchange.readers.numbers import NOTHING
from northing.exchange.readers.recognised import Layout
from northing.exchange.readers.vocabulary import meaning, tool_of

_LINES, _LENGTH = 400, 500_000
_ROWS = 60
_HEADER_WITHIN = 20  # rows above the header: titles, spacers, "exported on"
_NAMES = 500  # cells of a row that are looked at
_SEPARATORS = (",", ";", "\t", "|")
_DECLARED = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)


def layout_of(path: Path) -> Layout:
    """The layout under which the first rows look most like a table with a header."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _first_lines(file)
    declared = _DECLARED.match(lines[0].lstrip("\ufeff")) if lines else None
    first = 2 if declared else 1
    best, best_score = Layout(encoding=encoding, header_line=first), (-1.0, -1.0, -1.0)
    for candidate in _candidates(lines, declared[1] if declared else "", encoding):
        found = _header(lines[first - 1 :], candidate)
        if found and found[1] > best_score:
            best, best_score = candidate._replace(header_line=first + found[0]), found[1]
    return best


def _first_lines(file: TextIO) -> list[str]:
    lines, length = [], 0
    for line in islice(file, _LINES):
        lines.append(line.replace("\0", ""))
        length += len(line)
        if length > _LENGTH:
            break
    return lines


def _candidates(lines: list[str], declared: str, encoding: str) -> Iterator[Layout]:
    text = "".join(lines)
    for separator in [declared] if declared else _SEPARATORS:
        plain = Layout(encoding=encoding, separator=separator)
        yield plain
        if f'{separator} "' in text:
            yield plain._replace(spaced=True)
        if '\\"' in text or f"\\{separator}" in text:
            yield plain._replace(escape="\\")
        if f"'{separator}" in text or f"{separator}'" in text:
            yield plain._replace(quote="'")


def _header(lines: list[str], layout: Layout) -> tuple[int, tuple[float, float, float]] | None:
    """Lines before the header, and how convincing the table is: (known names, even width, width)."""
    reader = tables.parser(lines, layout)
    rows: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for cells in islice(reader, _ROWS):
            rows.append((line, cells))
            line = reader.line_num
    except csv.Error:
        pass
    filled = [(start, cells) for start, cells in rows if re.search(r"\w", "".join(cells))]
    if not filled:
        return None
    best = header_among([cells for _, cells in filled[:_HEADER_WITHIN]])
    start, header = filled[best]
    below = [len(cells) for _, cells in filled[best + 1 :]]
    even = below.count(len(header)) / len(below) if below else 1.0
    spread = max(Counter(below).values()) / len(below) if below else 1.0
    score = header_score(header)
    return start, (score[0] + (0.5 if len(header) > 1 else 0), even + spread / 10, len(header))


def header_among(rows: list[list[str]]) -> int:
    """The row that looks most like a header; one above it that is as wide and as full of names comes first, for
    a row of data may hold words that are names elsewhere ("closed")."""
    scores = [header_score(row) for row in rows]
    best = scores.index(max(scores))
    return next(
        place
        for place, row in enumerate(rows)
        if place == best or (len(row) == len(rows[best]) and scores[place][1] > scores[best][1])
    )


def header_score(cells: list[str]) -> tuple[float, float]:
    """How much a row looks like a header: names that we know, then distinct short texts."""
    names = [cell.strip() for cell in cells[:_NAMES] if cell.strip()]
    tool = tool_of(names)
    known = sum(meaning(name, tool) is not None for name in names) + (3 if tool else 0)
    said = {name for name in names if name.lower() not in NOTHING}
    texts = len({name for name in said if len(name) < 60 and not name[:1].isdigit()})
    return known, texts
