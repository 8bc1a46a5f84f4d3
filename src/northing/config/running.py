"""A database that is up, fit and migrated: for `northing run`, and for each other command by itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

import psycopg

from northing.config import locks
from northing.config.embedded import EmbeddedServer
from northing.config.environment import environment
from northing.kernel.errors import Refused

OLDEST = 16
EXTENSION = "vector"
MIGRATING = 0x4E6F7274  # names the lock in PostgreSQL under which one process at a time migrates


@contextmanager
def database_for_command() -> Iterator[None]:
    """The database for one command: started when nobody runs it, stopped after when nobody else uses it."""
    with running_database():
        require_fit_database()
        migrate()
        try:
            yield
        finally:
            let_go_of_connections()


@contextmanager
def running_database() -> Iterator[None]:
    """The server that NORTHING_DATABASE_URL names is up by itself; the embedded one while anybody uses it."""
    settings = environment()
    if settings.database_url:
        yield
    else:
        with in_use(EmbeddedServer(settings.data_dir)):
            yield


@contextmanager
def in_use(server: EmbeddedServer) -> Iterator[None]:
    """Everybody who uses the server shares a lock: the last one out stops it."""
    with locks.lock_file(server.folder / "database.lock") as lock:
        try:
            _start_or_join(server, lock)
            yield
        finally:
            if locks.alone(lock):
                server.stop()


def _start_or_join(server: EmbeddedServer, lock: IO[str]) -> None:
    while True:
        if locks.alone(lock):
            server.start()
            locks.together(lock)
            return
        locks.together(lock)  # waits while another process starts or stops it
        if server.running:
            return
        locks.leave(lock)


def require_fit_database() -> None:
    """Refuse, with what to do, a database that is away, too old or without pgvector."""
    settings = environment()
    url = settings.database_url or EmbeddedServer(settings.data_dir).url
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            found = connection.info.server_version // 10_000
            offered = "SELECT 1 FROM pg_available_extensions WHERE name = %s"
            has_vector = connection.execute(offered, [EXTENSION]).fetchone() is not None
    except psycopg.OperationalError as error:
        why = str(error).strip().splitlines()[-1]
        raise Refused(
            f"Cannot reach the database{_place(url)}: {why} Is NORTHING_DATABASE_URL right?"
        ) from error
    if found < OLDEST:
        raise Refused(f"The database{_place(url)} is PostgreSQL {found}; Northing needs {OLDEST} or later.")
    if not has_vector:
        raise Refused(
            f"The database{_place(url)} does not offer the extension pgvector: install it on the server "
            f"(package postgresql-{found}-pgvector on Debian and Ubuntu), then start Northing again."
        )


def _place(url: str) -> str:
    """Where the database is, without the password."""
    parts = urlsplit(url)
    return f" at {parts.hostname}:{parts.port or 5432}" if parts.hostname else ""


def migrate() -> None:
    """Bring the tables up to date, one process at a time; nothing when they are."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def let_go_of_connections() -> None:
    """Close this process's connections and the pool with its threads: a fork must meet neither."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


@contextmanager
def only_one_on_this_folder() -> Iterator[None]:
    """Refuse a second `northing run` on the same data folder, naming the first."""
    folder = environment().data_dir
    with locks.lock_file(folder / "run.lock") as lock:
        if not locks.alone(lock):
            lock.seek(0)
            pid, _, address = lock.read().strip().partition(" ")
            raise Refused(
                f"Northing already runs on {folder}: process {pid}, at {address}. "
                "Stop that one, or give this one a folder of its own with NORTHING_DATA_DIR."
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()} {environment().address}\n")
        lock.flush()
        yield
