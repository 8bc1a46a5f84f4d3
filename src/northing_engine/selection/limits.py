"""What every plan must keep to; each limit has a name, so that a contradiction can be told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from northing_engine.selection.candidates import Key, Pool

Kind: TypeAlias = Literal[
    "capacity", "budget", "share_max", "share_min", "not_both", "needs", "together", "either", "window",
    "must_not", "must",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit by itself. `ids`: whom it is about; for needs, who needs and what is needed."""

    kind: Kind
    ids: tuple[Key, ...] = ()
    pool: Pool = None
    period: int | None = None
    amount: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of all effort that is taken goes to `members`: between at_least and at_most, each 0..1."""

    name: str
    members: frozenset[Key]
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """capacity: weeks of a pool, one number for every period or one each; a pool that is not named is free.
    budget:   money over all periods. must, must_not: in, out.
    together: groups of which all are taken or none. either: at least one of each group. not_both: at most one.
    """

    periods: int = 1
    capacity: Mapping[Pool, float | Sequence[float]] = field(default_factory=dict)
    budget: float | None = None
    must: frozenset[Key] = frozenset()
    must_not: frozenset[Key] = frozenset()
    together: tuple[tuple[Key, ...], ...] = ()
    either: tuple[tuple[Key, ...], ...] = ()
    not_both: tuple[tuple[Key, ...], ...] = ()
    shares: tuple[Share, ...] = ()

    def weeks(self, pool: Pool, period: int) -> float:
        """Capacity of a pool in a period; infinite when it is not limited."""
        given = self.capacity.get(pool, float("inf"))
        return float(given if isinstance(given, (int, float)) else given[period])
