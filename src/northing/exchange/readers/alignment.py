"""Rows that have more or fewer cells than the header: where the surplus or the gap must be."""

from datetime import UTC

from northing.exchange.readers.dates import DateReader
from northing.exchange.readers.recognised import Column, Recognised
from northing.exchange.readers.records import MANY_MARK
from northing.exchange.readers.vocabulary import MANY, meaning

_WRONG, _MISSING, _ODD = 100, 10, 1  # no date; nothing where all others have something; a new word
_FEW = 3


class Alignment:
    """Fits rows to the header by what its columns must hold: dates, known words, and something at all."""

    def __init__(self, recognised: Recognised) -> None:
        self._width = recognised.width
        self._columns = [
            column for column in recognised.columns if column.filled and len(column.positions) == 1
        ]
        self._readers = {
            column.name: DateReader(column.dates.order, UTC) for column in self._columns if column.dates
        }
        tool = recognised.tool_key
        self._many = [
            max(column.positions)
            for column in recognised.columns
            if len(column.positions) > 1 or ((found := meaning(column.name, tool)) and found.target in MANY)
        ]

    def fit(self, cells: list[str]) -> list[str] | None:
        """As many cells as the header has, or None when no way of fitting them makes sense."""
        surplus = len(cells) - self._width
        if surplus > 0:
            return self._best(self._shorter(cells, surplus))
        padded = [*cells, *[""] * -surplus]
        if self._faults(padded) < _MISSING:
            return padded  # only empty cells were left away
        if -surplus > max(_FEW, self._width // 20):
            return None
        gap = [""] * -surplus
        return self._best([[*cells[:place], *gap, *cells[place:]] for place in range(len(cells), -1, -1)])

    def _shorter(self, cells: list[str], surplus: int) -> list[list[str]]:
        """Cut what is empty at the end; else more values in a column that holds several, such as Labels."""
        ways = [] if any(cells[self._width :]) else [cells[: self._width]]
        for place in self._many:
            group = [cell for cell in cells[place : place + surplus + 1] if cell]
            ways.append([*cells[:place], MANY_MARK.join(group), *cells[place + surplus + 1 :]])
        return ways

    def _best(self, ways: list[list[str]]) -> list[str] | None:
        """The first of the ways with the fewest faults, unless every way has a grave one."""
        faults = [
            sum(self._fault(column, way[column.positions[0]]) for column in self._columns) for way in ways
        ]
        least = min(faults, default=_WRONG)
        return ways[faults.index(least)] if least < _WRONG else None

    def _faults(self, cells: list[str]) -> int:
        return sum(self._fault(column, cells[column.positions[0]]) for column in self._columns)

    def _fault(self, column: Column, cell: str) -> int:
        if not cell:
            return _MISSING if column.filled == 1 else 0
        if column.dates:
            try:
                self._readers[column.name].moment(cell)
            except ValueError:
                return _WRONG
        return _ODD if column.values and cell not in column.values else 0
