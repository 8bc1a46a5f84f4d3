"""What leaves an import again: the rows that were refused, with the reasons."""

import csv
from collections.abc import Iterable, Iterator
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


HEAD = ("line", "column", "value", "reason", "row")


def write_refusals(refusals: Iterable[RefusedPlace], file: TextIO) -> int:
    """CSV with line, column, value, reason and the row as it stood. Answers how many."""
    lines = 0
    for line in refusal_lines(refusals):
        file.write(line)
        lines += 1
    return lines - 1


def refusal_lines(refusals: Iterable[RefusedPlace]) -> Iterator[str]:
    """The same, line by line; the first is the head."""
    writer = csv.writer(_Line())
    yield str(writer.writerow(HEAD))
    for refusal in refusals:
        row = refusal.original.rstrip("\r\n")
        cells = (refusal.line, refusal.column, _inert(refusal.value), refusal.reason, _inert(row))
        yield str(writer.writerow(cells))


class _Line:
    """A file that hands back what is written to it."""

    @staticmethod
    def write(text: str) -> str:
        return text


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
