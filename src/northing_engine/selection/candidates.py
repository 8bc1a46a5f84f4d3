"""What could be done, what it is worth, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from northing_engine.selection.errors import SelectionError

Key: TypeAlias = int | str
"""Names a candidate: whatever the caller has."""

Pool: TypeAlias = Any
"""Names whose time it takes, by anything hashable: a team, or a team and a discipline."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be taken into one period, whole, or left out.

    value:  in one agreed unit; a number, or one for each period when it falls with time (cost of delay).
    effort: weeks of each pool, in the period that takes it.
    cost:   money out of the budget.
    needs:  ids that must be taken in the same or an earlier period.
    earliest, latest: the periods, from 0, that may take it; latest None: any after.

    Raises SelectionError for negative effort or cost.
    """

    id: Key
    value: float | tuple[float, ...]
    effort: Mapping[Pool, float] = field(default_factory=dict)
    cost: float = 0.0
    needs: tuple[Key, ...] = ()
    earliest: int = 0
    latest: int | None = None

    def __post_init__(self) -> None:
        if self.cost < 0 or any(weeks < 0 for weeks in self.effort.values()):
            raise SelectionError(f"{self.id}: effort and cost cannot be negative")

    def values(self, periods: int) -> tuple[float, ...]:
        """What it is worth in each period. Raises SelectionError when their number does not fit."""
        if not isinstance(self.value, tuple):
            return (float(self.value),) * periods
        if len(self.value) != periods:
            raise SelectionError(f"{self.id}: {len(self.value)} values for {periods} periods")
        return self.value


def falling(value: float, cost_of_delay: float, periods: int) -> tuple[float, ...]:
    """A value that loses `cost_of_delay` each period it waits, never below nothing."""
    return tuple(max(value - cost_of_delay * waited, 0.0) for waited in range(periods))
