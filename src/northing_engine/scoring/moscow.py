"""Must, should, could: a check on effort, not a rank (DSDM Handbook, chapter 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_MUST = 0.6
LEAST_COULD = 0.2


@dataclass(frozen=True, slots=True)
class MoscowCheck:
    """Shares of the effort planned for one timebox and team."""

    must: float
    should: float
    could: float

    @property
    def too_much_must(self) -> bool:
        """More than estimates that are not proven can carry."""
        return self.must > MOST_MUST + 1e-9

    @property
    def too_little_could(self) -> bool:
        """Too little that can give way when something takes longer."""
        return self.could < LEAST_COULD - 1e-9


def moscow(effort: Mapping[str, float]) -> MoscowCheck | None:
    """Check person-weeks by "must", "should", "could"; other keys do not count. None without any."""
    total = sum(effort.get(kind, 0.0) for kind in ("must", "should", "could"))
    if not total > 0:
        return None
    return MoscowCheck(*(effort.get(kind, 0.0) / total for kind in ("must", "should", "could")))
