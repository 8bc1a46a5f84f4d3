"""Days as people type them into a cell."""

import re
from datetime import date

from northing.kernel.errors import Refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
WORDS = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s*(\d{4})?")
AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s*(\d{4})?")
# Of Q1, and what it is where people write of trimestres and kwartalen; of 1. Quartal 2026 as well.
QUARTER = re.compile(
    r"(?:[qtk]([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*[qtk]([1-4])|([1-4])\. ?quartal (\d{4}))", re.IGNORECASE
)


def read_day(text: str, today: date) -> date:
    """31 Jul, 31 July 2027, 2027-07-31, 31.7.2027 or 31/07/2027. Without a year it is the next such day."""
    said = " ".join(text.lower().split())
    if found := ISO.fullmatch(said):
        return _day(text, *(int(part) for part in found.groups()))
    if found := NUMBERS.fullmatch(said):
        day, month, year = (int(part) for part in found.groups())
        return _day(text, year + 2000 if year < 100 else year, month, day)
    if found := WORDS.fullmatch(said):
        return _named(text, found[1], found[2], found[3], today)
    if found := AMERICAN.fullmatch(said):
        return _named(text, found[2], found[1], found[3], today)
    raise Refused(value=f"“{text}” is no day. Write it like 31 Jul or 2027-01-22.")


def _named(text: str, day: str, month: str, year: str | None, today: date) -> date:
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else 0
    if year:
        return _day(text, int(year), number, int(day))
    this_year = _day(text, today.year, number, int(day))
    return this_year if this_year >= today else _day(text, today.year + 1, number, int(day))


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(value=f"“{text}” is no day of the calendar.") from None


def read_quarter(text: str) -> date:
    """The first day of Q1 2026, of 2026-Q1, of T1 2026, or of the quarter that holds a day."""
    found = QUARTER.fullmatch(text.strip())
    if found:
        year, number = int(found[2] or found[3] or found[6]), int(found[1] or found[4] or found[5])
        return date(year, number * 3 - 2, 1)
    day = read_day(text, date.min.replace(year=2000))
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
