"""Amounts of money as people write them."""

import re
from decimal import Decimal, InvalidOperation

from northing.kernel.errors import Refused

CURRENCY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
CODES = {sign: code for code, sign in CURRENCY_SIGNS.items()}
AMOUNT = re.compile(
    r"(?P<sign>[€$£¥]|[A-Za-z]{3})?\s*(?P<number>[\d.,’' \u202f\u00a0]*\d)"
    r"\s*(?P<size>(?i:bn|[km]))?\s*(?P<code>[€$£¥]|[A-Za-z]{3})?"
)
THOUSANDS = re.compile(r"[1-9]\d{0,2}")
SPACES = re.compile(r"[’' \u202f\u00a0]")
SIZES = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
CENT = Decimal("0.01")


def read_amount(text: str) -> tuple[Decimal, str]:
    """412k, €412,000, 1.2m USD, 1.234,50 €: the amount, and the currency's three letters or ""."""
    said = " ".join(text.split())
    found = AMOUNT.fullmatch(said)
    try:
        if found is None:
            raise InvalidOperation
        amount = Decimal(_digits(found["number"])).quantize(CENT) * SIZES[(found["size"] or "").lower()]
    except InvalidOperation:
        raise Refused(value=f"“{said}” is no amount. Write it like 412k or 90,000 SEK.") from None
    code = found["code"] or found["sign"] or ""
    return amount, CODES.get(code, code.upper())


def _digits(text: str) -> str:
    """A comma or point parts thousands where three figures stand behind each and one to three before it, as in
    12,500; 0.125, 1234.567 and 12000.0000 have decimals, and so has 1,234.567."""
    digits = SPACES.sub("", text)
    whole, sign, rest = max((digits.rpartition(mark) for mark in ".,"), key=lambda parts: len(parts[0]))
    thousands = len(rest) == 3 and THOUSANDS.fullmatch(whole)
    if sign and digits.count(sign) == 1 and not thousands:
        return re.sub(r"[.,]", "", whole) + "." + rest
    return re.sub(r"[.,]", "", digits)


def read_signed(text: str) -> Decimal | None:
    """An amount, below zero with a minus or, as in books, in brackets; None for an empty cell, or a dash."""
    said = re.sub("[\u2212\u2013\u2014]", "-", text.strip())
    if said in {"", "-"}:
        return None
    in_brackets = said.startswith("(") and said.endswith(")")
    amount, _ = read_amount(said[1:-1] if in_brackets else said.lstrip("-"))
    return -amount if in_brackets or said.startswith("-") else amount
