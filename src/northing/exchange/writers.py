"""What leaves an import again: the rows that were refused, with the reasons."""

import csv
from collections.abc import Iterable
from typing import Protocol, TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RefusedPlace(Protocol):
    """A refusal, fresh from a reader or kept with its import."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def original(self) -> str: ...


def write_refusals(refusals: Iterable[RefusedPlace], file: TextIO) -> int:
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
