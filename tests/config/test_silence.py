"""No outbound connection, ever, unless somebody configures one."""

import ipaddress
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.config.serving import Installation, Visitor

# Python asks for this module at every start. The hook notes whom the process wants to reach, before it does.
WATCHER = """
import os, sys
EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
def note(event, arguments):
    if event in EVENTS:
        place = arguments[0] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else arguments[1]
        host = place[0] if isinstance(place, tuple) else place
        log = os.open(%r, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(log, f"{event} {host}\\n".encode())
        os.close(log)
sys.addaudithook(note)
"""
OWN = {"127.0.0.1", "::1", "localhost", "None"}


@pytest.fixture
def watched(data_folder: Path) -> Iterator[Installation]:
    watcher = data_folder / "watcher"
    watcher.mkdir()
    (watcher / "sitecustomize.py").write_text(WATCHER % str(data_folder / "asked.log"))
    found = Installation(data_folder, python_path=str(watcher))
    yield found
    found.stop()


def strangers(processes: list[psutil.Process]) -> list[str]:
    """Addresses beyond this machine that a process speaks to or listens on."""
    ends = [
        end
        for process in processes
        for connection in process.net_connections(kind="inet")
        for end in (connection.laddr, connection.raddr)
        if end
    ]
    return [str(end) for end in ends if not ipaddress.ip_address(end.ip).is_loopback]


def pages(visitor: Visitor, start: str) -> set[str]:
    """Every page that is reached by links, without acting on anything."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        links = re.findall(r'<a [^>]*href="(/[^"#?]*)"', visitor.ask(path)[1])
        ahead.extend(link for link in dict.fromkeys(links) if link not in seen and link not in ahead)
    return seen


def test_a_running_northing_speaks_to_nobody_outside(watched: Installation) -> None:
    watched.start()
    visitor = Visitor(watched.address)
    visitor.post(
        "/setup/",
        code=watched.setup_code,
        organisation="Tarn",
        name="Olive Reyes",
        email="olive@tarn.example",
        password="a staple that is correct",
        currency="EUR",
        year_starts_in="1",
    )
    assert len(pages(visitor, "/settings/members/")) > 3
    assert strangers(watched.parts()) == []
    assert watched.stop(signal.SIGINT) == 0
    log = watched.folder / "asked.log"
    asked = {line.split(" ", 1)[1] for line in log.read_text().splitlines()}
    assert asked, "the watcher saw nothing, so it proves nothing"
    assert {host for host in asked if host not in OWN and not host.startswith("/")} == set()
