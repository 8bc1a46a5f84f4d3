"""What somebody types into a cell of the customers' table, turned into a change of the customer."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from northing.insight.models import Health
from northing.insight.queries import customer_choices
from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.ui.formatting import CURRENCY_SIGNS

EMPTY = {"", "-", "–", "none", "nobody"}
SIGNS = {sign: code for code, sign in CURRENCY_SIGNS.items()}
AMOUNT = re.compile(
    r"(?P<sign>[€$£¥]|[A-Za-z]{3})?\s*(?P<number>[\d.,’' \u202f\u00a0]*\d)"
    r"\s*(?P<size>bn|[km])?\s*(?P<code>[€$£¥]|[A-Za-z]{3})?"
)
SIZES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


def read_cell(field: str, text: str, choice: str, today: date) -> dict[str, Any]:
    """The columns that the cell stands for, with their new values. Refused under "value"."""
    said = " ".join((choice or text).split())
    empty = said.lower() in EMPTY
    match field:
        case "revenue":
            return read_revenue(said) if not empty else {"revenue": None}
        case "renews":
            return {"renews_on": None if empty else read_day(said, today)}
        case "health":
            return {"health": "" if empty else _health(said)}
        case "owner":
            return {"owner": None if empty else _member(said, picked=bool(choice))}
    return {field: "" if empty else said}


def read_revenue(said: str) -> dict[str, Any]:
    """412k, €412,000, 1.2m USD. Without a currency it stays in the one it was in."""
    found = AMOUNT.fullmatch(said)
    if found is None:
        raise Refused(value=f"“{said}” is no amount. Write it like 412k or 90,000 SEK.")
    amount = _decimal(found["number"]) * SIZES.get((found["size"] or "").lower(), 1)
    code = found["code"] or found["sign"]
    known = {} if code is None else {"currency": SIGNS.get(code, code.upper())}
    return {"revenue": amount, **known}


def _decimal(text: str) -> Decimal:
    """A comma or point with one or two figures behind it is a decimal sign; all others part thousands."""
    digits = re.sub(r"[’' \u202f\u00a0]", "", text)
    whole, sign, rest = max((digits.rpartition(mark) for mark in ".,"), key=lambda parts: len(parts[0]))
    if sign and len(rest) <= 2 and digits.count(sign) == 1:
        digits = f"{whole}.{rest}" if rest else whole
        digits = re.sub(r"[.,](?=.*\.)", "", digits)
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return Decimal(digits).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Refused(value=f"“{text}” is no amount. Write it like 412k or 90,000 SEK.") from None


def _health(said: str) -> str:
    for health in Health:
        if said.lower() in {health.value, str(health.label).lower()}:
            return health.value
    raise Refused(value=f"“{said}” is no health. Choose {', '.join(str(label) for label in Health.labels)}.")


def _member(said: str, *, picked: bool) -> Any:
    people = customer_choices.people()
    found = people.filter(pk=said).first() if picked and said.isdecimal() else None
    found = found or people.filter(name__iexact=said).first()
    if found is None:
        raise Refused(value=f"Nobody here is called “{said}”. Choose somebody from the list.")
    return found
