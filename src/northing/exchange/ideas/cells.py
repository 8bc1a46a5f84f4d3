"""What the cells of an idea say: numbers, ranges, shares, and the words that people use for them."""

import re
from dataclasses import dataclass

from northing.exchange.readers.numbers import Mark, read_number
from northing.kernel.numbers import between

Range = tuple[float, float, float]
# Intercom's own words for its grades, and what tables make of them.
WORDS = {
    "impact": {"massive": 3.0, "high": 2.0, "medium": 1.0, "low": 0.5, "minimal": 0.25},
    "confidence": {"high": 1.0, "medium": 0.8, "low": 0.5},
}
WEEKS = {"weeks": 1.0, "months": 52 / 12, "days": 0.2}
"""Person-weeks of a person-week, a person-month and a person-day."""
WIDTHS = {"": (1.0, 1.0), "third": (0.75, 4 / 3), "half": (2 / 3, 1.5), "double": (0.5, 2.0)}
"""How far a single number may be off, low and high."""
LEAST = 0.01
_PARTS = re.compile(r"\s*(?:–|—|…|\.\.+|;|/|\bto\b|\bbis\b|(?<=[\d%kKmM])\s*-)\s*")
_UNIT = re.compile(
    r"\s*(?:person[- ]?)?(?:weeks?|wks?|pw|months?|mos?|pm|days?|pd|w|d)\b\.?\s*$", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:~|≈|about|approx\.?|around|circa|ca?\.?|etwa|env\.)\s*(?=[\d.,€$£])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the table writes: what stands before decimals, the unit of effort, how far a single number is off."""

    mark: Mark = "."
    effort_in: str = "weeks"
    width: str = ""


def numbers_of(field: str, text: str, habits: Habits) -> list[float]:
    """One number, or two or three that are a range. ValueError says what is wrong."""
    word = WORDS.get(field, {}).get(text.strip().lower())
    if word is not None:
        return [word]
    parts = [_ABOUT.sub("", part) for part in _PARTS.split(_UNIT.sub("", text.strip())) if part]
    if not 1 <= len(parts) <= 3:
        raise ValueError("Write one number, or a range such as 900 - 1,400")
    is_share = field == "confidence" and any("%" in part for part in parts)
    found = [read_number(part, habits.mark) for part in parts]
    if field == "effort":
        return [number * WEEKS[habits.effort_in] for number in found]
    return [number / 100 if is_share or (field == "confidence" and number > 1) else number for number in found]


def is_said(field: str, text: str) -> bool:
    """Whether the text can be read as a number of the field, whatever its table's habits are."""
    try:
        return bool(numbers_of(field, text, Habits()))
    except ValueError:
        return False


def range_of(field: str, said: dict[str, list[float]], habits: Habits) -> Range:
    """From what stands under low, likely and high ("" for the column without an end)."""
    middle, low, high = (said.get(end, []) for end in ("", "low", "high"))
    ends = sorted([*middle, *low, *high])
    likely = middle[len(middle) // 2] if len(middle) in {1, 3} else _middle(field, ends)
    if len(ends) == 1:
        below, above = WIDTHS[habits.width]
        return _checked(field, (likely * below, likely, _most(field, likely * above)))
    return _checked(field, (ends[0], likely, ends[-1]))


def _middle(field: str, ends: list[float]) -> float:
    return ends[1] if len(ends) == 3 else between(ends[0], ends[-1], share=field == "confidence")


def _most(field: str, value: float) -> float:
    return min(value, 1.0) if field == "confidence" else value


def _checked(field: str, found: Range) -> Range:
    low, _, high = found
    if field == "confidence" and not 0 <= low <= high <= 1:
        raise ValueError("A confidence lies between 0 and 100 %")
    if field == "effort" and low < LEAST:
        raise ValueError("Nothing takes no time: an effort is above 0")
    if low < 0:
        raise ValueError("This cannot be below 0")
    return found
