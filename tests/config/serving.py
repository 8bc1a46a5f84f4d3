"""A real `northing run` in a process of its own, over a data folder of its own."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import psutil

COMMAND = [sys.executable, "-m", "northing"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """A data folder with a port: `start` it, speak to it, `stop` it, as often as need be."""

    def __init__(self, folder: Path, *, python_path: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self.log = ""
        self._python_path = python_path
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NORTHING_")}
        ours = {"NORTHING_DATA_DIR": str(self.folder), "NORTHING_PORT": str(self.port)}
        return {**kept, **ours, "PYTHONPATH": self._python_path, **more}

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run another command on the same folder."""
        environment = self.environment(**more)
        return subprocess.run(  # noqa: S603
            [*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False
        )

    def start(self) -> None:
        """Until it says that it is ready; whatever it says instead is the failure's message."""
        self._process = subprocess.Popen(  # noqa: S603
            [*COMMAND, "run"],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout
        self.log = ""
        for line in self._process.stdout:
            self.log += line
            if line.startswith("Ctrl-C stops it"):
                return
        raise AssertionError(f"northing run ended: {self.log}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(number)
        rest, _ = self._process.communicate()
        self.log += rest
        code, self._process = self._process.returncode, None
        return code

    @property
    def setup_code(self) -> str:
        found = re.search(r"set-up code (\S+)", self.log)
        assert found, self.log
        return found.group(1)

    def parts(self) -> list[psutil.Process]:
        """Supervisor, web server, worker and PostgreSQL, with everything that they started."""
        roots = [psutil.Process(self.pid)]
        pid_file = next(self.folder.glob("postgresql-*/postmaster.pid"), None)
        if pid_file:
            roots.append(psutil.Process(int(pid_file.read_text().split()[0])))
        return [process for root in roots for process in (root, *root.children(recursive=True))]


class Visitor:
    """A person without a browser: follows redirects, keeps cookies, fills forms."""

    def __init__(self, address: str) -> None:
        self._address = address
        # No proxy, whatever the environment says.
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Status and text; status 0 while nobody answers."""
        try:
            with self._opener.open(Request(self._address + path, body)) as answer:  # noqa: S310
                return int(answer.status), answer.read().decode(errors="replace")
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except OSError:
            return 0, ""

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Fill in the form of the page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path)[1])
        assert token
        return self.ask(path, urlencode({**fields, "csrfmiddlewaretoken": token.group(1)}).encode())
