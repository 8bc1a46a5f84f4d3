"""What `northing check` looks at, and what it says when something is not in order."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from northing.config import locks
from northing.config.environment import environment
from northing.config.running import require_fit_database
from northing.config.tasks import SILENT
from northing.kernel.errors import Refused

ROOM_TO_WORK = 1 << 30  # bytes: an import and PostgreSQL's own journal need some


@dataclass(frozen=True)
class Finding:
    about: str
    fine: bool
    words: str


def findings() -> Iterator[Finding]:
    """One after the other; after an unfit database nothing more can be asked of it."""
    yield data_folder()
    yield keys()
    fit = database()
    yield fit
    if fit.fine:
        yield migrations()
        yield worker()
    yield pages()


def data_folder() -> Finding:
    folder = environment().data_dir
    free = shutil.disk_usage(folder).free
    words = f"{folder}, {free / (1 << 30):.1f} GiB free"
    return Finding(
        "data folder", free >= ROOM_TO_WORK, words if free >= ROOM_TO_WORK else f"{words}: make room"
    )


def keys() -> Finding:
    files = sorted((environment().data_dir / "keys").glob("*"))
    loose = [file.name for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if loose:
        return Finding("keys", False, f"others may read {', '.join(loose)}: chmod 600")
    return Finding("keys", True, f"{len(files)}, read by nobody else")


def database() -> Finding:
    from django.db import connection

    try:
        require_fit_database()
    except Refused as refusal:
        return Finding("database", False, str(refusal))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    kind = "server" if environment().database_url else "embedded"
    return Finding("database", True, f"PostgreSQL {version} with pgvector, {kind}, {size / (1 << 20):.0f} MiB")


def migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    words = f"{waiting} wait: `northing run` applies them" if waiting else "all applied"
    return Finding("migrations", waiting == 0, words)


def worker() -> Finding:
    """Nobody needs a worker while nothing runs; while it runs, one must have given a sign of life."""
    from django.db import DatabaseError, connection

    alive = 0
    with suppress(DatabaseError), connection.cursor() as cursor:  # before the first migration there is no table
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [SILENT],
        )
        alive = cursor.fetchone()[0]
    if not runs():
        return Finding("worker", True, "Northing is not running on this folder")
    return Finding(
        "worker", alive > 0, f"{alive} at work" if alive else "none gave a sign of life: start again"
    )


def runs() -> bool:
    """Whether a `northing run` holds this data folder."""
    with locks.lock_file(environment().data_dir / "run.lock") as lock:
        return not locks.alone(lock)


def pages() -> Finding:
    from northing.ui.assets import asset

    try:
        asset("northing.css"), asset("northing.js")
    except (FileNotFoundError, KeyError):
        return Finding("pages", False, "styles and scripts are not bundled: `make install`")
    return Finding("pages", True, "styles and scripts are bundled")
