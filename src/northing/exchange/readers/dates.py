"""Dates as trackers write them, in many languages, and which way round a column writes day and month."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy"]

_MONTHS = (
    "jan january januar jän jänner janv janvier ene enero janeiro gen gennaio januari"
    " янв января sty oca led січ",
    "feb february februar févr fév février fevr fevrier febrero fev fevereiro febbraio februari"
    " фев февр lut şub úno лют",
    "mar march mär märz mrz mars marzo março marco mrt maart мар марта márc bře бер",
    "apr april avr avril abr abril aprile апр апреля kwi nis dub ápr квіт",
    "may mai mayo maio mag maggio mei maj мая май kvě máj трав",
    "jun june juni juin junio junho giu giugno июн июня cze haz čvn jún черв",
    "jul july juli juil juillet julio julho lug luglio июл июля lip tem čvc júl лип",
    "aug august août aout ago agosto augustus augusti авг августа sie ağu srp серп",
    "sep sept september septembre septiembre set setembro settembre сен сент сентября wrz eyl zář szept вер",
    "oct october okt oktober octobre octubre out outubro ott ottobre окт октября paź eki říj жовт",
    "nov november novembre noviembre novembro ноя нояб ноября lis kas лист",
    "dec december dez dezember déc décembre decembre dic diciembre dezembro dicembre"
    " дек декабря gru ara pro груд des",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s+)?"
_NAME = r"([^\W\d_]{3,10})\.?"
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\Z")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?\Z")
_DAY_NAME = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:\.|st|nd|rd|th)?[-/. ]+(?:de |of )?{_NAME}[-/., ]+(?:de )?(\d{{4}}|\d{{2}})\Z"
)
_NAME_DAY = re.compile(rf"{_WEEKDAY}{_NAME}[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?[-/., ]+(\d{{4}})\Z")
_YEAR_NAME = re.compile(rf"(\d{{4}})[-/. ]{_NAME}[-/. ](\d{{1,2}})\Z")
_JAPANESE = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]\Z")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\Z")
_CLOCK = re.compile(
    r"(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(am|pm|a\.\s?m\.|p\.\s?m\.|vorm\.|nachm\.|a|p)?"
    r"\s*(z|(?:utc|gmt)?\s*[+-]\d{2}:?\d{2}|(?:utc|gmt)[+-]\d{1,2}|utc|gmt)?\s*(?:\([^)]*\))?\Z",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?:T|,?\s+(?:at\s+|um\s+|à\s+|kl\.?\s+)?)(?=\d{1,2}[:h.]\d{2}(?:\D|\Z))", re.IGNORECASE)
_RANGE = "→"
_EARLIEST, _LATEST = 1970, 2199
_MEMO = 100_000  # distinct days or times of day remembered by one reader; a real file has a few thousand


class Evidence(NamedTuple):
    """What a column of dates says about its own way of writing: counts of values by what they allow."""

    dates: int
    other: int
    day_first: int
    """Values that can only be day/month/year, such as 22/9/25."""
    month_first: int
    either: int
    """Values that both orders can read, such as 3/4/25."""
    example: str

    @property
    def order(self) -> Order:
        return "mdy" if self.month_first > self.day_first else "dmy"

    @property
    def ambiguous(self) -> bool:
        """No value decides, or values contradict one another."""
        return (self.either > 0 and not self.day_first and not self.month_first) or (
            self.day_first > 0 and self.month_first > 0
        )


def evidence(values: Iterable[str]) -> Evidence:
    """Count what the non-empty values of a column allow."""
    dates = other = day_first = month_first = either = 0
    example = ""
    either_way = DateReader("dmy", UTC), DateReader("mdy", UTC)
    for value in values:
        numeric = _NUMERIC.match(day_written(value))
        if numeric is None:
            readable = _readable(either_way[0], value)
            dates, other = dates + readable, other + (not readable)
            example = example or (value if readable else "")
            continue
        dotted = numeric[2] == "."
        first = _readable(either_way[0], value)
        second = not dotted and _readable(either_way[1], value)
        dates, other = dates + (first or second), other + (not first and not second)
        if first and second and numeric[1] != numeric[3]:
            either += 1
        elif first is not second and not dotted:
            day_first, month_first = day_first + first, month_first + second
        example = example or (value if first or second else "")
    return Evidence(dates, other, day_first, month_first, either, example)


def _readable(reader: "DateReader", value: str) -> bool:
    try:
        reader.moment(value)
    except ValueError:
        return False
    return True


class DateReader:
    """Reads the dates of one column. Naive times are taken to be in `zone`.

    Days and times of day are remembered apart: a file with 100,000 distinct moments has few distinct days and
    at most 1,440 distinct minutes, so nearly every value costs two dictionary look-ups.
    """

    def __init__(self, order: Order, zone: tzinfo) -> None:
        self._order, self._zone = order, zone
        self._days: dict[str, date] = {}
        self._clocks: dict[str, time] = {"": time(0, 0, tzinfo=zone)}

    def moment(self, text: str) -> datetime:
        """The moment that `text` names, aware. ValueError with the reason when it names none."""
        if text[10:11] == "T":
            head, tail = text[:10], text[11:]
        else:
            head, _, tail = text.partition(" ")
        try:
            return datetime.combine(self._days[head], self._clocks[tail])
        except KeyError:
            return self._slowly(text)

    def day(self, text: str) -> date:
        """The calendar day as written, whatever the time and zone behind it."""
        return self.moment(text).date()

    def _slowly(self, text: str) -> datetime:
        stripped = text.strip().replace("\u202f", " ").replace("\xa0", " ")
        if _RANGE in stripped:  # Notion's, of which the end is what was said
            stripped = stripped.rpartition(_RANGE)[2].strip()
        if _EPOCH.match(stripped):
            return datetime.fromtimestamp(int(stripped[:10]), UTC)
        head, *rest = _SPLIT.split(stripped, maxsplit=1)
        tail = rest[0] if rest else ""
        day = self._day(head)
        clock = self._clock(tail) if tail else self._clocks[""]
        if len(self._days) > _MEMO:
            self._days.clear()
        if len(self._clocks) > _MEMO:
            self._clocks = {"": self._clocks[""]}
        self._days[head], self._clocks[tail] = day, clock
        return datetime.combine(day, clock)

    def _day(self, text: str) -> date:
        if numeric := _NUMERIC.match(text):
            first, second, year = int(numeric[1]), int(numeric[3]), numeric[4]
            day_first = self._order == "dmy" or numeric[2] == "."
            return _date(year, *((second, first) if day_first else (first, second)), text)
        if found := _YMD.match(text) or _COMPACT.match(text) or _JAPANESE.match(text):
            return _date(found[1], int(found[2]), int(found[3]), text)
        if found := _DAY_NAME.match(text):
            return _date(found[3], _month(found[2], text), int(found[1]), text)
        if found := _NAME_DAY.match(text):
            return _date(found[3], _month(found[1], text), int(found[2]), text)
        if found := _YEAR_NAME.match(text):
            return _date(found[1], _month(found[2], text), int(found[3]), text)
        raise ValueError("This is not a date in a form we know")

    def _clock(self, text: str) -> time:
        found = _CLOCK.match(text)
        if found is None:
            raise ValueError("The time of day cannot be read")
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        half = (found[5] or "").casefold()[:1]
        if half and not 1 <= hour <= 12:
            half = ""  # "13:05 PM" is written by some exports; the hour already says it
        if half in ("p", "n"):
            hour = hour % 12 + 12
        elif half:
            hour %= 12
        micro = int((found[4] or "0")[:6].ljust(6, "0"))
        try:
            return time(hour, minute, second, micro, tzinfo=_offset(found[6]) or self._zone)
        except ValueError:
            raise ValueError("There is no such time of day") from None


def month_of(name: str) -> int | None:
    """The number of a month by its name or what is usual for it; None in a language we do not know."""
    return _MONTH.get(name.casefold())


def day_written(text: str) -> str:
    """A moment as it is written, without its time of day: "06 abr 2026" of "06 abr 2026, 0:36"."""
    return _SPLIT.split(text.strip(), maxsplit=1)[0]


def _month(name: str, text: str) -> int:
    number = _MONTH.get(name.casefold())
    if number is None:
        raise ValueError(f"“{name}” in “{text}” is not a month in a language we know")
    return number


def _date(year: str, month: int, day: int, text: str) -> date:
    full = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) >= 70 else 0)
    if not _EARLIEST <= full <= _LATEST:
        raise ValueError(f"The year {full} cannot be meant")
    try:
        return date(full, month, day)
    except ValueError:
        raise ValueError(f"There is no day “{text}”") from None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    digits = re.sub(r"[^\d+-]", "", text)
    if not digits:
        return UTC
    hours, minutes = int(digits[1:3]), int(digits[3:5] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("There is no such time zone")
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if digits[0] == "-" else shift) if shift else UTC
