"""How sure people said they were, scored when the cycle is over: the place that speaks to the engine."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from northing.strategy.models import CheckIn, Cycle
from northing_engine.calibration import brier


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of one person's check-ins in a closed cycle. `score` and `forecast`: Brier scores, 0 is best and .25 what
    always saying one half gets; `forecast` over the check-ins for which there was one."""

    name: str
    said: int
    average: float
    reached: float
    score: float
    forecast: float | None


def sureness(cycle: Cycle) -> list[Sureness]:
    """The best first; empty while the cycle is open, and for key results that were dropped."""
    if not cycle.is_closed:
        return []
    rows = CheckIn.objects.filter(key_result__objective__cycle=cycle, key_result__dropped_at=None)
    kept = rows.filter(key_result__objective__dropped_at=None).exclude(key_result__closed_value=None)
    by_person: dict[str, list[CheckIn]] = defaultdict(list)
    for row in kept.select_related("key_result", "said_by"):
        by_person[row.said_by.name if row.said_by else "Somebody"].append(row)
    return sorted((_of(name, said) for name, said in by_person.items()), key=lambda one: (one.score, one.name))


def _of(name: str, said: Iterable[CheckIn]) -> Sureness:
    rows = [(row.confidence, row.chance_then, float(_reached(row))) for row in said]
    stated, happened = [row[0] for row in rows], [row[2] for row in rows]
    forecast = [(chance, came) for _, chance, came in rows if chance is not None]
    return Sureness(
        name=name,
        said=len(rows),
        average=sum(stated) / len(rows),
        reached=sum(happened) / len(rows),
        score=brier(stated, happened),
        forecast=brier([chance for chance, _ in forecast], [came for _, came in forecast])
        if forecast
        else None,
    )


def _reached(row: CheckIn) -> bool:
    came = row.key_result.closed_value
    return came is not None and row.key_result.score(came) >= 1
