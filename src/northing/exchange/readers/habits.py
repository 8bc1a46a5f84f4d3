"""What single tools write into their tables that no other table has, put straight before anybody looks at it.

A tool that tells parents by where a row stands gets one more column, `PARENT`, at the end; one that tells the
moment of birth by an id, `CREATED`.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from northing.exchange.readers.sources.trello import born
from northing.exchange.readers.states import plain, state_of_word
from northing.exchange.readers.tables import Row

PARENT = "Parent (by indentation)"
CREATED = "Created"
_EMPTY = frozenset({"null", "[]", "{}"})
_FORMULA = frozenset("=+-@")
_SURVEYS = frozenset({"respondent id", "response id", "recorded date"})
_OPEN, _FOR_PROGRAMS = "Open-Ended Response", '{"ImportId":'

Habit = Callable[[Sequence[str], Iterator[Row]], Iterator[Row]]
"""From the header, `PARENT` included where there is one, and the rows below it."""


def header_of(tool: str, header: list[str]) -> list[str]:
    """The header with the column that the tool's rows get besides their own."""
    names = set(map(plain, header))
    if tool == "trello" and {"card id", "archived"} <= names:
        return [*header, CREATED]
    tree = tool == "azure" and {"title 1", "title 2"} <= names and "parent" not in names
    return [*header, PARENT] if tree or tool == "monday" else header


def straightened(tool: str, header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """The rows without the habits of the tool, and without headers that come again."""
    habit = _HABITS.get(tool) or (_survey if _SURVEYS & set(map(plain, header)) else None)
    if habit is not None:
        return habit(header, rows)
    first = header[0] if header else ""
    return (row for row in rows if not (row[1] and row[1][0] == first and row[1] == list(header)))


def _clickup(_header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """Cells say "null" for nothing, and stand in brackets where they hold several values."""
    for line, cells, original in rows:
        yield line, [_unwrapped(cell) for cell in cells] if cells else cells, original


def _linear(_header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """A cell that a spreadsheet could take for a formula has an apostrophe in front, which is no part of it."""
    for line, cells, original in rows:
        yield line, [_unescaped(cell) for cell in cells] if cells else cells, original


def _unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _unwrapped(cell: str) -> str:
    if cell in _EMPTY:
        return ""
    return cell[1:-1] if cell[:1] == "[" and cell[-1:] == "]" else cell


def _trello(header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """A card's id holds the moment it was made; what was archived keeps its list, and is not worked on."""
    if header[-1] != CREATED:
        yield from rows
        return
    places = {plain(name): place for place, name in enumerate(header)}
    key, archived, column = places["card id"], places["archived"], places.get("list name")
    for line, cells, original in rows:
        if cells is not None and len(cells) == len(header) - 1:
            cells = [*cells, born(cells[key])]
            given_up = cells[archived].casefold() == "true"
            if given_up and column is not None and state_of_word(cells[column]) != "done":
                cells[column] = "Archived"
        yield line, cells, original


def _azure(header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """A query over a tree writes a title further to the right for each step down, and no parent."""
    if header[-1] != PARENT:
        yield from rows
        return
    titles = [place for place, name in enumerate(header) if plain(name).startswith("title ")]
    key = next((place for place, name in enumerate(header) if plain(name) == "id"), 0)
    above = [""] * len(titles)
    for line, cells, original in rows:
        if cells is None or len(cells) != len(header) - 1:
            yield line, cells, original
            continue
        depth = next((depth for depth, place in enumerate(titles) if cells[place]), 0)
        above[depth:] = [cells[key]] * (len(titles) - depth)
        yield line, [*cells, above[depth - 1] if depth else ""], original


def _monday(header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """A board's groups stand below each other, each with its name, the header again and a line of totals; the
    sub-items of an item stand below it, one column to the right, under a header of their own."""
    names = list(header[:-1])
    sub_header: list[str] = []
    parent = ""
    for line, cells, original in rows:
        if cells is None:
            yield line, cells, original
            continue
        cells = [*cells, *[""] * (len(names) - len(cells))]
        if cells[0] == "Subitems":
            sub_header = cells
        elif (cells[0] and not any(cells[1:])) or cells[0] == names[0]:
            sub_header = []  # a group begins
        elif cells[0]:
            parent = cells[0]
            yield line, [*cells, ""], original
        elif sub_header and any(cells):
            said = dict(zip(sub_header[1:], cells[1:], strict=False))
            yield line, [*(said.get(name, "") for name in names), parent], original


def _survey(_header: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    """Below the header stand the questions, and what the survey's own program needs: neither is an answer."""
    first = list(islice(rows, 2))
    said = ["\x1f".join(cells or ()) for _, cells, _ in first]
    if len(first) == 2 and _FOR_PROGRAMS in said[1]:
        first = []
    elif first and (_OPEN in said[0] or _FOR_PROGRAMS in said[0]):
        first = first[1:]
    return chain(first, rows)


_HABITS: dict[str, Habit] = {
    "linear": _linear,
    "clickup": _clickup,
    "trello": _trello,
    "azure": _azure,
    "monday": _monday,
}
