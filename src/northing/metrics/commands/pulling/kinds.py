"""Which reader an address needs."""

from collections.abc import Callable
from urllib.parse import urlsplit

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling import dbapi, files, postgresql, sqlite
from northing.metrics.commands.pulling.drivers import DRIVERS
from northing.metrics.commands.pulling.table import Limits, Table

Reader = Callable[[str, str, str, Limits], Table]

DATABASES: dict[str, Reader] = {
    "postgresql": postgresql.read,
    "postgres": postgresql.read,
    "sqlite": sqlite.read,
    **dict.fromkeys(DRIVERS, dbapi.read),
}
FORMS = (
    "postgresql://reader@warehouse.example.com:5432/sales, in the same way mysql, mariadb, sqlserver or oracle,"
    " odbc://reader@NAME, or sqlite:sales.db in the folder of sources"
)


def reader_of(*, sql: bool, address: str) -> Reader:
    """Refused with what could be written, when nothing here reads it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as problem:
        raise Refused(address=f"This is no address: {problem}.") from None
    if parts.password:
        raise Refused(address="Leave the password out of the address: it has a field of its own.")
    if not sql:
        return files.read
    reader = DATABASES.get(address.partition(":")[0].lower())
    if reader is None:
        raise Refused(address=f"Write the database as {FORMS}.")
    return reader
