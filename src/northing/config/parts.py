"""The processes of `northing run`, each in a group of its own."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from northing.config import locks
from northing.config.lifeline import GRACE, end_with

# Forking spares each part the loading of the program, which is most of a start. Elsewhere than on Linux the
# system's own libraries do not bear it.
FORKS = sys.platform == "linux"
FALLS = 5  # a part that ends by itself this often within a minute is not started again


@dataclass
class Part:
    """Ctrl-C reaches only the supervisor, which then stops its parts in order."""

    name: str
    main: Callable[[], None]
    process: BaseProcess | None = None
    started: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.started.append(time.monotonic())
        context = multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")
        self.process = context.Process(target=begin, args=(self.main, os.getpid()), name=self.name)
        self.process.start()

    @property
    def ended(self) -> bool:
        return self.process is not None and not self.process.is_alive()

    @property
    def keeps_falling(self) -> bool:
        return sum(time.monotonic() - moment < 60 for moment in self.started) >= FALLS

    def stop(self) -> None:
        if self.process is None or self.process.pid is None:
            return
        self.process.terminate()
        self.process.join(GRACE)
        with suppress(ProcessLookupError):  # whatever of its group did not go
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()


def begin(main: Callable[[], None], parent: int) -> None:
    """What every part does first: leave the supervisor's group and locks, and end when the supervisor does."""
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    locks.leave_to_parent()
    end_with(parent)
    main()
