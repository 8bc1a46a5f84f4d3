"""What a metric seems to be made of, as its values show."""

import math
from dataclasses import dataclass

from northing.metrics.models import Factor, MadeOf, Metric, Observation
from northing.metrics.queries.tree import possible_parts
from northing.organisation.models import Member
from northing_engine.series import find_identity

SHARED = 90  # of its latest values


@dataclass(frozen=True, slots=True)
class Proposed:
    made_of: MadeOf
    parts: tuple[Metric, ...]

    @property
    def told(self) -> str:
        return f" {'×' if self.made_of == MadeOf.PRODUCT else '+'} ".join(part.name for part in self.parts)


def proposed_parts(actor: Member, whole: Metric) -> Proposed | None:
    """Of metrics of its grain that it is no part of; None where nothing fits, or something is said already."""
    if whole.made_of:
        return None
    found = possible_parts(actor, whole).filter(grain=whole.grain).exclude(pk__in=_above(whole))
    others = {row.pk: row for row in found}
    latest = Observation.objects.filter(metric=whole).order_by("-day").values_list("day", "value")[:SHARED]
    days = {day: place for place, (day, _) in enumerate(latest)}
    series = {pk: [math.nan] * len(days) for pk in others}
    known = Observation.objects.filter(metric__in=others, day__in=days).values_list("metric", "day", "value")
    for pk, day, value in known:
        series[pk][days[day]] = value
    identity = find_identity([value for _, value in latest], list(series.values())) if series else None
    if identity is None:
        return None
    parts = tuple(list(others.values())[place] for place in identity.parts)
    return Proposed(MadeOf.PRODUCT if identity.is_product else MadeOf.SUM, parts)


def _above(part: Metric) -> set[int]:
    """What it is part of, however far up: none of these can be part of it."""
    wholes: dict[int, list[int]] = {}
    for whole, below in Factor.objects.values_list("whole", "part"):
        wholes.setdefault(below, []).append(whole)
    found, waiting = set[int](), [part.pk]
    while waiting:
        for whole in wholes.get(waiting.pop(), ()):
            if whole not in found:
                found.add(whole)
                waiting.append(whole)
    return found
