"""How far an import is, told outside its transaction, so that others see it before it is in."""

import time
from collections.abc import Callable

from django.db import connection

from northing.exchange.models import Import

PAUSE = 0.25  # seconds between two words about it
Follow = Callable[[str, int], None]
"""Told the step under way and the rows read so far."""


def nobody_follows(step: str, rows: int) -> None:
    """For the background: whoever looks, looks at the row of the import."""


class StopAskedError(Exception):
    """Somebody asked to stop: the transaction is left, and nothing of it stays."""


class Progress:
    """Writes through a connection of its own. Use it as a context manager."""

    def __init__(self, of: Import, follow: Follow = nobody_follows) -> None:
        self._of, self._follow = of, follow
        self._rows = 0
        self._connection = connection.copy()
        self._told = 0.0
        self._keeps = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *problem: object) -> None:
        self._connection.close()

    def rows(self, count: int) -> bool:
        """So many rows have been read. At most four times a second it is written down.

        False once somebody asked to read no further and to keep what has been read.
        """
        if time.monotonic() - self._told >= PAUSE:
            self._rows = count
            self._follow("", count)
            self._tell("rows_read = %s", count)
        return not self._keeps

    def step(self, name: str) -> None:
        self._follow(name, self._rows)
        self._tell("step = %s", name)

    def _tell(self, assignment: str, value: int | str) -> None:
        self._told = time.monotonic()
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE exchange_import SET {assignment} WHERE id = %s RETURNING stop_asked, keep_asked",  # noqa: S608  ours
                [value, self._of.pk],
            )
            found = cursor.fetchone()
        stops, self._keeps = found or (False, False)
        if stops:
            raise StopAskedError
