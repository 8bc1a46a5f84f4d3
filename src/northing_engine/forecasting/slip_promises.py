"""What the slip model reads: promises, what they were like when made, and what became of them.

Times are numbers on one line: the index of a release, of a week, or of a day. `step` says which kind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Category:
    """A label that each promise carries: team, product, stage, whether it was committed.

    Labels never seen in the history, and those seen a few times only, are pulled towards what all promises do.
    `crossed` categories may act differently by how far ahead the promise was made, and by each other.
    """

    name: str
    labels: NDArray[np.str_]
    crossed: bool = False


@dataclass(frozen=True)
class Measure:
    """A number that each promise carries, such as its earlier moves; nan where it is not known."""

    name: str
    values: Floats


@dataclass(frozen=True)
class Promises:
    """Columns, one row for each promise: `made` at a time, `promised` for a time, and its marks then."""

    made: Floats
    promised: Floats
    categories: tuple[Category, ...] = ()
    measures: tuple[Measure, ...] = ()

    def __post_init__(self) -> None:
        size = self.made.size
        columns = [self.promised, *(c.labels for c in self.categories), *(m.values for m in self.measures)]
        if self.made.ndim != 1 or any(column.shape != (size,) for column in columns):
            raise ValueError("every column of the promises needs one value for each promise")
        if not bool(np.all(np.isfinite(self.made)) and np.all(np.isfinite(self.promised))):
            raise ValueError("made and promised must be known for each promise")

    def __len__(self) -> int:
        return int(self.made.size)

    def __getitem__(self, rows: NDArray[np.intp] | Flags) -> Promises:
        return Promises(
            self.made[rows],
            self.promised[rows],
            tuple(replace(c, labels=c.labels[rows]) for c in self.categories),
            tuple(replace(m, values=m.values[rows]) for m in self.measures),
        )


@dataclass(frozen=True)
class PromiseHistory:
    """Promises and when each was `resolved` (nan: still open), as known at `now`.

    What was resolved after `now` counts as open, so the same columns can be looked at from any earlier day.
    `step` is the length of a step where things arrive only at steps (1 for release numbers); None on a line of
    days, where anything may happen at any time.
    """

    promises: Promises
    resolved: Floats
    now: float
    step: float | None = None

    def __post_init__(self) -> None:
        if self.resolved.shape != (len(self.promises),):
            raise ValueError("resolved needs one value for each promise, nan where it is still open")
        if self.step is not None and not self.step > 0:
            raise ValueError("a step must be longer than nothing")

    def as_of(self, now: float) -> PromiseHistory:
        """The same history as it was known at an earlier time: later promises gone, later outcomes open."""
        made = self.promises.made <= now
        return PromiseHistory(self.promises[made], self.resolved[made], now, self.step)

    @property
    def open(self) -> Flags:
        return ~(self.resolved <= self.now)

    @property
    def kept(self) -> Flags:
        """Resolved on its date or before. One still open on its date is late, if by little."""
        return ~self.open & (self.resolved <= self.promises.promised)

    @property
    def late_by(self) -> Floats:
        """Slip, 0 when on time or early; for open promises the lateness reached so far, 0 before the date."""
        end = np.where(self.open, self.now, self.resolved)
        return np.maximum(end - self.promises.promised, 0.0)

    @property
    def due(self) -> Flags:
        """Its date has passed, so whether it held is known. (Those that came early wait for their date too:
        counting them at once would make the young part of the record look better than it is.)"""
        return self.promises.promised <= self.now
