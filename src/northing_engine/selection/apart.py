"""The solver in a process of its own: it can be stopped to the second, and what it finds is told at once.

A long step inside the solver does not look at the clock; a process does not need it to.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

import numpy as np

from northing_engine.selection.programme import Answer, Programme, maximise


@dataclass(frozen=True)
class Split:
    """The best that there could be if candidates could be split: no plan is worth more than `bound`."""

    x: np.ndarray | None
    bound: float


Word = tuple[np.ndarray | None, float] | Split | Answer


class Apart:
    """Used as a context: the process ends with it, whatever it is doing. `over`: it says nothing more, since it
    has `answered` or came to an early end."""

    def __init__(
        self,
        programme: Programme,
        *,
        seconds: float,
        start: np.ndarray | None = None,
        proves_only: bool = False,
    ) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self.over = self.answered = False
        try:
            # Not as an argument: to write much of that to a process that ended at once would never end.
            self._here.send((programme, seconds, start, proves_only))
        except OSError:
            self.over = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._here.close()

    def heard(self, wait: float = 0.0) -> list[Word]:
        """What it said since the last time, waiting at most so many seconds for a first word."""
        words: list[Word] = []
        while not self.over and self._here.poll(0.0 if words else wait):
            try:
                words.append(self._here.recv())
            except (EOFError, OSError):
                self.over = True
                break
            self.over = self.answered = isinstance(words[-1], Answer)
        return words


def _work(there: Connection) -> None:
    """First how much a plan could be worth if candidates could be split, then plans and nearer bounds."""
    programme, seconds, start, proves_only = there.recv()
    started = time.monotonic()
    split = replace(programme, whole=np.zeros(len(programme.whole), dtype=bool))
    answer = maximise(split, seconds=seconds)
    there.send(Split(answer.x, answer.bound))
    left = seconds - (time.monotonic() - started)

    def say(x: np.ndarray | None, bound: float) -> None:
        there.send((x, bound))

    there.send(maximise(programme, seconds=left, start=start, hear=say, proves_only=proves_only))
