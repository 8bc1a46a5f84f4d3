"""Where work and strategy do not meet: what serves no objective, and what is served by nothing."""

from dataclasses import dataclass

from northing.strategy.queries.strategy_map import ResultLine, StrategyMap
from northing.strategy.slots import Piece

BARS = 10  # objectives that have one of their own: more push out of sight what is to be done about it


@dataclass(frozen=True, slots=True)
class Bar:
    """`share`: percent of the longest."""

    name: str
    weeks: float
    share: int
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Gaps:
    """Person-weeks of what is planned. What serves several objectives is shared out evenly among them."""

    bars: tuple[Bar, ...]
    planned: float
    unplaced: tuple[Piece, ...]
    unplaced_weeks: float
    unserved: tuple[ResultLine, ...]

    @property
    def unplaced_share(self) -> float | None:
        return self.unplaced_weeks / self.planned if self.planned else None

    @property
    def unexplained(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.unplaced if not piece.reason)


def gaps(found: StrategyMap) -> Gaps:
    served: dict[int, tuple[Piece, list[str]]] = {}
    for line in found.objectives:
        own = {piece.id: piece for piece in line.pieces}
        own |= {piece.id: piece for result in line.results for piece in result.pieces}
        for piece in own.values():
            served.setdefault(piece.id, (piece, []))[1].append(line.objective.code)
    weeks = {line.objective.code: 0.0 for line in found.objectives}
    for piece, codes in served.values():
        for code in codes:
            weeks[code] += planned_weeks(piece) / len(codes)
    rest = sorted(found.work.unplaced, key=lambda piece: (-(piece.weeks or 0), piece.name))
    rest_weeks = sum(map(planned_weeks, rest))
    order = {line.objective.code: line.objective.number for line in found.objectives}
    most = sorted(weeks, key=lambda code: (-weeks[code], order[code]))
    named, others = (most, []) if len(most) <= BARS else (most[: BARS - 1], most[BARS - 1 :])
    shown = [(code, weeks[code], True) for code in sorted(named, key=lambda code: order[code])]
    if others:
        shown.append((f"{len(others)} others", sum(weeks[code] for code in others), True))
    if rest:
        shown.append(("No objective", rest_weeks, False))
    longest = max((number for _, number, _ in shown), default=0) or 1
    return Gaps(
        bars=tuple(Bar(name, number, round(100 * number / longest), placed) for name, number, placed in shown),
        planned=sum(number for _, number, _ in shown),
        unplaced=tuple(rest),
        unplaced_weeks=rest_weeks,
        unserved=tuple(_unserved(found)),
    )


def planned_weeks(piece: Piece) -> float:
    return piece.weeks or 0.0


def _unserved(found: StrategyMap) -> list[ResultLine]:
    """Key results without work: none of their own, none of their objective's, none below it."""
    return [
        result
        for line in found.objectives
        if not line.pieces and not line.below
        for result in line.results
        if not result.pieces and result.standing.score < 1
    ]
