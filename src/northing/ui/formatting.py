"""How numbers, dates and counts are set on every page, so that no two pages disagree.

Narrow no-break space before a unit, a true minus, an en dash in ranges, "31 July" in text and "31 Jul" in
tables. The year is written only when it is not the present one. English names, whatever the locale.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from northing.kernel import clock
from northing.kernel.amounts import CURRENCY_SIGNS

THIN = "\u202f"
MINUS = "\u2212"
DASH = "\u2013"
NOTHING = DASH
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rounded(value: float, digits: int = 0) -> float:
    """Half away from zero, as people round; `round` would turn 0.5 into 0 and 2.5 into 2."""
    value = float(value)  # estimates are decimals
    if abs(value) >= 1e15:
        return value
    scale = 10.0**digits
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9) / scale, value)


def number(value: float | None, digits: int = 0) -> str:
    """12,345 or −3.5; a dash when there is nothing to say."""
    if value is None or not math.isfinite(value):
        return NOTHING
    near = rounded(value, digits)
    text = f"{abs(near):,.{digits}f}"
    return MINUS + text if near < 0 else text


def short_number(value: float | None) -> str:
    """At most one decimal and no needless zero: 6, 6.5."""
    if value is None or not math.isfinite(value):
        return NOTHING
    return number(value, 0 if rounded(value, 1).is_integer() else 1)


def compact(value: float | None) -> str:
    """Two figures that count, the rest by a letter: 1.2k, 420, 2.4, 0.35, 3.1m."""
    if value is None or not math.isfinite(value):
        return NOTHING
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        scaled = value / size
        if abs(scaled) >= 0.9995:
            whole = abs(scaled) >= 9.95 or rounded(scaled, 1).is_integer()
            return f"{number(scaled, 0 if whole else 1)}{letter}"
    digits = 0 if abs(value) >= 9.95 else 1 if abs(value) >= 0.995 else 2
    return number(
        value, next(few for few in range(digits + 1) if rounded(value, few) == rounded(value, digits))
    )


def signed(value: float | None, unit: str = "", digits: int = 0) -> str:
    """+13 wk, −3 d, 0 d."""
    if value is None or not math.isfinite(value):
        return NOTHING
    sign = "+" if rounded(value, digits) > 0 else ""
    return with_unit(sign + number(value, digits), unit)


def with_unit(text: str, unit: str) -> str:
    """12 markets, 1 market; an abbreviation has no plural: 1 s."""
    if not unit or text == NOTHING:
        return text
    if text.lstrip(f"+{MINUS}") == "1" and len(unit) > 2 and unit.endswith("s"):
        unit = unit.removesuffix("s")
    return f"{text}{THIN}{unit}"


def percent(share: float | None, digits: int = 0) -> str:
    """A share of one: .54 is 54 %."""
    return NOTHING if share is None else with_unit(number(share * 100, digits), "%")


def chance_points(chance: float) -> int:
    """The whole percentage points that a chance is shown and coloured by, kept inside 0 to 100."""
    return int(rounded(min(1.0, max(0.0, chance)) * 100)) if math.isfinite(chance) else 0


def chance(probability: float | None) -> str:
    """Like `percent`, but only a certainty is 0 % or 100 %: 99.7 % reads ">99 %"."""
    if probability is None or not math.isfinite(probability):
        return NOTHING
    if 0.995 <= probability < 1:
        return with_unit(">99", "%")
    if 0 < probability < 0.005:
        return with_unit("<1", "%")
    return with_unit(str(chance_points(probability)), "%")


def short_money(amount: float | None, currency: str = "EUR") -> str:
    """€412k, €2.24m, SEK 90k: three figures are enough to weigh one against another."""
    if amount is None or not math.isfinite(amount):
        return NOTHING
    sign = CURRENCY_SIGNS.get(currency, f"{currency}\u00a0")
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        scaled = float(amount) / size
        if abs(scaled) >= 0.9995:
            digits = 0 if size == 1e3 or abs(scaled) >= 99.95 else 1 if abs(scaled) >= 9.995 else 2
            return f"{sign}{number(scaled, digits)}{letter}"
    return f"{sign}{number(amount)}"


SHORTENED = 999.5
"""From here on an amount of money is written in thousands."""


def is_currency(unit: str) -> bool:
    """€ and EUR alike."""
    return unit in CURRENCY_SIGNS or unit in CURRENCY_SIGNS.values()


def measured(value: float | None, unit: str = "", digits: int = 0) -> str:
    """A value of any unit as it is read: 90.1 %, 29.1 d, €3.24m."""
    currency = next((code for code, sign in CURRENCY_SIGNS.items() if unit in {code, sign}), "")
    if currency and value is not None and abs(value) < SHORTENED:
        return f"{CURRENCY_SIGNS[currency]}{number(value, digits)}"
    if currency:
        return short_money(value, currency)
    return with_unit(number(value, digits), unit)


def typed(value: float, unit: str = "", digits: int = 0) -> str:
    """A value that somebody typed, such as a target: 13.5 % stays 13.5 %, however it is read otherwise."""
    return measured(value, unit, max(digits, decimals_of(value)))


def decimals_of(value: float | Decimal, most: int = 4) -> int:
    """How many decimals a typed number has: 13.50 has one."""
    text = f"{value:.{most}f}".rstrip("0")
    return len(text) - text.index(".") - 1


def moved_by(size: float | None, unit: str, digits: int) -> str:
    """How far a measure moved, in its own unit; a share in points: −1.7 points, +3 d."""
    return f"{signed(size, digits=max(digits, 1))} points" if unit == "%" else signed(size, unit, digits)


def points(difference: float | None) -> str:
    """A change of a share in percentage points: −.17 is −17 pts."""
    return NOTHING if difference is None else signed(difference * 100, "pts")


def number_range(low: float | None, high: float | None, unit: str = "") -> str:
    """4–9 wk; "−4 to 3" when a minus would make the dash hard to read."""
    if low is None or high is None:
        return with_unit(short_number(high if low is None else low), unit)
    first, last = short_number(low), short_number(high)
    if first == last:
        return with_unit(first, unit)
    joined = f"{first} to {last}" if MINUS in first + last else f"{first}{DASH}{last}"
    return with_unit(joined, unit)


def person_weeks(value: float | None) -> str:
    """6 wk, 6.5 wk."""
    return with_unit(short_number(value), "wk")


def counted(count: int, noun: str, plural: str = "") -> str:
    """1 item, 41 items, 2 launches (an irregular plural is given)."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """A, B and C; of more than `most` the last ones are counted: A, B and 4 others."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1} others"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def of_total(part: float, total: float) -> str:
    return f"{short_number(part)} of {short_number(total)}"


def _calendar_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day(moment: date | None, today: date | None, letters: int | None) -> str:
    if moment is None:
        return NOTHING
    return _written(_calendar_day(moment), (today or clock.today()).year, letters)


@lru_cache(maxsize=4096)
def _written(day: date, present: int, letters: int | None) -> str:
    """A roadmap writes each of its days several times over."""
    text = f"{day.day} {MONTHS[day.month - 1][:letters]}"
    return text if day.year == present else f"{text} {day.year}"


def long_day(moment: date | None, today: date | None = None) -> str:
    """In text: 31 July; 22 January 2027 when that is not this year."""
    return _day(moment, today, None)


def short_day(moment: date | None, today: date | None = None) -> str:
    """In tables and charts: 31 Jul."""
    return _day(moment, today, 3)


def month(moment: date, letters: int | None = 3) -> str:
    return MONTHS[moment.month - 1][:letters]


def quarter(moment: date) -> str:
    """Q3 2026."""
    return f"Q{(moment.month + 2) // 3} {moment.year}"


def day_range(first: date, last: date, today: date | None = None) -> str:
    """3–9 May, 28 May – 3 Jun, 28 Dec 2026 – 3 Jan 2027."""
    present = today or clock.today()
    end = short_day(last, present)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{end}"
    begin = short_day(first, present) if first.year == last.year else _day(first, date.min, 3)
    end = end if first.year == last.year else _day(last, date.min, 3)
    if first.year == last.year != present.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin} {DASH} {end}"


def time_of_day(moment: datetime) -> str:
    """06:10, in the zone that the moment is given in."""
    return f"{moment.hour:02}:{moment.minute:02}"
