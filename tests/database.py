"""A pytest plugin, loaded before Django's settings: an embedded PostgreSQL for the run, or the one named.

NORTHING_TEST_POSTGRESQL=16 runs the suite against the older server that the wheel carries, on loopback TCP.
A migrated database is kept between runs, under a name that changes with anything that could make it stale.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

from northing.config.embedded import EmbeddedServer

# Tests may lose their data at a power cut, and are much quicker for it.
HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "databases"
KEEPS = 4

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
    os.environ["NORTHING_DATABASE_URL"] = server.url
    os.environ["NORTHING_DATA_DIR"] = str(folder / "data")
    _started.append(server)
    kept = KEPT / f"{version}-{_fingerprint()}"
    if kept.exists():
        os.utime(kept)
        _copy(kept, server.data)
        server.start()
    else:
        server.start()
        _migrate()
        server.stop()
        _keep(server.data, kept)
        server.start()
    os.environ["NORTHING_TEST_TEMPLATE"] = "northing"


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """For a Northing of its own, which finds the migrated database there, if this run has one.

    Not in pytest's folder: as root that is closed to the database's user.
    """
    folder = Path(tempfile.mkdtemp(prefix="northing-run-"))
    folder.chmod(0o755)
    kept = KEPT / f"18-{_fingerprint()}"
    if kept.exists():
        _copy(kept, EmbeddedServer(folder).data)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _migrate() -> None:
    command = [sys.executable, "-m", "django", "migrate", "--settings", "northing.config.settings", "-v", "0"]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  our own words


def _fingerprint() -> str:
    """Of every migration of ours, and of everything installed, which brings the others."""
    found = hashlib.sha256()
    for path in sorted((ROOT / "src").glob("northing/*/migrations/*.py")):
        found.update(path.read_bytes())
    for name in sorted(f"{package.name} {package.version}" for package in distributions()):
        found.update(name.encode())
    return found.hexdigest()[:16]


def _keep(data: Path, kept: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEEPS]:
        shutil.rmtree(old, ignore_errors=True)
    fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
    _copy(data, fresh)
    if kept.exists():  # another run was quicker
        shutil.rmtree(fresh)
    else:
        fresh.rename(kept)


def _copy(source: Path, target: Path) -> None:
    # `cp -a` because PostgreSQL insists on the owner and mode of its folder.
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)  # noqa: S603, S607  our own paths


_begin()


def pytest_configure() -> None:
    from django.db import connections

    if template := os.environ.get("NORTHING_TEST_TEMPLATE"):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = template


def pytest_unconfigure() -> None:
    for server in _started:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    _started.clear()
