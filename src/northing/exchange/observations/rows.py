"""Rows of a table as series of values, and the cells that cannot come in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Literal, cast

from northing.exchange.observations.columns import Place
from northing.exchange.observations.days import DayReader, order_of
from northing.exchange.observations.naming import called, same, unit_of
from northing.exchange.readers.numbers import NOTHING, Mark, evidence, mark_of, read_number
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.tables import Row
from northing.exchange.readers.wrong import RefusedCell, WrongCell
from northing.kernel.errors import Refused

MOST_VALUES = 300_000
MOST_SERIES = 200
LONGEST_NAME = 120
Repeats = Literal["refuse", "sum", "mean", "last"]
REPEATS: dict[str, str] = {
    "refuse": "are refused",
    "sum": "are added up",
    "mean": "are averaged",
    "last": "the last one counts",
}
_DECIDED_BY = 2_000  # rows
_EARLIEST, _LATEST = date(1970, 1, 1), date(2199, 12, 31)


@dataclass(slots=True)
class Series:
    """The values of one metric, as its name in the file says."""

    name: str
    unit: str = ""
    product: str = ""
    points: dict[date, float] = field(default_factory=dict)
    repeated: dict[date, int] = field(default_factory=dict)


@dataclass(slots=True)
class Read:
    """What a file says: series by their names in small letters, in its order."""

    series: dict[str, Series] = field(default_factory=dict)
    refused: list[RefusedCell] = field(default_factory=list)
    rows: int = 0
    values: int = 0
    mark: Mark = "."


def read_observations(
    path: Path, recognised: Recognised, columns: Sequence[Place], *, mark: str = "", repeats: str = "refuse"
) -> Read:
    """`mark`: what stands before decimals, "" to find out. `repeats`: what becomes of a day’s second value."""
    return _Reader(path, recognised, columns, mark, cast("Repeats", repeats)).read()


class _Reader:
    """Reads one file by one matching of its columns."""

    def __init__(
        self, path: Path, recognised: Recognised, columns: Sequence[Place], mark: str, repeats: Repeats
    ) -> None:
        self._path, self._recognised, self._repeats = path, recognised, repeats
        self._by = {column.target: column for column in columns if column.target}
        self._series = [column for column in columns if column.target == "series"]
        self._across = [column for column in columns if column.target == "across"]
        first = [cells for _, cells, _ in islice(self._rows(), _DECIDED_BY) if cells is not None]
        self.mark = cast("Mark", mark) if mark in (".", ",") else self._mark(first)
        day = self._by.get("day")
        written = [column.name for column in self._across] or (
            [_cell(cells, day.at) for cells in first] if day else []
        )
        self._days = DayReader(order_of(written))

    def read(self) -> Read:
        found = Read(mark=self.mark)
        take = self._take_across if self._across else self._take
        for line, cells, original in self._rows():
            found.rows += 1
            if cells is None:
                found.refused.append(RefusedCell(line, "", original[:80], "The row cannot be taken apart"))
                continue
            try:
                take(line, cells, found)
            except WrongCell as wrong:
                found.refused.append(wrong.at(line))
            if found.values > MOST_VALUES:
                raise Refused(
                    f"The file has more than {MOST_VALUES:,} values. Bring it in parts, by year or metric."
                )
        for series in found.series.values():
            for day, times in series.repeated.items():
                series.points[day] /= times
        found.series = {key: series for key, series in found.series.items() if series.points}
        return found

    def _take(self, line: int, cells: list[str], found: Read) -> None:
        if not any(cell.strip() for cell in cells):
            return
        day = self._day(_cell(cells, self._by["day"].at), self._by["day"].name)
        if "metric" in self._by:
            value = self._by["value"]
            self._put(found, self._named(cells, found), day, _cell(cells, value.at), value.name, line)
        for column in self._series if "metric" not in self._by else ():
            self._put(
                found,
                _of(found, column.name, unit_of(column.samples)),
                day,
                _cell(cells, column.at),
                column.name,
                line,
            )

    def _take_across(self, line: int, cells: list[str], found: Read) -> None:
        if not any(cell.strip() for cell in cells):
            return
        series = self._named(cells, found)
        for column in self._across:
            text = _cell(cells, column.at)
            if text.lower() not in NOTHING:
                self._put(found, series, self._day(column.name, column.name), text, column.name, line)

    def _named(self, cells: list[str], found: Read) -> Series:
        column = self._by["metric"]
        name = " ".join(_cell(cells, column.at).split())
        if not name:
            raise WrongCell(column.name, "", "No metric is named")
        if len(name) > LONGEST_NAME:
            raise WrongCell(column.name, name, f"Longer than {LONGEST_NAME} characters")
        unit, product = self._said("unit", cells), self._said("product", cells)
        return _of(found, name, unit, product)

    def _said(self, target: str, cells: list[str]) -> str:
        column = self._by.get(target)
        return " ".join(_cell(cells, column.at).split()) if column else ""

    def _day(self, text: str, column: str) -> date:
        if not text:
            raise WrongCell(column, "", "No day")
        try:
            day = self._days.day(text)
        except ValueError as problem:
            raise WrongCell(column, text, _sentence(problem)) from None
        if not _EARLIEST <= day <= _LATEST:
            raise WrongCell(column, text, "This day cannot be meant")
        return day

    def _put(self, found: Read, series: Series, day: date, text: str, column: str, line: int) -> None:
        """One bad cell of a wide row leaves the others of it alone."""
        if text.lower() in NOTHING:
            return
        try:
            value = read_number(text, self.mark)
            self._keep(series, day, value)
        except ValueError as problem:
            found.refused.append(RefusedCell(line, column, text[:120], _sentence(problem)))
        else:
            found.values += 1

    def _keep(self, series: Series, day: date, value: float) -> None:
        points = series.points
        if day not in points or self._repeats == "last":
            points[day] = value
        elif self._repeats == "refuse":
            if points[day] != value:
                raise ValueError(f"{series.name} has {points[day]:g} on {day.isoformat()} already")
        else:
            points[day] += value
            if self._repeats == "mean":
                series.repeated[day] = series.repeated.get(day, 1) + 1

    def _mark(self, rows: list[list[str]]) -> Mark:
        column = self._by.get("value")
        valued = [*self._series, *self._across, *([column] if column else [])]
        if self._recognised.container == "xlsx":
            return "."  # a workbook keeps figures, not how they are shown
        seen = evidence(_cell(cells, place.at) for cells in rows for place in valued)
        return mark_of(seen, separator=self._recognised.layout.separator)

    def _rows(self) -> Iterator[Row]:
        return data_rows(self._path, self._recognised)


def _of(found: Read, name: str, unit: str = "", product: str = "") -> Series:
    plain, said = called(name)
    key = f"{same(plain)}\n{product.lower()}"
    series = found.series.get(key)
    if series is None:
        if len(found.series) >= MOST_SERIES:
            raise Refused(
                f"The file names more than {MOST_SERIES} metrics. Check which column names the metric,"
                " or bring it in parts."
            )
        series = found.series[key] = Series(plain, unit or said, product)
    return series


def _cell(cells: list[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _sentence(problem: ValueError) -> str:
    said = str(problem)
    return f"There is no such day: {said}" if said[:1].islower() else said
