"""Everything of an installation in one file, and out of it again: the database, the keys, the uploaded files.

The file is a tar of `about.json`, `database.dump` (PostgreSQL's own custom format), `keys/` and `files/`. The
database is read first, in one snapshot, while Northing may go on: a file that it names is there for days after
it was removed, so none is missing.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from northing import __version__
from northing.config.embedded import FOLDERS, EmbeddedServer
from northing.config.environment import environment
from northing.kernel.errors import Refused

ABOUT, DUMP = "about.json", "database.dump"
FOLDERS_KEPT = ("keys", "files")
# What PostgreSQL's programs are told by their environment, so that no password stands in a list of processes.
TOLD = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself. `postgresql` is the major version that it came out of."""

    organisation: str
    northing: str
    postgresql: int
    made_at: str
    migrations: list[list[str]]


@dataclass(frozen=True, slots=True)
class Installation:
    """One database and one data folder. `embedded`: the database is ours alone, and may be made anew."""

    url: str
    folder: Path
    embedded: bool

    @property
    def postgresql(self) -> int:
        with psycopg.connect(self.url) as connection:
            return connection.info.server_version // 10_000

    @property
    def has_tables(self) -> bool:
        with psycopg.connect(self.url) as connection:
            return connection.execute("SELECT to_regclass('django_migrations')").fetchone() != (None,)

    def about(self, now: datetime) -> About | None:
        """None as long as nobody has set it up."""
        if not self.has_tables:
            return None
        with psycopg.connect(self.url) as connection:
            name = connection.execute("SELECT name FROM organisation_organisation").fetchone()
            migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        made = [list(migration) for migration in migrations]
        return About(name[0], __version__, self.postgresql, f"{now:%Y-%m-%d %H:%M}", made) if name else None

    def make_anew(self) -> None:
        with psycopg.connect(self.url, dbname="postgres", autocommit=True) as connection:
            name = sql.Identifier(_told(self)["PGDATABASE"])
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def here() -> Installation:
    settings = environment()
    embedded = EmbeddedServer(settings.data_dir).url
    return Installation(settings.database_url or embedded, settings.data_dir, settings.database_url is None)


def back_up(of: Installation, target: Path, *, now: datetime) -> About:
    """Refuses to write over what is there. A backup that is cut short leaves no file of that name."""
    if target.exists():
        raise Refused(f"{target} is there already: name another file.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    about = of.about(now)
    if about is None:
        raise Refused("Nobody has set Northing up yet: there is nothing to back up.")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as name:
        work = Path(name)
        _program(of, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={work / DUMP}")
        (work / ABOUT).write_text(json.dumps(asdict(about)))
        with tarfile.open(work / "whole", "w") as tar:
            for part in (ABOUT, DUMP):
                tar.add(work / part, part)
            for part in FOLDERS_KEPT:
                if (of.folder / part).exists():
                    tar.add(of.folder / part, part)
        (work / "whole").chmod(0o600)
        (work / "whole").rename(target)
    return about


def restore(source: Path, into: Installation, *, now: datetime) -> About:
    """Only where nothing is yet, so that nothing is lost. Killed in the middle it can be asked for again: the
    database comes last and at once, and until it is there nothing is."""
    with opened(source) as tar:
        about = about_of(tar, source)
        require_that_it_fits(about, into)
        require_nothing_there(into, now)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=into.folder) as name:
            work = Path(name)
            tar.extractall(work, filter="data")
            for part in FOLDERS_KEPT:
                if (work / part).exists():
                    shutil.rmtree(into.folder / part, ignore_errors=True)
                    (work / part).rename(into.folder / part)
                    (into.folder / part).chmod(0o700)
            if into.has_tables:
                into.make_anew()
            words = "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction"
            _program(into, "pg_restore", *words, f"--dbname={_told(into)['PGDATABASE']}", str(work / DUMP))
    return about


@contextmanager
def opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source) as tar:
            yield tar
    except FileNotFoundError:
        raise Refused(f"There is no file {source}.") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Refused(f"{source} cannot be restored: {error}.") from error


def about_of(tar: tarfile.TarFile, source: Path) -> About:
    try:
        return About(**json.loads(tar.extractfile(ABOUT).read()))  # type: ignore[union-attr]  # a folder has none
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refused(f"{source} is no backup of Northing: it does not say what it is of.") from None


def require_that_it_fits(about: About, into: Installation) -> None:
    known = MigrationLoader(None).disk_migrations
    if unknown := [name for app, name in about.migrations if (app, name) not in known]:
        raise Refused(
            f"It was made by Northing {about.northing}, which is newer than this one ({__version__}; it knows"
            f" {unknown[0]}). Update this one, then restore."
        )
    if about.postgresql > into.postgresql:
        raise Refused(
            f"It comes out of PostgreSQL {about.postgresql}; this database is {into.postgresql}. Restore into"
            f" {about.postgresql} or later, or into the embedded one."
        )


def require_nothing_there(into: Installation, now: datetime) -> None:
    if there := into.about(now):
        raise Refused(
            f"{there.organisation} lives here already. Restore into a folder of its own with NORTHING_DATA_DIR,"
            " or move this one away first."
        )
    if into.has_tables and not into.embedded:
        raise Refused("The database is not empty. Make a new one and name it in NORTHING_DATABASE_URL.")


def _told(of: Installation) -> dict[str, str]:
    said = conninfo_to_dict(of.url)
    return {name: str(said[word]) for word, name in TOLD.items() if said.get(word)}


def _program(of: Installation, program: str, *words: str) -> None:
    """One of PostgreSQL's own, as old as the server: a newer one writes what an older server does not know."""
    version = max((known for known in FOLDERS if known <= of.postgresql), default=min(FOLDERS))
    path = EmbeddedServer(of.folder, version=version).binaries / program
    done = subprocess.run(  # noqa: S603  a program of the wheel, no shell
        [path, *words], env={**os.environ, **_told(of)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")
