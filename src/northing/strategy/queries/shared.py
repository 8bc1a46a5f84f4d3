"""The strategy as one audience may know it: made before anything is rendered, so that what they may not know
is in no byte of the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from northing.organisation.models import Member
from northing.strategy.queries.audiences import Audience
from northing.strategy.queries.strategy_map import ObjectiveLine, ResultLine, strategy_map
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class SharedLine:
    """`level`: 1 for an objective, more for what is below it. What may not be known is None or empty."""

    level: int
    kind: str
    code: str
    name: str
    owner: str = ""
    score: float | None = None
    now: str = ""
    target: str = ""
    chance: float | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class SharedPillar:
    name: str
    promise: str
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedStrategy:
    vision: str
    cycle: str
    pace: float
    today: date
    pillars: tuple[SharedPillar, ...]


def shared_strategy(actor: Member, cycle: str, audience: Audience) -> SharedStrategy:
    """What the link's maker sees, less what is restricted, less what the audience may not know."""
    found = strategy_map(actor, cycle, with_work=audience.knows("work"))
    pillars = [
        SharedPillar(
            pillar.name,
            pillar.promise,
            tuple(line for objective in pillar.objectives for line in _lines(objective, audience, 1)),
        )
        for pillar in found.pillars
    ]
    return SharedStrategy(
        vision=found.vision.text if found.vision else "",
        cycle=found.cycle.name if found.cycle else "",
        pace=found.pace if audience.knows("scores") else 0.0,
        today=found.today,
        pillars=tuple(pillar for pillar in pillars if pillar.lines),
    )


def _lines(line: ObjectiveLine, audience: Audience, level: int) -> Iterator[SharedLine]:
    found = line.objective
    if found.product and found.product.restricted:
        return
    knows = audience.knows
    yield SharedLine(
        level=level,
        kind="objective",
        code=found.code,
        name=found.name,
        owner=found.owner.name if knows("owners") and found.owner else "",
        score=line.score if knows("scores") else None,
        chance=line.believed if knows("chances") else None,
        overdue=bool(line.overdue) and knows("chances"),
    )
    if knows("results"):
        for result in line.results:
            yield from _result_lines(result, audience, level + 1)
    for lower in line.below:
        yield from _lines(lower, audience, level + 1)


def _result_lines(line: ResultLine, audience: Audience, level: int) -> Iterator[SharedLine]:
    row, standing, knows = line.key_result, line.standing, audience.knows
    yield SharedLine(
        level=level,
        kind="result",
        code=row.code,
        name=row.name,
        score=standing.score if knows("scores") else None,
        now=row.in_words(standing.value) if knows("values") else "",
        target=f"{row.in_words(row.target)} by {formatting.short_day(row.by)}" if knows("values") else "",
        chance=standing.believed if knows("chances") else None,
        overdue=bool(standing.overdue) and knows("chances"),
    )
    for piece in line.pieces if knows("work") else ():
        if not piece.restricted:
            yield SharedLine(level=level + 1, kind="work", code="", name=piece.name)
