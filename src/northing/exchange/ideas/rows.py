"""Rows of a table as ideas, and those that stay out with the cell that is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from northing.exchange.ideas.cells import Habits, Range, numbers_of, range_of
from northing.exchange.ideas.columns import FIELDS, Place
from northing.exchange.readers.numbers import NOTHING, Mark, evidence, mark_of
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.wrong import RefusedCell, WrongCell
from northing.kernel.errors import Refused
from northing.planning.commands.scoring import Idea

MOST = 5_000
LONGEST_NAME, LONGEST_TEXT = 300, 10_000
_DECIDED_BY = 500  # rows
_UNSAID = NOTHING | {"?", "??", "???", "tbd", "tba", "tbc", "unknown", "unclear", "not estimated", "offen"}
"""What people write where they will say it later: no number, and nothing wrong either."""
_TOTALS = {"total", "totals", "grand total", "sum", "subtotal", "average", "summe", "gesamt", "somme", "suma"}


@dataclass(slots=True)
class Read:
    ideas: list[Idea] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    rows: int = 0


def decimal_mark(path: Path, recognised: Recognised, columns: Sequence[Place]) -> Mark:
    """What stands before decimals in the columns of numbers."""
    if recognised.container == "xlsx":
        return "."  # a workbook keeps figures, not how they are shown
    valued = [column for column in columns if column.target.partition(":")[0] in FIELDS]
    rows = islice(data_rows(path, recognised), _DECIDED_BY)
    seen = evidence(_cell(cells, column) for _, cells, _ in rows if cells for column in valued)
    return mark_of(seen, separator=recognised.layout.separator)


def read_ideas(path: Path, recognised: Recognised, columns: Sequence[Place], habits: Habits) -> Read:
    """Each row once; a second row of the same name stays out."""
    by = {column.target: column for column in columns if column.target}
    found, seen = Read(), dict[str, int]()
    for line, cells, original in data_rows(path, recognised):
        if cells is not None and not any(cell.strip() for cell in cells):
            continue
        found.rows += 1
        if found.rows > MOST:
            raise Refused(f"The file has more than {MOST:,} ideas. Bring it in parts.")
        try:
            if cells is None:
                raise WrongCell("", original[:80], "The row cannot be taken apart")
            idea = _idea(by, cells, line, habits)
            before = seen.setdefault(idea.name.lower(), line)
            if before != line:
                raise WrongCell(by["name"].name, idea.name, f"Stands in line {before} already")
            found.ideas.append(idea)
        except WrongCell as wrong:
            found.refused.append(wrong.at(line))
    return found


def _idea(by: dict[str, Place], cells: list[str], line: int, habits: Habits) -> Idea:
    name = _text(by, "name", cells, LONGEST_NAME)
    if not name:
        raise WrongCell(by["name"].name, "", "The idea has no name")
    team, product = (_text(by, each, cells, LONGEST_NAME) for each in ("team", "product"))
    if name.lower().rstrip(":") in _TOTALS and not (team or product):
        raise WrongCell(by["name"].name, name, "Sums up the table, and is no idea")
    inputs: dict[str, Range] = {}
    for field_name in FIELDS:
        said = _said(by, field_name, cells, habits)
        if said:
            inputs[field_name] = _range(by, field_name, said, cells, habits)
    return Idea(
        name=name,
        problem=_text(by, "problem", cells, LONGEST_TEXT),
        product=product,
        team=team,
        inputs=inputs,
        place=f"Line {line}",
    )


def _said(by: dict[str, Place], name: str, cells: list[str], habits: Habits) -> dict[str, list[float]]:
    """The numbers of each column of one field, under its end."""
    found = {}
    for target, end in ((name, ""), (f"{name}:low", "low"), (f"{name}:high", "high")):
        column = by.get(target)
        text = _cell(cells, column) if column else ""
        if column is None or text.lower() in _UNSAID:
            continue
        try:
            found[end] = numbers_of(name, text, habits)
        except ValueError as problem:
            raise WrongCell(column.name, text, str(problem)) from None
    return found


def _range(
    by: dict[str, Place], name: str, said: dict[str, list[float]], cells: list[str], habits: Habits
) -> Range:
    try:
        return range_of(name, said, habits)
    except ValueError as problem:
        column = next(by[target] for target in (name, f"{name}:low", f"{name}:high") if target in by)
        raise WrongCell(column.name, _cell(cells, column), str(problem)) from None


def _text(by: dict[str, Place], target: str, cells: list[str], longest: int) -> str:
    column = by.get(target)
    text = " ".join(_cell(cells, column).split()) if column else ""
    if column and len(text) > longest:
        raise WrongCell(column.name, text, f"Longer than {longest:,} characters")
    return text


def _cell(cells: list[str], column: Place) -> str:
    return cells[column.at].strip() if column.at < len(cells) else ""
