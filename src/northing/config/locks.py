"""Locks on files: the kernel lets go of them however the process that holds them ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_open: list[IO[str]] = []


@contextmanager
def lock_file(path: Path) -> Iterator[IO[str]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        _open.append(file)
        try:
            yield file
        finally:
            _open.remove(file)


def alone(file: IO[str]) -> bool:
    """Take the lock for ourselves if nobody else holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def together(file: IO[str]) -> None:
    """Share the lock, waiting while somebody has it alone."""
    fcntl.flock(file, fcntl.LOCK_SH)


def leave(file: IO[str]) -> None:
    fcntl.flock(file, fcntl.LOCK_UN)


def leave_to_parent() -> None:
    """In a forked process: the locks are the parent's, and end with it although we go on for a moment."""
    while _open:
        _open.pop().close()
