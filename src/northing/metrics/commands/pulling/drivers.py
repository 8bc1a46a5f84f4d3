"""Databases that are reached by drivers of their own, each an extra: how one connects, and only reads."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.table import Limits

CONNECTS_WITHIN = 10  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is, and who asks."""

    host: str
    port: int
    name: str
    user: str
    password: str
    encrypted: bool

    @classmethod
    def of(cls, parts: SplitResult, password: str, usual_port: int) -> "Place":
        return cls(
            parts.hostname or "",
            parts.port or usual_port,
            unquote(parts.path.lstrip("/")),
            unquote(parts.username or ""),
            password,
            parse_qs(parts.query).get("tls", [""])[0] in {"1", "on", "yes", "true"},
        )


@dataclass(frozen=True, slots=True)
class Driver:
    """`extra` installs `module`; `only_read` is said first, after which the server itself refuses to write
    where it can. `too_slow`: how its errors say that time ran out."""

    extra: str
    module: str
    port: int
    connect: Callable[[ModuleType, Place, Limits], Any]
    only_read: Callable[[Any, Limits], tuple[str, ...]]
    too_slow: tuple[str, ...]

    def load(self) -> ModuleType:
        try:
            return import_module(self.module)
        except ImportError:
            raise Refused(
                f"This database is read by {self.module}, which is not installed here. Install the extra on the"
                f" server: pip install 'northing[{self.extra}]'."
            ) from None


def _mysql(module: ModuleType, place: Place, limits: Limits) -> Any:
    return module.connect(
        host=place.host,
        port=place.port,
        user=place.user,
        password=place.password,
        database=place.name or None,
        charset="utf8mb4",
        ssl=ssl.create_default_context() if place.encrypted else None,
        connect_timeout=CONNECTS_WITHIN,
        read_timeout=limits.seconds + 1,
        cursorclass=import_module("pymysql.cursors").SSCursor,
        local_infile=False,
        program_name="northing",
    )


def _mysql_reads(connection: Any, limits: Limits) -> tuple[str, ...]:
    mariadb = "mariadb" in connection.get_server_info().lower()
    within = (
        f"max_statement_time = {limits.seconds}" if mariadb else f"max_execution_time = {limits.seconds * 1000}"
    )
    return f"SET SESSION {within}", "SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY"


def _sqlserver(module: ModuleType, place: Place, limits: Limits) -> Any:
    return module.connect(
        dsn=place.host,
        port=place.port,
        database=place.name or None,
        user=place.user,
        password=place.password,
        timeout=limits.seconds,
        login_timeout=CONNECTS_WITHIN,
        autocommit=False,
        appname="northing",
        readonly=True,
        cafile=ssl.get_default_verify_paths().cafile if place.encrypted else None,
    )


def _oracle(module: ModuleType, place: Place, limits: Limits) -> Any:
    connection = module.connect(
        user=place.user,
        password=place.password,
        host=place.host,
        port=place.port,
        service_name=place.name,
        protocol="tcps" if place.encrypted else "tcp",
        tcp_connect_timeout=CONNECTS_WITHIN,
    )
    connection.call_timeout = limits.seconds * 1000
    return connection


def _odbc(module: ModuleType, place: Place, limits: Limits) -> Any:
    """`odbc://USER@DSN`: a data source that the server's administrator has set up."""
    connection = module.connect(
        f"DSN={place.host}", UID=place.user, PWD=place.password, readonly=True, timeout=CONNECTS_WITHIN
    )
    connection.timeout = limits.seconds
    return connection


def _nothing(_: Any, __: Limits) -> tuple[str, ...]:
    return ()


def _oracle_reads(_: Any, __: Limits) -> tuple[str, ...]:
    return ("SET TRANSACTION READ ONLY",)


_MYSQL = Driver(
    "mysql", "pymysql", 3306, _mysql, _mysql_reads, ("max_statement_time", "1969", "3024", "timed out")
)
_SQLSERVER = Driver("sqlserver", "pytds", 1433, _sqlserver, _nothing, ("timeout", "timed out"))
DRIVERS = {
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
    "mssql": _SQLSERVER,
    "sqlserver": _SQLSERVER,
    "oracle": Driver("oracle", "oracledb", 1521, _oracle, _oracle_reads, ("DPY-4024", "timeout")),
    "odbc": Driver("odbc", "pyodbc", 0, _odbc, _nothing, ("HYT00", "timeout")),
}
