"""Ranges of one field over many candidates, and the draws that stand for them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from northing_engine.scoring.errors import InvalidSpread

HALF_OF_90 = 1.6448536269514722
"""Standard deviations from the middle of a normal distribution to its 95 % point."""
SHIFT_FOR_ZERO = 0.05
"""A range that begins at 0 is drawn after a shift by this share of its high end, and shifted back."""

Key = TypeVar("Key", bound=Hashable)
Floats = NDArray[np.float64]
Draws = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spread:
    """Nine of ten times between `low` and `high`, half the time above `likely`; all the same: a number that is
    sure. `shared`: candidates whose spread of a field carries the same key share one amount (the same reach of
    the same customers), drawn once. `most`: no amount is above it (a confidence ends at 1).

    Raises InvalidSpread when the numbers are not finite or not in order.
    """

    low: float
    likely: float
    high: float
    shared: Hashable = None
    most: float = math.inf

    def __post_init__(self) -> None:
        numbers = (self.low, self.likely, self.high)
        if not all(map(math.isfinite, numbers)):
            raise InvalidSpread(f"a range needs numbers, not {numbers}")
        if not self.low <= self.likely <= self.high:
            raise InvalidSpread(f"a range needs low <= likely <= high, not {numbers}")

    @classmethod
    def point(cls, value: float) -> Spread:
        return cls(value, value, value)

    @property
    def is_sure(self) -> bool:
        return self.low == self.high

    def at(self, scores: Draws) -> Draws:
        """The amounts at standard normal `scores` (any shape)."""
        return Spreads.of([self], [0]).at(0, np.minimum(scores, 0), np.maximum(scores, 0))


@dataclass(frozen=True, slots=True)
class Spreads:
    """One field of many candidates, as what its draws need. A positive amount is drawn as a lognormal with a
    flank of its own to either side of the likely value, any other one as a normal with two flanks.

    `middle`, `below`, `above`: on the scale that is drawn, for a standard score each side; nan: nothing known.
    """

    keys: tuple[Hashable, ...]
    middle: Floats
    below: Floats
    above: Floats
    shift: Floats
    most: Floats
    in_logs: NDArray[np.bool_]

    @classmethod
    def of(cls, spreads: Sequence[Spread | None], keys: Sequence[Hashable]) -> Spreads:
        """`keys` name the candidates: the same key always gets the same draws."""
        count = len(spreads)
        low, likely, high = (np.full(count, np.nan) for _ in range(3))
        most = np.full(count, np.inf)
        drawn_as: list[Hashable] = list(keys)
        for at, spread in enumerate(spreads):
            if spread is not None:
                low[at], likely[at], high[at], most[at] = spread.low, spread.likely, spread.high, spread.most
                if spread.shared is not None:
                    drawn_as[at] = ("shared", spread.shared)
        shift = np.where(low == 0, SHIFT_FOR_ZERO * high, 0.0)
        in_logs = (low >= 0) & (high > 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            scaled = [np.where(in_logs, np.log(part + shift), part) for part in (low, likely, high)]
        return cls(
            keys=tuple(drawn_as),
            middle=scaled[1],
            below=(scaled[1] - scaled[0]) / HALF_OF_90,
            above=(scaled[2] - scaled[1]) / HALF_OF_90,
            shift=shift,
            most=most,
            in_logs=in_logs,
        )

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, row: int, below: Draws, above: Draws) -> Draws:
        """Amounts of one candidate at standard normal scores, cut in two: `below` and `above` 0 (any shape)."""
        amounts = below * np.float32(self.below[row])
        amounts += above * np.float32(self.above[row])
        amounts += np.float32(self.middle[row])
        if self.in_logs[row]:
            np.exp(amounts, out=amounts)
            if self.shift[row]:
                amounts -= np.float32(self.shift[row])
                np.maximum(amounts, 0, out=amounts)
        if math.isfinite(self.most[row]):
            np.minimum(amounts, np.float32(self.most[row]), out=amounts)
        return amounts


class Chances:
    """Where draws come from: one long row of standard normal scores, and for every candidate and field a place
    in it to read from.

    A place follows from the names of candidate and field alone. So an edit, a new or a removed candidate leaves
    the draws of all others as they are, two fields or candidates are independent (they read different numbers
    in every draw), and a shared amount is the same for all who share it.
    """

    LENGTH = 2**21

    def __init__(self, draws: int, rng: np.random.Generator) -> None:
        self.draws = draws
        scores = rng.standard_normal(self.LENGTH + draws, dtype=np.float32)
        self._below = np.minimum(scores, 0)
        self._above = np.maximum(scores, 0)

    def of(self, field: str, spreads: Spreads, row: int) -> Draws:
        """`draws` amounts of one candidate's field."""
        start = self.place(field, spreads.keys[row])
        end = start + self.draws
        return spreads.at(row, self._below[start:end], self._above[start:end])

    def place(self, field: str, key: Hashable) -> int:
        named = hashlib.blake2b(f"{field}\0{key!r}".encode(), digest_size=8).digest()
        return int.from_bytes(named, "big") % self.LENGTH


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is known of the candidates: for each field a range or nothing."""

    candidates: tuple[Hashable, ...]
    fields: Mapping[str, Spreads]
    said: Mapping[str, tuple[Spread | None, ...]]

    @classmethod
    def of(cls, candidates: Mapping[Key, Mapping[str, Spread]]) -> Inputs:
        keys = tuple(candidates)
        names = dict.fromkeys(name for fields in candidates.values() for name in fields)
        said = {name: tuple(candidates[key].get(name) for key in keys) for name in names}
        return cls(keys, {name: Spreads.of(said[name], keys) for name in names}, said)

    def changed(self, rows: Mapping[int, Mapping[str, Spread]]) -> Inputs:
        """The same after those candidates said something else: fields that nobody changed stay as they are."""
        nothing: tuple[None, ...] = (None,) * len(self.candidates)
        said, fields = dict(self.said), dict(self.fields)
        for name in dict.fromkeys([*said, *(name for spreads in rows.values() for name in spreads)]):
            column = list(said.get(name, nothing))
            for row, spreads in rows.items():
                column[row] = spreads.get(name)
            if tuple(column) != said.get(name):
                said[name] = tuple(column)
                fields[name] = Spreads.of(column, self.candidates)
        return Inputs(self.candidates, fields, said)

    def of_row(self, row: int) -> dict[str, Spread]:
        return {name: spread for name, spreads in self.said.items() if (spread := spreads[row]) is not None}
