"""What waiting costs, and in which order it costs least (Reinertsen 2009; Smith 1956)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from northing_engine.scoring.errors import ScoringError
from northing_engine.scoring.spreads import Key


@dataclass(frozen=True, slots=True)
class Job:
    """`cost_of_delay` in money a week, `duration` in weeks above 0."""

    cost_of_delay: float
    duration: float

    def __post_init__(self) -> None:
        if not self.duration > 0:
            raise ScoringError("a job takes more than no time")

    @property
    def cd3(self) -> float:
        return self.cost_of_delay / self.duration


def cd3_order(jobs: Mapping[Key, Job]) -> tuple[Key, ...]:
    """The order with the least delay cost for one team, independent jobs and costs that grow evenly."""
    return tuple(sorted(jobs, key=lambda name: -jobs[name].cd3))


def delay_cost(jobs: Mapping[Key, Job], order: Sequence[Key]) -> float:
    """What waiting for all jobs costs when they are done one after another."""
    cost = finished = 0.0
    for name in order:
        finished += jobs[name].duration
        cost += jobs[name].cost_of_delay * finished
    return cost
