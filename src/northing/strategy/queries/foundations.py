"""What the strategy stands on: every version of the vision, the pillars, the cycles."""

from dataclasses import dataclass

from django.db.models import Count, Q

from northing.kernel import clock
from northing.strategy.models import Cycle, Pillar, Vision


@dataclass(frozen=True, slots=True)
class CycleLine:
    cycle: Cycle
    objectives: int
    is_over: bool
    """Its last day has passed, so that it can be closed."""


@dataclass(frozen=True, slots=True)
class Foundations:
    visions: tuple[Vision, ...]
    pillars: tuple[Pillar, ...]
    cycles: tuple[CycleLine, ...]


def foundations() -> Foundations:
    today = clock.today()
    standing = Count("objectives", filter=Q(objectives__dropped_at=None))
    return Foundations(
        visions=tuple(Vision.objects.select_related("said_by")),
        pillars=tuple(Pillar.objects.all()),
        cycles=tuple(
            CycleLine(cycle, cycle.number_of, today > cycle.ends_on and not cycle.is_closed)
            for cycle in Cycle.objects.annotate(number_of=standing)
        ),
    )
