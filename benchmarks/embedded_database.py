"""An embedded PostgreSQL of a benchmark's own, migrated, with the program loaded on it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from northing.config.embedded import EmbeddedServer


@contextmanager
def embedded_database() -> Iterator[None]:
    """Once a process: the program reads its settings when it is loaded."""
    folder = Path(tempfile.mkdtemp(prefix="northing-bench-"))
    folder.chmod(0o755)
    server = EmbeddedServer(folder)
    server.start()
    try:
        os.environ |= {"NORTHING_DATABASE_URL": server.url, "NORTHING_DATA_DIR": str(folder / "data")}
        os.environ["DJANGO_SETTINGS_MODULE"] = "northing.config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield
    finally:
        from django.db import connection

        connection.close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
