"""Sources are read within their limits, and never written to."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling import files, sqlite
from northing.metrics.commands.pulling.kinds import reader_of
from northing.metrics.commands.pulling.table import Limits, Table, series_of
from tests.metrics.relay import warehouse

FEW = Limits(rows=1_000, seconds=1)
JAN, NEXT = date(2026, 1, 1), date(2026, 1, 2)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    made = tmp_path / "sources" / "kpi"
    made.mkdir(parents=True)
    (made / "a.csv").write_text("day,signups,revenue\n2026-01-01,1,2.5\n")
    (made / "b.csv").write_text("day,signups,revenue\n2026-01-02,2,\n")
    with sqlite3.connect(made / "sales.db") as database:
        database.execute("CREATE TABLE kpi (day TEXT, name TEXT, n REAL)")
        database.execute("INSERT INTO kpi VALUES ('2026-01-01', 'Signups', 3)")
    database.close()
    (tmp_path / "secret.csv").write_text("day,key\n2026-01-01,1\n")
    (made / "link.csv").symlink_to(tmp_path / "secret.csv")
    return made


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with warehouse() as address:
        yield address


def refusal(read: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        read(*arguments)
    return str(refused.value)


def test_one_column_a_metric_and_names_beside_values_are_both_understood() -> None:
    wide = Table(["day", "a", "b"], [(datetime(2026, 1, 1, 9), 1, Decimal("2.5")), ("2026-01-02", None, 3)])
    assert series_of(wide).series == {"a": {JAN: 1.0}, "b": {JAN: 2.5, NEXT: 3.0}}
    long = Table(["when", "what", "n"], [(JAN, "a", 1), (JAN, "b", 2), (None, "a", 3), (NEXT, None, 4)])
    found = series_of(long)
    assert found.series == {"a": {JAN: 1.0}, "b": {JAN: 2.0}}
    assert found.refused == ["Row 3: when is 'None'", "Row 4: what is empty"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (Table(["a"], [(1,)]), "No column holds days"),
        (Table(["day", "a"], [(JAN, True)]), "No column holds numbers"),
        (Table(["day", "name"], [(JAN, "a")]), "none holds their values"),
        (Table(["day", "a"], [(JAN, 1), (JAN, 2)]), "a has two values on 2026-01-01"),
    ],
)
def test_what_is_no_table_of_values_is_refused_with_what_to_do(table: Table, words: str) -> None:
    assert words in refusal(series_of, table)


@pytest.mark.django_db
def test_a_query_to_postgresql_is_answered_within_its_limits(database: str) -> None:
    def ask(query: str) -> Table:
        return reader_of(sql=True, address=database)(database, "", query, FEW)

    query = (
        "SELECT '2026-01-01'::date + n AS day, 'a' || n % 2 AS metric, n AS value FROM generate_series(0, {}) n"
    )
    assert {name: len(points) for name, points in series_of(ask(query.format(9))).series.items()} == {
        "a0": 5,
        "a1": 5,
    }
    assert "more than 1,000 rows" in refusal(ask, query.format(6_000))
    assert "longer than 1 seconds" in refusal(ask, "SELECT current_date AS day, pg_sleep(5)")
    assert "does not exist" in refusal(ask, "SELECT nothing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; CREATE TABLE stolen (a int)",
        "CREATE TABLE stolen (a int)",
        "WITH gone AS (DELETE FROM organisation_member RETURNING 1) SELECT * FROM gone",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT setval('organisation_member_id_seq', 1)",
        "SELECT 1; COMMIT; DELETE FROM organisation_member",
    ],
)
def test_postgresql_is_never_written_to(database: str, query: str) -> None:
    assert refusal(reader_of(sql=True, address=database), database, "", query, FEW)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "postgresql:///northing",
            "postgresql://me@%2Ftmp/northing",
            "db2://a/b",
            "postgresql://a:b@c/d",
            "x",
        ),
        *(
            "postgresql://me@warehouse:55432x/sales",
            "mysql://me@warehouse:99999/sales",
            "postgresql://me@[warehouse",
        ),
    ],
)
def test_our_own_socket_passwords_in_sight_and_what_is_no_address_are_refused(address: str) -> None:
    def read() -> Table:
        return reader_of(sql=True, address=address)(address, "", "SELECT 1", FEW)

    assert refusal(read)


def test_a_sqlite_file_is_read_and_nothing_else(folder: Path) -> None:
    address = "sqlite:kpi/sales.db"
    assert series_of(sqlite.read(address, "", "SELECT * FROM kpi", FEW)).series == {"Signups": {JAN: 3.0}}
    for query in (
        "DELETE FROM kpi",
        f"ATTACH '{folder}/new.db' AS other",
        "PRAGMA writable_schema = 1",
        "SELECT 1; DELETE FROM kpi",
    ):
        assert refusal(sqlite.read, address, "", query, FEW)
    slow = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT '2026-01-01', sum(x) FROM c"
    assert "longer than 1 seconds" in refusal(sqlite.read, address, "", slow, FEW)
    assert not (folder / "new.db").exists()


def test_files_are_read_as_one_table(folder: Path) -> None:
    found = series_of(files.read("kpi/[ab].csv", "", "", FEW))
    assert found.series == {"signups": {JAN: 1.0, NEXT: 2.0}, "revenue": {JAN: 2.5}}
    added = series_of(files.read("kpi/*.csv", "", "SELECT day, sum(signups) AS n FROM files GROUP BY day", FEW))
    assert added.series["n"][NEXT] == 2.0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{}/../../secret.csv')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '{}/out.csv'",
        "ATTACH '{}/new.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_a_query_about_files_reaches_nothing_but_these(folder: Path, query: str) -> None:
    assert refusal(files.read, "kpi/[ab].csv", "", query.format(folder), FEW)
    assert {path.name for path in folder.iterdir()} == {"a.csv", "b.csv", "link.csv", "sales.db"}


@pytest.mark.parametrize(
    "address", ["../secret.csv", "kpi/link.csv", "/etc/passwd", "kpi/none.csv", "", "kpi/sales.db"]
)
def test_files_outside_the_folder_are_absent(folder: Path, address: str) -> None:
    assert refusal(files.read, address, "", "", FEW)


def test_without_duckdb_a_message_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert "northing[duckdb]" in refusal(files.read, "kpi/a.csv", "", "", FEW)
