"""What somebody types or pastes into a cell of a range, turned into three numbers."""

import re

from northing.kernel.errors import Refused
from northing.kernel.numbers import between
from northing.planning.queries.prioritise.fields import Field

Range = tuple[float, float, float]
APART = re.compile(r"[\s/;|]*[\u2013/;|]+[\s/;|]*|(?<=[\dkm%])\s*-\s*|\s+(?=[\d.])")
SIGN = re.compile(r"[\u2013;|]|(?<=[\dkm%])\s*-")
"""Between two numbers: a space may as well stand between thousands, a slash in a fraction."""
SIZES = {"k": 1e3, "m": 1e6, "bn": 1e9}
EMPTY = {"", "-", "\u2013", "none"}


def read_range(field: Field, low: str, likely: str, high: str) -> Range | None:
    """Three inputs; one alone is a point, and that of the likely one may hold a whole range. None when all are
    empty. Refused under the name of the input."""
    if SIGN.search(likely):
        return read_text(field, likely)
    said = {"low": low.strip(), "likely": likely.strip(), "high": high.strip()}
    if all(text.lower() in EMPTY for text in said.values()):
        return None
    values = {name: _number(field, name, text) for name, text in said.items() if text}
    if "likely" not in values:
        if len(values) == 2:
            raise Refused(likely="Say what is most likely, too.")
        values["likely"] = next(iter(values.values()))
    point = values["likely"]
    return checked(field, (values.get("low", point), point, values.get("high", point)))


def read_text(field: Field, text: str) -> Range | None:
    """One number, two with a sign between, or three as a cell shows them or in any order: "4", "900 - 1400",
    "1.2k 900–1.4k", "6-7-14", "80 %"."""
    if text.strip().lower() in EMPTY:
        return None
    numbers = sorted(_number(field, "value", part) for part in APART.split(text.strip()) if part)
    if len(numbers) == 1:
        return checked(field, (numbers[0], numbers[0], numbers[0]))
    if len(numbers) == 2 and SIGN.search(text):
        low, high = numbers
        return checked(field, (low, between(low, high, share=field.share), high))
    if len(numbers) != 3:
        raise Refused(value=f"“{text.strip()}” is no range. Write one number, or low, likely and high: 4–6–9.")
    return checked(field, (numbers[0], numbers[1], numbers[2]))


def checked(field: Field, numbers: Range) -> Range:
    low, likely, high = numbers
    if not low <= likely <= high:
        said = ", ".join(field.typed(number) for number in numbers)
        raise Refused(likely=f"{said} is not in order: low, likely, high.")
    if field.lowest is not None and low < field.lowest:
        raise Refused(low=f"{field.name.capitalize()} starts at {field.write(field.lowest)}.")
    if field.most is not None and high > field.most:
        raise Refused(high=f"{field.name.capitalize()} ends at {field.write(field.most)}.")
    return numbers


def _number(field: Field, name: str, text: str) -> float:
    """ "1.2k", "1,200", "80 %"; of a share also 0.8."""
    bare = text.strip().removesuffix("%").removesuffix("wk").strip().lower().replace("\u2212", "-")
    size = next((times for letter, times in SIZES.items() if bare.endswith(letter)), 1.0)
    digits = re.sub(r"[\s,'\u202f\u00a0]", "", bare.rstrip("bnkm"))
    try:
        value = float(digits) * size
    except ValueError:
        raise Refused(**{name: f"“{text.strip()}” is no number."}) from None
    if value != value or abs(value) > 1e15:
        raise Refused(**{name: f"“{text.strip()}” is no number that can be reckoned with."})
    if field.share and (value > 1 or "%" in text):
        return value / 100
    return value
