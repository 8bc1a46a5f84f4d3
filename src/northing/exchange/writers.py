"""What leaves an import again: the rows that were refused, with the reasons."""

import csv
from collections.abc import Iterable
from typing import TextIO

from northing.exchange.readers.records import Refusal

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_refusals(refusals: Iterable[Refusal], file: TextIO) -> int:
    """CSV with line, column, value, reason and the row as it stood. Answers how many."""
    writer = csv.writer(file)
    writer.writerow(("line", "column", "value", "reason", "row"))
    count = 0
    for refusal in refusals:
        row = refusal.original.rstrip("\r\n")
        writer.writerow((refusal.line, refusal.column, _inert(refusal.value), refusal.reason, _inert(row)))
        count += 1
    return count


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
