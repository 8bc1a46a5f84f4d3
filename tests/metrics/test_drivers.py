"""Databases that need a driver: one SELECT within limits, nothing kept, and a message when it is missing."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.drivers import DRIVERS, Driver, Place
from northing.metrics.commands.pulling.kinds import reader_of
from northing.metrics.commands.pulling.select_only import check_reads_only
from northing.metrics.commands.pulling.table import Limits, Table, series_of

ADDRESS = "odbc://reader@warehouse"
DAYS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT {}) SELECT x AS value FROM c"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Table]:
    """A driver like any other, whose database is a file."""
    path = tmp_path / "sales.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE kpi (day TEXT, signups REAL)")
        made.execute("INSERT INTO kpi VALUES ('2026-01-01', 3)")
    made.close()

    def connect(module: ModuleType, place: Place, limits: Limits) -> Any:
        assert (place.host, place.user, place.password) == ("warehouse", "reader", "hush")
        connection = module.connect(path)
        connection.set_progress_handler(lambda: int(limits.seconds == 0), 1000)
        return connection

    reads = ("PRAGMA query_only = on",)
    driver = Driver("odbc", "sqlite3", 0, connect, lambda _, __: reads, ("interrupted",))
    monkeypatch.setitem(DRIVERS, "odbc", driver)

    def asked(query: str, seconds: int = 5) -> Table:
        return reader_of(sql=True, address=ADDRESS)(ADDRESS, "hush", query, Limits(rows=100, seconds=seconds))

    return asked


def refusal(read: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        read(*arguments)
    return str(refused.value)


def test_a_query_is_answered_within_its_limits(ask: Callable[..., Table]) -> None:
    assert {
        name: list(points.values()) for name, points in series_of(ask("SELECT * FROM kpi;")).series.items()
    } == {"signups": [3.0]}
    assert "more than 100 rows" in refusal(ask, DAYS.format(101))
    assert "longer than 0 seconds" in refusal(ask, DAYS.format(1_000_000), 0)
    assert "The database says: no such table: none" in refusal(ask, "SELECT * FROM none")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 DELETE FROM kpi",
        "SELECT 1; DROP TABLE kpi",
        "WITH a AS (SELECT 1) DELETE FROM kpi",
        "SELECT * INTO copied FROM kpi",
        "SELECT day FROM kpi INTO OUTFILE 'kpi.csv'",
        "SELECT 1 /*! INTO OUTFILE 'a' */",
        "SELECT 1 /*M! INTO OUTFILE 'a' */",
        "SELECT 1 --1 INTO OUTFILE 'a'",
        r"SELECT 'a\' DELETE FROM kpi --'",
        "SELECT 1 FROM #kept DELETE FROM kpi",
        "EXEC purge",
        "CALL purge()",
        "",
    ],
)
def test_what_is_more_than_one_select_is_not_sent(query: str) -> None:
    assert "backslash" in (said := refusal(check_reads_only, query)) or "only read" in said


@pytest.mark.parametrize(
    "query",
    [
        "select day, 'delete; drop' as name, 1 as value from kpi -- update it later\n;",
        'SELECT "update", [set], `into` FROM kpi /* drop nothing */',
        "WITH a AS (SELECT updated_at, deleted FROM kpi) SELECT * FROM a",
    ],
)
def test_words_in_quotes_names_and_comments_are_no_statements(query: str) -> None:
    check_reads_only(query)


@pytest.mark.parametrize("scheme", ["mysql", "mariadb", "sqlserver", "mssql", "oracle", "odbc"])
def test_without_its_driver_a_message_says_what_to_install(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = DRIVERS[scheme]
    monkeypatch.setitem(sys.modules, driver.module, None)
    address = f"{scheme}://reader@warehouse.example.com/sales"
    said = refusal(reader_of(sql=True, address=address), address, "", "SELECT 1", Limits())
    assert f"northing[{driver.extra}]" in said
