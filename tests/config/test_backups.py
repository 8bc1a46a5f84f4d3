"""A backup holds everything, says no where it would lose something, and comes back as it was."""

import stat
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from northing.config import backups
from northing.config.backups import Installation
from northing.config.environment import environment
from northing.kernel.errors import Refused
from tests.conftest import NOW, kept_world

pytestmark = pytest.mark.django_db(transaction=True)


def database(name: str) -> str:
    """The address of another database of the server that the tests use."""
    url = environment().database_url or ""
    return url.replace(urlsplit(url).path, f"/{name}", 1)


@pytest.fixture
def filled(tmp_path: Path) -> Installation:
    kept_world()
    folder = tmp_path / "filled"
    for name, text in {"keys/django": "a secret", "files/feedback/1": "a file that came along"}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    (folder / "keys/django").chmod(0o600)
    return Installation(database(connection.settings_dict["NAME"]), folder, embedded=True)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    name = f"{connection.settings_dict['NAME']}_restored"
    with psycopg.connect(database("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        (tmp_path / "empty").mkdir()
        yield Installation(database(name), tmp_path / "empty", embedded=True)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(of: Installation, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(of.url) as asked:
        return asked.execute(query).fetchall()


def test_what_was_backed_up_comes_back(filled: Installation, empty: Installation, tmp_path: Path) -> None:
    file = tmp_path / "tarn.tar"
    assert backups.back_up(filled, file, now=NOW).organisation == "Tarn"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert backups.restore(file, empty, now=NOW).organisation == "Tarn"
    for query in (
        "SELECT * FROM organisation_member ORDER BY id",
        "SELECT * FROM organisation_teamevent ORDER BY pgh_id",
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname, tgrelid::regclass::text",
    ):
        assert rows(filled, query) == rows(empty, query) != []
    assert (empty.folder / "keys/django").read_text() == "a secret"
    assert stat.S_IMODE((empty.folder / "keys/django").stat().st_mode) == 0o600
    assert (empty.folder / "files/feedback/1").read_text() == "a file that came along"

    with pytest.raises(Refused, match="Tarn lives here already"):
        backups.restore(file, empty, now=NOW)
    with pytest.raises(Refused, match="is there already"):
        backups.back_up(filled, file, now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "filled", "tarn.tar"]


def test_nothing_is_no_backup(empty: Installation, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nobody has set Northing up yet"):
        backups.back_up(empty, tmp_path / "nothing.tar", now=NOW)


def test_what_is_no_backup_is_named(empty: Installation, tmp_path: Path) -> None:
    text, other = tmp_path / "text.tar", tmp_path / "other.tar"
    text.write_text("no tar")
    with tarfile.open(other, "w") as tar:
        tar.add(text, "text")
    for file, why in (
        (text, "cannot be restored"),
        (other, "no backup of Northing"),
        (tmp_path / "none", "no file"),
    ):
        with pytest.raises(Refused, match=why):
            backups.restore(file, empty, now=NOW)


def test_a_newer_one_waits_for_the_update(filled: Installation, empty: Installation) -> None:
    about = filled.about(NOW)
    assert about is not None
    backups.require_that_it_fits(about, empty)
    with pytest.raises(Refused, match="newer than this one"):
        backups.require_that_it_fits(replace(about, migrations=[["planning", "9999_of_next_year"]]), empty)
    with pytest.raises(Refused, match="comes out of PostgreSQL 99"):
        backups.require_that_it_fits(replace(about, postgresql=99), empty)
