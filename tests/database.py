"""A pytest plugin, loaded before Django's settings: an embedded PostgreSQL for the run, or the one that is named.

NORTHING_TEST_POSTGRESQL=16 runs the suite against the older server that the wheel carries, on loopback TCP.
"""

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

from northing.config.embedded import EmbeddedServer

# Tests may lose their data at a power cut, and are much quicker for it.
HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")

_started: list[EmbeddedServer] = []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _begin() -> None:
    if os.environ.get("NORTHING_DATABASE_URL"):
        return
    folder = Path(tempfile.mkdtemp(prefix="northing-tests-"))
    folder.chmod(0o755)
    version = int(os.environ.get("NORTHING_TEST_POSTGRESQL", "18"))
    port = _free_port() if version == 16 else None
    server = EmbeddedServer(folder, version=version, tcp_port=port, options=HURRIED)
    server.start()
    _started.append(server)
    os.environ["NORTHING_DATABASE_URL"] = server.url
    os.environ["NORTHING_DATA_DIR"] = str(folder / "data")


_begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    for server in _started:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    _started.clear()
