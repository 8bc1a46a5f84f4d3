"""Amounts of money as people write them."""

from decimal import Decimal

import pytest

from northing.kernel.amounts import read_amount
from northing.kernel.errors import Refused


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("412k", "412000", ""), ("€412,000", "412000", "EUR"), ("90 000 SEK", "90000", "SEK"),
        ("1.2M usd", "1200000", "USD"), ("1.234,50 €", "1234.50", "EUR"), ("12,5k", "12500", ""),
        ("GBP 1,250,000.25", "1250000.25", "GBP"),
        ("12,500", "12500", ""), ("12000.0000", "12000", ""),
        ("1,234.567", "1234.57", ""), ("1.234.567", "1234567", ""),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, amount: str, currency: str) -> None:
    assert read_amount(text) == (Decimal(amount), currency)


def test_what_is_no_amount_is_refused() -> None:
    with pytest.raises(Refused, match="is no amount"):
        read_amount("a lot")
