"""What the columns of a table hold, counted block by block."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from northing.exchange.readers.alignment import Alignment
from northing.exchange.readers.dates import Evidence, evidence
from northing.exchange.readers.periods import end_of_period
from northing.exchange.readers.recognised import Column, Layout, Recognised
from northing.exchange.readers.records import MANY_MARK
from northing.exchange.readers.vocabulary import DATES, meaning

_SAMPLES = 5
_DISTINCT = 60
_SAMPLE_LENGTH = 120
_MOSTLY, _SOME = 0.8, 0.3  # share of dates that makes a column one of dates; less where its name says so


class _Tally:
    """Counts over the cells of one position."""

    def __init__(self) -> None:
        self.cells = self.filled = 0
        self.samples: dict[str, None] = {}
        self.values: Counter[str] | None = Counter()
        self.days: dict[str, str] = {}
        self.repeats = 0.0

    def add(self, cells: Sequence[str]) -> None:
        self.cells += len(cells)
        self.filled += len(cells) - cells.count("")
        if len(self.samples) < _SAMPLES:
            fresh = (cell for cell in cells if cell and cell not in self.samples)
            self.samples.update(dict.fromkeys(islice(dict.fromkeys(fresh), _SAMPLES - len(self.samples))))
        if self.values is not None:
            self.values.update(cells)
            told = [count for value, count in self.values.items() if value]
            self.repeats = 1 - len(told) / sum(told) if told else 0.0
            if len(self.values) > _DISTINCT:
                self.values = None

    def add_days(self, cells: Iterable[str]) -> None:
        """Keep one example for each distinct day, which decides all that its other times could."""
        for cell in cells:
            if cell:
                self.days.setdefault(cell[:10] if cell[10:11] == "T" else cell.partition(" ")[0], cell)


class Tallies:
    """Counts over blocks of rows under one header."""

    def __init__(self, header: Sequence[str], tool: str, dated: Iterable[str] | None = None) -> None:
        self._header, self._tool = list(header), tool
        self._cells = [_Tally() for _ in header]
        self._dated = None if dated is None else set(dated)
        self.rows = 0

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        width = len(self._header)
        self.rows += len(rows)
        even = [row for row in rows if len(row) == width] or self._fitted(rows)
        for name, tally, cells in zip(self._header, self._cells, zip(*even, strict=False), strict=False):
            tally.add(cells)
            if self._dated is None or name in self._dated:
                tally.add_days(cells)

    def _fitted(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """Where no row is as wide as the header, the rows as the names of its columns let them be fitted."""
        if not rows:
            return []
        tries = []
        for order in (Evidence(1, 0, 1, 0, 0, ""), Evidence(1, 0, 0, 1, 0, "")):
            alignment = Alignment(self._blank(order))
            fitted = (alignment.fit(list(row)) for row in rows)
            tries.append([cells for cells in fitted if cells is not None])
        return max(tries, key=len)

    def _blank(self, order: Evidence) -> Recognised:
        """As if every column had something now and then, and those named as dates held dates of this order."""
        columns = (
            replace(column, filled=0.5, dates=order if self._is_dated(column.name) else None)
            for column in self.columns()
        )
        layout = Layout()
        return Recognised("csv", self._tool, "csv", layout, tuple(columns), rows=0, size=0)

    def _is_dated(self, name: str) -> bool:
        found = meaning(name, self._tool)
        return found is not None and found.target in DATES

    def columns(self) -> tuple[Column, ...]:
        positions: dict[str, list[int]] = {}
        for position, name in enumerate(self._header):
            positions.setdefault(name, []).append(position)
        return tuple(self._column(name, tuple(places)) for name, places in positions.items())

    def _column(self, name: str, positions: tuple[int, ...]) -> Column:
        tallies = [self._cells[position] for position in positions]
        first = tallies[0]
        samples = dict.fromkeys(sample for tally in tallies for sample in tally.samples)
        values = dict(first.values or {}) if len(tallies) == 1 else {}
        values.pop("", None)
        return Column(
            name=name,
            positions=positions,
            samples=tuple(_shown(sample) for sample in islice(samples, _SAMPLES)),
            repeats=first.repeats,
            filled=max((tally.filled / tally.cells for tally in tallies if tally.cells), default=0.0),
            dates=self._dates(name, first),
            values=values if _few(values, first.filled) else {},
        )

    def _dates(self, name: str, tally: _Tally) -> Evidence | None:
        found, dated = meaning(name, self._tool), self._is_dated(name)
        values = list(tally.days.values())
        if not dated and all(value.isdigit() for value in values):
            return None  # eight or ten digits are a date only under the name of one
        seen = evidence(values)
        if found and found.target == "due" and seen.other:
            seen = _with_periods(seen, values)
        enough = _SOME if dated else _MOSTLY
        return seen if seen.dates and seen.dates >= enough * (seen.dates + seen.other) else None


def _with_periods(seen: Evidence, values: Sequence[str]) -> Evidence:
    """A promise may be for a quarter: such values are dates too."""
    periods = [value for value in values if end_of_period(value)]
    if not periods:
        return seen
    read = min(len(periods), seen.other)
    return seen._replace(dates=seen.dates + read, other=seen.other - read, example=seen.example or periods[0])


def _few(values: dict[str, int], filled: int) -> bool:
    return bool(values) and (len(values) <= 12 or len(values) <= filled / 4)


def _shown(sample: str) -> str:
    return " ".join(sample.replace(MANY_MARK, ", ").split())[:_SAMPLE_LENGTH]
