"""A part of `northing run` ends when the process that started it does, however that one ended."""

import os
import signal
import threading
import time

LOOKS_EVERY = 0.3
GRACE = 10.0  # seconds for work in hand; the same that the supervisor gives


def end_with(parent: int) -> None:
    """Watch the parent from a thread. A process whose parent dies is given another one, on every Unix."""
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
