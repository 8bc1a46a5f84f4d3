"""What leaves an import again: the rows that were refused, with the reasons."""

from collections.abc import Iterable, Iterator

from northing.exchange.models import RefusedRow
from northing.ui.spreadsheets import Value

HEAD = ["line", "column", "value", "reason", "row"]


def refused_lines(refused: Iterable[RefusedRow]) -> Iterator[list[Value]]:
    """Below HEAD: the place in the file that was brought, what is wrong there, and the row as it stood."""
    for row in refused:
        yield [row.line, row.column, row.value, row.reason, row.original.rstrip("\r\n")]
