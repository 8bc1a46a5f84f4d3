"""What a thousand tests begin with is made once by commands, and put back as rows for all the others."""

import pickle
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection, transaction

from tests.emptying import filled, is_superuser

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The rows that `make` writes into an empty database, and what it answers.

    The database's counters are never taken back, so the kept ids stay free. What runs on commit runs only when
    it is made, as nearly every test is taken back before that.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._rows = ""
        self._made = b""

    def __call__(self) -> Made:
        if self._rows:
            self._put_back()
            made: Made = pickle.loads(self._made)  # noqa: S301  our own, of this very process
            return made
        before = set(filled())
        made = self._make()
        if is_superuser():
            self._rows = "".join(_inserts(table) for table in filled() if table not in before)
            self._made = pickle.dumps(made)
        return made

    def _put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # The kept rows bring their history with them.
            cursor.execute(
                "SET LOCAL session_replication_role = replica;"
                f"{self._rows} SET LOCAL session_replication_role = origin"
            )


def _inserts(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT quote_literal(json_agg(t)::text) FROM "{table}" t')  # noqa: S608  our own tables
        rows = cursor.fetchone()[0]
    return f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", {rows});'  # noqa: S608
