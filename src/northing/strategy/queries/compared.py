"""What changed in the strategy: since an earlier day, or from another cycle to this one."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from northing.organisation import past
from northing.organisation.models import Member
from northing.strategy.models import Ambition, Cycle, KeyResult, progress
from northing.strategy.queries.strategy_map import ObjectiveLine, ResultLine, StrategyMap, strategy_map
from northing.ui import formatting

Line = ObjectiveLine | ResultLine


@dataclass(frozen=True, slots=True)
class Seen:
    """What the map says of an objective or a key result, as it is read: what reads the same is the same."""

    code: str = field(compare=False)
    name: str
    owner: str
    score: float | None
    confidence: float | None
    chance: float | None
    value: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An objective or one of its key results: as seen now, or last; `then` is None for a new one."""

    seen: Seen
    then: Seen | None
    is_gone: bool
    objective: int
    is_result: bool
    eased: bool

    @property
    def now(self) -> Seen | None:
        return None if self.is_gone else self.seen

    @property
    def is_new(self) -> bool:
        return self.then is None

    @property
    def changed(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Mean:
    """The weighted mean score of one kind of objectives; the two kinds are never averaged together."""

    kind: str
    then: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    then: StrategyMap
    now: StrategyMap
    rows: tuple[Row, ...]
    means: tuple[Mean, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.changed)

    @property
    def new(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def gone(self) -> int:
        return sum(row.is_gone for row in self.rows)

    @property
    def eased(self) -> int:
        return sum(row.eased for row in self.rows)

    @property
    def new_vision(self) -> bool:
        then, now = self.then.vision, self.now.vision
        return (then.text if then else "") != (now.text if now else "")


def since(actor: Member, now: StrategyMap, day: date) -> Compared:
    """The same cycle at the end of a past day, and now. What is the same row then is the same row now."""
    with past.looked_at(day):
        cycle = Cycle.objects.filter(pk=now.cycle.pk).first() if now.cycle else None
        then = strategy_map(actor, cycle.name if cycle else "", with_work=False)
    if cycle is None:
        then = replace(then, pillars=())
    return _compared(then, now, lambda line: line.key)


def with_cycle(actor: Member, now: StrategyMap, other: Cycle) -> Compared:
    """Two cycles. A key result goes on in the objective that its own became, by its metric or its name."""
    then = strategy_map(actor, other.name, with_work=False)
    became = _became(then, now)

    def same(line: Line) -> Hashable:
        if isinstance(line, ObjectiveLine):
            return became.get(line.objective.pk, line.objective.pk)
        row = line.key_result
        return became.get(row.objective_id, row.objective_id), row.metric_id or row.name.casefold()

    return _compared(then, now, same)


def _became(then: StrategyMap, now: StrategyMap) -> dict[int, int]:
    """By objective then, the one that it is now: said to go on from it, or of its name, or that reads most of
    its metrics."""
    pairs = [(_likeness(line, after), line, after) for line in then.objectives for after in now.objectives]
    found: dict[int, int] = {}
    for likeness, line, after in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if any(likeness) and line.objective.pk not in found and after.objective.pk not in found.values():
            found[line.objective.pk] = after.objective.pk
    return found


def _likeness(one: ObjectiveLine, other: ObjectiveLine) -> tuple[bool, bool, int]:
    goes_on = (
        other.objective.goes_on_from_id == one.objective.pk
        or one.objective.goes_on_from_id == other.objective.pk
    )
    same_name = one.objective.name.casefold() == other.objective.name.casefold()
    return goes_on, same_name, len(_metrics(one) & _metrics(other))


def _metrics(line: ObjectiveLine) -> set[int]:
    return {result.key_result.metric_id for result in line.results if result.key_result.metric_id}


def _compared(then: StrategyMap, now: StrategyMap, same: Callable[[Line], Hashable]) -> Compared:
    before: dict[Hashable, Line] = {same(line): line for line in _lines(then)}
    after: dict[Hashable, Line] = {same(line): line for line in _lines(now)}
    rows = [_row(line, before.get(key)) for key, line in after.items()]
    rows += [_row(line, line, is_gone=True) for key, line in before.items() if key not in after]
    return Compared(then, now, tuple(rows), tuple(_means(then, now)))


def _lines(found: StrategyMap) -> Iterator[Line]:
    for objective in found.objectives:
        yield objective
        yield from objective.results


def _row(line: Line, then: Line | None, *, is_gone: bool = False) -> Row:
    of = line.key_result.objective if isinstance(line, ResultLine) else line.objective
    return Row(
        seen=_seen(line),
        then=_seen(then) if then else None,
        is_gone=is_gone,
        objective=of.pk,
        is_result=isinstance(line, ResultLine),
        eased=isinstance(line, ResultLine) and isinstance(then, ResultLine) and _eased(then, line),
    )


def _eased(then: ResultLine, now: ResultLine) -> bool:
    return then.key_result.eases(now.key_result.target, now.key_result.by)


def _seen(line: Line) -> Seen:
    if isinstance(line, ObjectiveLine):
        owner = line.objective.owner
        return Seen(
            line.objective.code,
            line.objective.name,
            owner.name if owner else "",
            _rounded(line.score),
            _rounded(line.confidence),
            _rounded(line.chance),
        )
    row, standing = line.key_result, line.standing
    return Seen(
        row.code,
        row.name,
        row.responsible.name if row.responsible else "",
        _rounded(standing.score),
        _rounded(standing.confidence),
        _rounded(standing.chance),
        row.in_words(standing.value),
        _target(row),
    )


def _target(row: KeyResult) -> str:
    return f"{row.in_words(row.target)} by {formatting.short_day(row.by)}"


def _rounded(share: float | None) -> float | None:
    """As it is read: a change that nobody sees is none."""
    return None if share is None else formatting.rounded(share, 2)


def _means(then: StrategyMap, now: StrategyMap) -> Iterator[Mean]:
    for kind in Ambition:
        sides = [_mean(found, kind) for found in (then, now)]
        if any(side is not None for side in sides):
            yield Mean(str(kind.label), *sides)


def _mean(found: StrategyMap, kind: Ambition) -> float | None:
    return progress.weighted_mean(
        (line.score, float(line.objective.weight))
        for line in found.objectives
        if line.objective.ambition == kind and line.score is not None
    )
