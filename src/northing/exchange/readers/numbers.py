"""Numbers as people and spreadsheets write them, and which sign a table writes before its decimals."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

Mark = Literal[".", ","]

NOTHING = frozenset(
    {"", "-", "–", "—", "n/a", "na", "nan", "null", "none", "#n/a", "."}
    | {"n/v", "#nv", "#n/v", "k. a.", "k.a.", "n.d.", "s.o.", "s. o.", "(blank)", "(not set)", "#div/0!"}
)
"""How tables say that there is no value, in small letters; a quotient of nothing by nothing is none either."""

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+\u2212])?(?:[€$£¥]|[A-Za-z]{3}(?=[\d-]))?(?P<late>[-\u2212])?"
    r"(?P<digits>\d[\d.,]*|[.,]\d+)(?:[eE](?P<power>[-+]?\d{1,3}))?"
    r"(?P<size>bn|[kKmM](?![a-zA-Z]))?(?P<unit>%|[€$£¥]|[A-Z]{3})?(?P<close>\))?"
)
_SIZES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}
_LONGEST = 60


class Evidence(NamedTuple):
    """Counts of values that can only have a comma, or a point, before their decimals; and of those that have
    one sign with three figures behind it, which can be either."""

    comma: int = 0
    point: int = 0
    either: int = 0


def evidence(values: Iterable[str]) -> Evidence:
    seen = Counter(
        _sign(found["digits"])
        for value in values
        if len(value) <= _LONGEST and (found := _NUMBER.fullmatch(_SPACES.sub("", value)))
    )
    return Evidence(seen[","], seen["."], seen["either"])


def mark_of(seen: Evidence, *, separator: str) -> Mark:
    """Where nothing decides, a table whose cells are parted by semicolons leaves the comma to the decimals."""
    if seen.comma != seen.point:
        return "," if seen.comma > seen.point else "."
    return "," if separator == ";" and not seen.point else "."


def read_number(text: str, mark: Mark) -> float:
    """ "1,234.5", "(12)", "−3 %", "€412k", "1.2e3". ValueError with the reason when it is no number."""
    try:
        if mark == "." and "_" not in text:
            return _finite(float(text))
    except ValueError:
        pass
    found = _NUMBER.fullmatch(_SPACES.sub("", text)) if len(text) <= _LONGEST else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise ValueError("This is no number")
    digits = _with_point(found["digits"], mark)
    value = float(f"{digits}e{found['power'] or 0}") * _SIZES[(found["size"] or "").lower()]
    negative = bool(found["sign"] and found["sign"] != "+") or bool(found["late"]) or bool(found["open"])
    return _finite(-value if negative else value)


def _sign(digits: str) -> Mark | Literal["", "either"]:
    """What alone can stand before its decimals; "either" for one sign with three figures behind it."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    sign: Mark = "." if digits[last] == "." else ","
    other: Mark = "," if sign == "." else "."
    if other in digits:
        return sign
    if digits.count(sign) > 1:  # 1.234.567: what repeats parts thousands
        return other
    return "either" if len(digits) - last == 4 and digits[:last].lstrip("0") else sign


def _with_point(digits: str, mark: Mark) -> str:
    """The figures with a point before decimals, and none other. 1,5 is a half more than 1 in every table: what
    can be read in one way alone is read in that."""
    alone = _sign(digits)
    if alone in {".", ","}:
        mark = "." if alone == "." else ","
    whole, *decimals = digits.split(mark)
    first, *groups = whole.split("," if mark == "." else ".")
    if len(decimals) > 1:
        raise ValueError(f"The sign “{mark}” stands in it twice, and parts decimals here")
    if groups and not (
        1 <= len(first) <= 3 and len(groups[-1]) == 3 and {len(each) for each in groups} <= {2, 3}
    ):
        raise ValueError("This is no number: it is not parted into thousands")
    return ".".join([first + "".join(groups), *decimals])


def _finite(value: float) -> float:
    if value != value or abs(value) > 1e300:
        raise ValueError("This is no number that can be kept")
    return value
