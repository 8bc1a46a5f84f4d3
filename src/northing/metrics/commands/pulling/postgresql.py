"""PostgreSQL, and what speaks like it: Redshift, Greenplum, Timescale, CockroachDB, Materialize."""

import os
import re
import time
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.table import Limits, Table

AT_ONCE = 5_000
CONNECTS_WITHIN = 10  # seconds
HOST = re.compile(r"[A-Za-z0-9._:-]+")


def read(address: str, password: str, query: str, limits: Limits) -> Table:
    """One statement in a transaction that the server itself keeps from writing."""
    parts = urlsplit(address)
    # A socket of this machine would ask for no password, and lead into our own database.
    if not HOST.fullmatch(parts.hostname or ""):
        raise Refused(address="Name the server, such as warehouse.example.com.")
    encrypted = parse_qs(parts.query).get("sslmode", ["prefer"])[0]
    try:
        with psycopg.connect(
            host=parts.hostname,
            port=parts.port or 5432,
            dbname=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or ""),
            password=password,
            passfile=os.devnull,
            sslmode=encrypted,
            connect_timeout=CONNECTS_WITHIN,
            application_name="northing",
            options=f"-c default_transaction_read_only=on -c statement_timeout={limits.seconds * 1000}",
        ) as connection:
            connection.read_only = True
            try:
                return _table(connection, query, limits)
            finally:
                connection.rollback()
    except psycopg.errors.QueryCanceled:
        raise limits.too_slow from None
    except psycopg.errors.ReadOnlySqlTransaction:
        raise Refused(query="Sources are only read: the query may change nothing.") from None
    except psycopg.OperationalError as problem:
        raise Refused(address=f"The database does not let us in: {_first_line(problem)}") from None
    except psycopg.Error as problem:
        raise Refused(query=f"The database says: {_first_line(problem)}") from None


def _table(connection: "psycopg.Connection[tuple[object, ...]]", query: str, limits: Limits) -> Table:
    started = time.monotonic()
    # Prepared, so that the server takes exactly one statement: nothing can follow a semicolon.
    declared = sql.SQL("DECLARE northing NO SCROLL CURSOR FOR {}").format(sql.SQL(query))
    connection.execute(declared, prepare=True)
    found, columns = list[tuple[object, ...]](), list[str]()
    while True:
        cursor = connection.execute(f"FETCH {AT_ONCE} FROM northing")
        columns = [column.name for column in cursor.description or ()]
        block = cursor.fetchall()
        found += block
        limits.check_rows(len(found))
        if len(block) < AT_ONCE:
            return Table(columns, found)
        if time.monotonic() - started > limits.seconds:
            raise limits.too_slow


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or ["it broke off"])[0][:300]
