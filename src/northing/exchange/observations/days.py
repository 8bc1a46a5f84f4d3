"""Days and longer times as tables of figures name them: 31.7.2026, 2026-07, Jul 2026, 2026-W31, Q3 2026."""

import re
from collections.abc import Iterable
from datetime import UTC, date

from northing.exchange.readers.dates import DateReader, Order
from northing.exchange.readers.dates import evidence as evidence_of_dates

_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_NAMED = re.compile(
    r"([^\W\d_]{3,10})\.?[-/. ]+(\d{4}|\d{2})|(?P<year>\d{4})[-/. ]+(?P<name>[^\W\d_]{3,10})\.?"
)
_WEEK = re.compile(
    r"(\d{4})[-/. ]?(?:W|KW|CW)[-/. ]?(\d{1,2})|(?:W|KW|CW)\s?(?P<week>\d{1,2})[-/. ]+(?P<year>\d{4})",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(\d{4})[-/. ]?[QT]([1-4])|[QT]([1-4])[-/. ]+(?P<year>\d{4}|\d{2})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOSTLY = 0.8


class DayReader:
    """Reads one table's days; a longer time is named by its first day."""

    def __init__(self, order: Order = "dmy") -> None:
        self._dates = DateReader(order, UTC)
        self._known: dict[str, date] = {}

    def day(self, text: str) -> date:
        """ValueError with the reason when it names no day."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._longer(" ".join(text.split())) or self._dates.day(text)
        return found

    def _longer(self, text: str) -> date | None:
        if found := _WEEK.fullmatch(text):
            return date.fromisocalendar(int(found[1] or found["year"]), int(found[2] or found["week"]), 1)
        if found := _QUARTER.fullmatch(text):
            return date(_year(found[1] or found["year"]), int(found[2] or found[3]) * 3 - 2, 1)
        if found := _MONTH.fullmatch(text):
            return date(int(found[1] or found["year"]), int(found[2] or found["month"]), 1)
        if found := _NAMED.fullmatch(text):
            name, year = found[1] or found["name"], found[2] or found["year"]
            return self._dates.day(f"1 {name} {_year(year)}")
        return date(int(text), 1, 1) if _YEAR.fullmatch(text) else None


def order_of(values: Iterable[str]) -> Order:
    """Whether day or month comes first, as all values together say."""
    return evidence_of_dates(values).order


def are_days(values: Iterable[str]) -> bool:
    """Whether these are days throughout, but for a stray word. A long number is none by itself."""
    filled = [value for value in values if value.strip()]
    if all(value.isdigit() and len(value) > 8 for value in filled):
        return False
    reader = DayReader(order_of(filled))
    return bool(filled) and sum(_is_day(reader, value) for value in filled) >= _MOSTLY * len(filled)


def _is_day(reader: DayReader, value: str) -> bool:
    try:
        reader.day(value)
    except ValueError:
        return False
    return True


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
