"""What many tests begin with is made once by commands, and put back as rows for all the others."""

import pickle
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection, transaction
from psycopg.sql import Literal

from tests.emptying import filled, is_superuser

Given = ParamSpec("Given")
Made = TypeVar("Made")
Rows = dict[str, set[str]]  # by table, each as JSON


def kept(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """For a fixture that makes the same of the same each time: `@pytest.fixture` above `@kept`."""
    again = Kept(make)

    @wraps(make)
    def once(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        return again(*args, **kwargs)

    return once


class Kept(Generic[Given, Made]):
    """What `make` changes in the rows that it meets, and what it answers.

    The database's counters are never taken back, so the kept ids stay free. What runs on commit runs only when
    it is made, as nearly every test is taken back before that.
    """

    def __init__(self, make: Callable[Given, Made]) -> None:
        self._make = make
        self._change = ""
        self._made = b""

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        if self._made:
            self._put_back()
            made: Made = pickle.loads(self._made)  # noqa: S301  our own, of this very process
            return made
        before = rows()
        made = self._make(*args, **kwargs)
        if is_superuser():
            self._change = change(before, rows())
            self._made = pickle.dumps(made)
        return made

    def _put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # The kept rows bring their history with them.
            cursor.execute(
                "SET LOCAL session_replication_role = replica;"
                f"{self._change} SET LOCAL session_replication_role = origin"
            )


def rows() -> Rows:
    found: Rows = {table: set() for table in filled()}
    asked = " UNION ALL ".join(f"SELECT '{table}', to_json(t)::text FROM \"{table}\" t" for table in found)  # noqa: S608
    if found:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            for table, row in cursor.fetchall():
                found[table].add(row)
    return found


def change(before: Rows, after: Rows) -> str:
    """The statements that make the one of the other."""
    gone = {table: known - after.get(table, set()) for table, known in before.items()}
    come = {table: known - before.get(table, set()) for table, known in after.items()}
    deleting = [_delete(table, some) for table, some in gone.items() if some]
    return "".join(deleting + [_insert(table, some) for table, some in come.items() if some])


def _delete(table: str, some: Iterable[str]) -> str:
    return f'DELETE FROM "{table}" t WHERE to_json(t)::text IN ({", ".join(map(_quoted, some))});'  # noqa: S608


def _insert(table: str, some: Iterable[str]) -> str:
    columns = ", ".join(_columns(table))
    array = _quoted("[" + ",".join(some) + "]")
    read = f'json_populate_recordset(NULL::"{table}", {array})'
    return f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {read};'  # noqa: S608


def _columns(table: str) -> list[str]:
    """Those that the database does not work out by itself."""
    asked = """SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
    with connection.cursor() as cursor:
        cursor.execute(asked, [f'"{table}"'])
        return [name for (name,) in cursor.fetchall()]


def _quoted(text: str) -> str:
    driver: Any = connection.connection
    return Literal(text).as_string(driver)
