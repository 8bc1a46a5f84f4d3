"""Plans promise for periods: "Q4 2026", "KW 40/2026", "Dec 2026". Their last day is the day promised."""

import re
from calendar import monthrange
from datetime import date

from northing.exchange.readers.dates import month_of

_YEAR = r"(?P<year>(?:20)?\d\d)"
_BETWEEN = r"[\s/.,'’_-]*"
_PARTS = r"(?:(?P<part>[qht])(?P<count>[1-4])|(?P<late>[1-4])(?P<kind>[qh]))"
_PART_FIRST = re.compile(rf"{_PARTS}{_BETWEEN}{_YEAR}\Z", re.IGNORECASE)
_PART_LAST = re.compile(rf"(?P<year>20\d\d){_BETWEEN}{_PARTS}\Z", re.IGNORECASE)
_WEEK_FIRST = re.compile(rf"(?:kw|cw|week|w)\s?(?P<week>\d\d?){_BETWEEN}{_YEAR}\Z", re.IGNORECASE)
_WEEK_LAST = re.compile(rf"(?P<year>20\d\d){_BETWEEN}(?:kw|cw|week|w)\s?(?P<week>\d\d?)\Z", re.IGNORECASE)
_MONTH_NAME = re.compile(r"(?P<name>[^\W\d_]{3,10})\.?[\s/,'’-]*(?P<year>20\d\d|\d\d)\Z")
_MONTH_NUMBER = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.](?P<year>20\d\d)\Z")
_MONTH_LAST = re.compile(r"(?P<year>20\d\d)[-/.](?P<month>0?[1-9]|1[0-2])\Z")
_LENGTHS = {"q": 3, "t": 3, "h": 6}


def end_of_period(text: str) -> date | None:
    """The last day of the period that `text` names; None where it names none.

    >>> end_of_period("Q4 2026"), end_of_period("2026-02"), end_of_period("next year")
    (datetime.date(2026, 12, 31), datetime.date(2026, 2, 28), None)
    """
    said = text.strip()
    if found := _PART_FIRST.match(said) or _PART_LAST.match(said):
        kind, count = found["part"] or found["kind"], int(found["count"] or found["late"])
        month = _LENGTHS[kind.lower()] * count
        return _last_day(found["year"], month) if month <= 12 else None
    if found := _WEEK_FIRST.match(said) or _WEEK_LAST.match(said):
        return _last_of_week(found["year"], int(found["week"]))
    if found := _MONTH_NUMBER.match(said) or _MONTH_LAST.match(said):
        return _last_day(found["year"], int(found["month"]))
    if found := _MONTH_NAME.match(said):
        named = month_of(found["name"])
        return _last_day(found["year"], named) if named else None
    return None


def _last_day(year: str, month: int) -> date:
    full = _full(year)
    return date(full, month, monthrange(full, month)[1])


def _last_of_week(year: str, week: int) -> date | None:
    """Friday: a week's promise is for its working days."""
    try:
        return date.fromisocalendar(_full(year), week, 5)
    except ValueError:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
