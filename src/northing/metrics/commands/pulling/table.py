"""What a source answers with, and how its columns become series of values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from northing.kernel.errors import Refused

NAMED_AS_DAY = ("day", "date", "ds", "week", "month", "time", "timestamp", "datum")
NAMED_AS_METRIC = ("metric", "name", "kpi", "measure", "series")
NAMED_AS_VALUE = ("value", "amount", "y")
MOST_REFUSED = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may take."""

    rows: int = 200_000
    seconds: int = 60

    def check_rows(self, rows: int) -> None:
        if rows > self.rows:
            raise Refused(
                f"It answers with more than {self.rows:,} rows. Ask for less, such as the last 400 days,"
                " or raise the limit."
            )

    @property
    def too_slow(self) -> Refused:
        return Refused(f"It took longer than {self.seconds} seconds. Ask for less, or raise the limit.")


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    rows: list[tuple[Any, ...]]


@dataclass(slots=True)
class Pulled:
    """Values by series and day. `refused`: what could not be read, in sentences that name row and column."""

    series: dict[str, dict[date, float]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, said: str) -> None:
        self.refused_count += 1
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(said)


def series_of(table: Table) -> Pulled:
    """One column is the day. With a column of names beside one of values each name is a series, otherwise
    each column of numbers is. Refused where the columns say neither."""
    day = _column(table, NAMED_AS_DAY, _is_day)
    if day is None:
        raise Refused("No column holds days. Name one of them “day”.")
    names = _column(table, NAMED_AS_METRIC, lambda value: isinstance(value, str), besides={day})
    found = Pulled()
    if names is None:
        valued = [at for at in range(len(table.columns)) if at != day and _holds(table.rows, at, _is_number)]
        if table.rows and not valued:
            raise Refused("No column holds numbers.")
        for number, row in enumerate(table.rows, start=1):
            for at in valued:
                _put(found, table, number, row, table.columns[at], day, at)
        return found
    value = _column(table, NAMED_AS_VALUE, _is_number, besides={day, names})
    if value is None:
        raise Refused("A column names metrics, but none holds their values. Name one of them “value”.")
    for number, row in enumerate(table.rows, start=1):
        if row[names] is None:
            found.refuse(f"Row {number}: {table.columns[names]} is empty")
            continue
        _put(found, table, number, row, str(row[names]).strip(), day, value)
    return found


def _put(found: Pulled, table: Table, number: int, row: Sequence[Any], name: str, day: int, value: int) -> None:
    if row[value] is None:
        return
    try:
        when = day_of(row[day])
        amount = float(row[value])
        if amount != amount or abs(amount) > 1e300:
            raise ValueError
    except (TypeError, ValueError):
        at = day if not _is_day(row[day]) else value
        found.refuse(f"Row {number}: {table.columns[at]} is {str(row[at])[:60]!r}")
        return
    points = found.series.setdefault(name, {})
    if points.get(when, amount) != amount:
        raise Refused(
            f"{name} has two values on {when.isoformat()}. Add up in the query: one row a metric and day."
        )
    points[when] = amount


def day_of(value: Any) -> date:
    """ValueError when it is none."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value).strip()[:10])


def _column(
    table: Table, names: Sequence[str], fits: Any, besides: frozenset[int] | set[int] = frozenset()
) -> int | None:
    """By name, else the first whose values fit."""
    free = [at for at in range(len(table.columns)) if at not in besides and _holds(table.rows, at, fits)]
    named = [at for name in names for at in free if table.columns[at].lower() == name]
    return next(iter(named or free), None)


def _holds(rows: Sequence[tuple[Any, ...]], at: int, fits: Any) -> bool:
    """Whether what stands there in the first rows is mostly of this kind."""
    seen = [row[at] for row in rows[:200] if row[at] is not None]
    return sum(map(fits, seen)) * 2 > len(seen) if seen else not rows


def _is_day(value: Any) -> bool:
    try:
        day_of(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
