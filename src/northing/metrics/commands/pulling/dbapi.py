"""MySQL, MariaDB, SQL Server, Oracle, and what has an ODBC driver: by Python's database interface (PEP 249)."""

import re
import time
from contextlib import closing
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.drivers import DRIVERS, Driver, Place
from northing.metrics.commands.pulling.select_only import check_reads_only
from northing.metrics.commands.pulling.table import Limits, Table

AT_ONCE = 5_000
HOST = re.compile(r"[A-Za-z0-9._:-]+")


def read(address: str, password: str, query: str, limits: Limits) -> Table:
    """One SELECT, in a transaction that only reads where the database knows such ones, and is never kept."""
    parts = urlsplit(address)
    driver = DRIVERS[parts.scheme.lower()]
    module = driver.load()
    if not HOST.fullmatch(parts.hostname or ""):
        raise Refused(address="Name the server, such as warehouse.example.com.")
    check_reads_only(query)
    try:
        connection = driver.connect(module, Place.of(parts, password, driver.port), limits)
    except (module.Error, OSError) as problem:
        raise Refused(address=f"The database does not let us in: {_first_line(problem)}") from None
    with closing(connection):
        try:
            return _asked(driver, connection, query, limits)
        except (module.Error, OSError) as problem:
            said = f"{type(problem).__name__} {problem}"
            if any(word.lower() in said.lower() for word in driver.too_slow):
                raise limits.too_slow from None
            raise Refused(query=f"The database says: {_first_line(problem)}") from None
        finally:
            _let_go(module, connection)


def _asked(driver: Driver, connection: Any, query: str, limits: Limits) -> Table:
    started = time.monotonic()
    cursor = connection.cursor()
    for statement in driver.only_read(connection, limits):
        cursor.execute(statement)
    cursor.execute(query.strip().rstrip(";"))
    columns = [column[0] for column in cursor.description or ()]
    found = list[tuple[Any, ...]]()
    while block := cursor.fetchmany(AT_ONCE):
        found += map(tuple, block)
        limits.check_rows(len(found))
        if time.monotonic() - started > limits.seconds:
            raise limits.too_slow
    return Table(columns, found)


def _let_go(module: ModuleType, connection: Any) -> None:
    """Nothing is kept. A connection that broke off has nothing to undo."""
    try:
        connection.rollback()
    except (module.Error, OSError):
        return


def _first_line(problem: BaseException) -> str:
    """Drivers say their errors as a number and a text, or as a text alone."""
    said = problem.args[-1] if problem.args else problem
    return (str(said).strip().splitlines() or ["it broke off"])[0][:300]
