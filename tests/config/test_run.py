"""`northing run` as a person at a terminal meets it."""

import signal
import socket
import time
from pathlib import Path

import psutil

from northing.config.secrets import key
from tests.config.serving import Installation, Visitor


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_one_command_starts_everything_and_again_after_a_kill_and_a_signal_stops_it(
    installation: Installation,
) -> None:
    """Two starts for all that is seen of a running Northing: a start is what takes the time."""
    installation.start()
    assert installation.address in installation.log
    assert Visitor(installation.address).ask("/setup/")[0] == 200
    parts = installation.parts()
    assert len(parts) > 4
    assert parts[0].num_threads() == 1, "it forks, and a lock that a thread holds would stay locked in the fork"
    nobody_else_reads_its_keys(installation)
    a_second_is_refused(installation)
    before = psutil.Process(installation.pid).children(recursive=True)
    installation.stop(signal.SIGKILL)
    installation.start()
    assert living(before) == []
    what_is_killed_of_it_is_started_again(installation)
    parts = installation.parts()
    assert installation.stop(signal.SIGTERM) == 0
    assert living(parts) == []
    assert "The web server ended by itself and is started again." in installation.log
    assert "The worker ended by itself and is started again." in installation.log
    assert "Stopped." in installation.log


def nobody_else_reads_its_keys(installation: Installation) -> None:
    folder = installation.folder / "keys"
    assert installation.setup_code in (folder / "setup-code").read_text()
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def a_second_is_refused(installation: Installation) -> None:
    second = installation.command("run", NORTHING_PORT="1")
    assert second.returncode == 1
    assert f"process {installation.pid}, at {installation.address}" in second.stderr


def what_is_killed_of_it_is_started_again(installation: Installation) -> None:
    for part in psutil.Process(installation.pid).children():
        part.kill()
        part.wait()
    while not Visitor(installation.address).ask("/setup/")[0]:
        time.sleep(0.1)


def test_a_port_in_use_is_named_before_anything_starts(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()
        refused = installation.command("run")
    assert refused.returncode == 1
    assert f"Port {installation.port} on 127.0.0.1 is not to be had" in refused.stderr
    assert not list(installation.folder.glob("postgresql-*/postmaster.pid"))


def test_no_secret_has_a_default(tmp_path: Path) -> None:
    first, second = key(tmp_path / "one", "django"), key(tmp_path / "two", "django")
    assert first != second
    assert len(first) > 50
    assert key(tmp_path / "one", "django") == first
