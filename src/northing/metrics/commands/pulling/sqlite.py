"""SQLite files in the folder of sources."""

import sqlite3
import time

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.folder import file_in_folder
from northing.metrics.commands.pulling.table import Limits, Table

STEPS = 10_000  # of its machine, between two looks at the clock
MAY = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
ONLY_READ = "Sources are only read: the query may change nothing."


def read(address: str, _: str, query: str, limits: Limits) -> Table:
    """`sqlite:NAME` below the folder of sources. Opened for reading, and anything but SELECT is denied."""
    path = file_in_folder(address.partition(":")[2])
    ends = time.monotonic() + limits.seconds
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in MAY else sqlite3.SQLITE_DENY
        )
        connection.set_progress_handler(lambda: int(time.monotonic() > ends), STEPS)
        cursor = connection.execute(query)
        rows = cursor.fetchmany(limits.rows + 1)
        limits.check_rows(len(rows))
        return Table([column[0] for column in cursor.description or ()], rows)
    except sqlite3.OperationalError as problem:
        if "interrupted" in str(problem):
            raise limits.too_slow from None
        raise Refused(query=f"The database says: {problem}") from None
    except sqlite3.Error as problem:
        denied = "not authorized" in str(problem) or "prohibited" in str(problem)
        raise Refused(query=ONLY_READ if denied else f"The database says: {problem}") from None
    finally:
        connection.close()
