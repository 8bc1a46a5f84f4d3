"""One map from the vision to the features: pillars, objectives, key results and the work that serves them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from northing.kernel import clock
from northing.organisation.models import Member
from northing.strategy import slots
from northing.strategy.models import Contribution, Cycle, KeyResult, Objective, Pillar, Vision, progress
from northing.strategy.queries.chances import chance_met
from northing.strategy.queries.standing import Scores, Standing, are_apart, standings
from northing.strategy.slots import Piece, Work

NO_PILLAR = "No pillar"


@dataclass(frozen=True)
class ResultLine:
    standing: Standing
    pieces: tuple[Piece, ...]

    @property
    def key_result(self) -> KeyResult:
        return self.standing.key_result

    @property
    def key(self) -> str:
        return f"k{self.key_result.pk}"


@dataclass(frozen=True)
class ObjectiveLine:
    """`pieces` serve it without naming a key result; `below` are the objectives that contribute to it."""

    objective: Objective
    results: tuple[ResultLine, ...]
    pieces: tuple[Piece, ...]
    below: tuple["ObjectiveLine", ...]
    also: tuple[str, ...]
    """Codes of further objectives to which it contributes."""

    @property
    def key(self) -> str:
        return f"o{self.objective.pk}"

    @cached_property
    def score(self) -> float | None:
        return progress.weighted_mean(
            (line.standing.score, float(line.key_result.weight)) for line in self.results
        )

    @cached_property
    def confidence(self) -> float | None:
        """The chance that it is met if its owners are right about each key result."""
        if not any(line.standing.confidence is not None for line in self.results):
            return None
        return self._chance([line.standing.as_said for line in self.results])

    @cached_property
    def chance(self) -> float | None:
        """The chance that it is met by the forecasts; where there is none, by what owners say."""
        if not any(line.standing.outlook for line in self.results):
            return None
        return self._chance([line.standing.as_likely for line in self.results])

    @property
    def believed(self) -> float | None:
        """The forecast's chance; without one what the owners say, as long as that is fresh."""
        if self.chance is not None:
            return self.chance
        return None if self.overdue else self.confidence

    @property
    def apart(self) -> bool:
        return are_apart(self.confidence, self.chance)

    @property
    def checked_on(self) -> date | None:
        """Since when all of its key results have been checked."""
        days = [line.standing.latest.said_on for line in self.results if line.standing.latest]
        return min(days) if days and len(days) == len(self.results) else None

    @property
    def overdue(self) -> int:
        return max((line.standing.overdue for line in self.results), default=0)

    @cached_property
    def all_pieces(self) -> tuple[Piece, ...]:
        """Everything that serves it or what contributes to it, each once."""
        found = {piece.id: piece for piece in self.pieces}
        for line in self.results:
            found |= {piece.id: piece for piece in line.pieces}
        for lower in self.below:
            found |= {piece.id: piece for piece in lower.all_pieces}
        return tuple(found.values())

    def _chance(self, scores: Sequence[Scores]) -> float | None:
        weights = (float(line.key_result.weight) for line in self.results)
        return chance_met(zip(scores, weights, strict=True), self.objective.met_at)


@dataclass(frozen=True)
class PillarLine:
    name: str
    promise: str
    objectives: tuple[ObjectiveLine, ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple({piece.id: piece for line in self.objectives for piece in line.all_pieces}.values())


@dataclass(frozen=True)
class StrategyMap:
    cycle: Cycle | None
    cycles: tuple[Cycle, ...]
    vision: Vision | None
    pillars: tuple[PillarLine, ...]
    work: Work
    today: date

    @property
    def pace(self) -> float:
        return self.cycle.pace(self.today) if self.cycle else 0.0

    @cached_property
    def objectives(self) -> tuple[ObjectiveLine, ...]:
        """All of them, those that contribute to others as well."""
        top = [line for pillar in self.pillars for line in pillar.objectives]
        return tuple(_all_of(top))

    @cached_property
    def results(self) -> tuple[ResultLine, ...]:
        return tuple(line for objective in self.objectives for line in objective.results)

    def objective(self, key: str) -> ObjectiveLine | None:
        return next((line for line in self.objectives if line.key == key), None)

    def result(self, key: str) -> ResultLine | None:
        return next((line for line in self.results if line.key == key), None)


def current_cycle(cycles: Sequence[Cycle], name: str, today: date) -> Cycle | None:
    """The one that is asked for; else the shortest that runs; else the one that is nearest."""
    for cycle in cycles:
        if name and cycle.name == name:
            return cycle
    running = [cycle for cycle in cycles if cycle.starts_on <= today <= cycle.ends_on and not cycle.is_closed]
    if running:
        return min(running, key=lambda cycle: cycle.ends_on - cycle.starts_on)
    return min(cycles, key=lambda cycle: abs((cycle.ends_on - today).days), default=None)


def strategy_map(actor: Member, cycle_name: str = "", *, with_work: bool = True) -> StrategyMap:
    """A fixed number of queries, however much there is."""
    today = clock.today()
    cycles = tuple(Cycle.objects.all())
    cycle = current_cycle(cycles, cycle_name, today)
    work = slots.work.of(actor) if with_work else Work()
    return StrategyMap(
        cycle=cycle,
        cycles=cycles,
        vision=Vision.objects.first(),
        pillars=_pillars(actor, cycle, work, today) if cycle else (),
        work=work,
        today=today,
    )


def bare_lines(results: Mapping[Objective, Sequence[KeyResult]], today: date) -> dict[Objective, ObjectiveLine]:
    """Where these objectives stand by these key results, without the work and the objectives below them."""
    known = standings([row for rows in results.values() for row in rows], today)
    return {
        one: ObjectiveLine(one, tuple(ResultLine(known[row.pk], ()) for row in rows), (), (), ())
        for one, rows in results.items()
    }


def _pillars(actor: Member, cycle: Cycle, work: Work, today: date) -> tuple[PillarLine, ...]:
    rows = Objective.objects.visible_to(actor).standing().filter(cycle=cycle)
    whose = ("product__line", "line", "team", "member")
    objectives = {row.pk: row for row in rows.select_related("cycle", "owner", *whose)}
    key_results = KeyResult.objects.visible_to(actor).standing().filter(objective__in=list(objectives))
    lines = _lines(objectives, key_results.select_related("owner"), work, today)
    top: dict[int | None, list[ObjectiveLine]] = defaultdict(list)
    for line in lines:
        top[line.objective.pillar_id].append(line)
    pillars = list(Pillar.objects.all())
    found = [PillarLine(pillar.name, pillar.promise, tuple(top.get(pillar.pk, ()))) for pillar in pillars]
    if rest := top.get(None):
        found.append(PillarLine(NO_PILLAR if pillars else "Objectives", "", tuple(rest)))
    return tuple(found)


def _lines(
    objectives: Mapping[int, Objective], key_results: Iterable[KeyResult], work: Work, today: date
) -> list[ObjectiveLine]:
    """Those that contribute to none of the others, with everything below them."""
    by_objective: dict[int, list[KeyResult]] = defaultdict(list)
    for row in key_results:
        row.objective = objectives[row.objective_id]
        by_objective[row.objective_id].append(row)
    known = standings([row for rows in by_objective.values() for row in rows], today)
    links = Contribution.objects.filter(objective__in=list(objectives), to__in=list(objectives))
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for lower, upper in links.order_by("to__number").values_list("objective", "to"):
        if not above[lower]:
            below[upper].append(lower)  # it stands once, below the first that it contributes to
        above[lower].append(upper)

    def line(pk: int) -> ObjectiveLine:
        return ObjectiveLine(
            objective=objectives[pk],
            results=tuple(
                ResultLine(known[row.pk], work.key_results.get(row.pk, ())) for row in by_objective[pk]
            ),
            pieces=work.objectives.get(pk, ()),
            below=tuple(line(lower) for lower in sorted(below[pk], key=lambda one: objectives[one].number)),
            also=tuple(objectives[upper].code for upper in above[pk][1:]),
        )

    return [line(pk) for pk in objectives if not above[pk]]


def _all_of(lines: Iterable[ObjectiveLine]) -> Iterable[ObjectiveLine]:
    for line in lines:
        yield line
        yield from _all_of(line.below)
