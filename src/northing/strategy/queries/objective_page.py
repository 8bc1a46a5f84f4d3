"""One objective with its key results, what was said of them, and how their targets moved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.kernel.numbers import whole
from northing.organisation.models import Member
from northing.strategy import slots
from northing.strategy.models import CheckIn, KeyResult, Objective, TargetChange
from northing.strategy.queries import one
from northing.strategy.queries.standing import Standing, standings
from northing.strategy.queries.strategy_map import ObjectiveLine, ResultLine, StrategyMap, strategy_map
from northing.strategy.slots import Problem

TOLD = 8
Told = TypeVar("Told", CheckIn, TargetChange)


@dataclass(frozen=True, slots=True)
class ResultStory:
    line: ResultLine
    said: tuple[CheckIn, ...]
    moved: tuple[TargetChange, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """`line` is None for one that was dropped. `serves`: what it contributes to; `below`: what contributes;
    `before`: what it goes on from; `after`: what goes on from it; `problems`: the opportunities that would
    serve it as a whole."""

    map: StrategyMap
    line: ObjectiveLine | None
    results: tuple[ResultStory, ...]
    serves: tuple[Objective, ...]
    below: tuple[Objective, ...]
    before: Objective | None
    after: tuple[Objective, ...]
    dropped: tuple[KeyResult, ...]
    problems: tuple[Problem, ...]


def objective_page(actor: Member, objective: Objective) -> ObjectivePage:
    found = strategy_map(actor, objective.cycle.name)
    line = found.objective(f"o{objective.pk}")
    results = line.results if line else ()
    keys = [result.key_result.pk for result in results]
    said = _by_result(CheckIn.objects.filter(key_result__in=keys).select_related("said_by"))
    moved = _by_result(TargetChange.objects.filter(key_result__in=keys).select_related("changed_by"))
    visible = Objective.objects.visible_to(actor).standing()
    in_cycles = Objective.objects.visible_to(actor).select_related("cycle")
    problems = slots.problems.of(actor)
    return ObjectivePage(
        map=found,
        line=line,
        results=tuple(
            ResultStory(
                result,
                tuple(said.get(result.key_result.pk, ())[:TOLD]),
                tuple(moved.get(result.key_result.pk, ())),
                problems.get(result.key, ()),
            )
            for result in results
        ),
        serves=tuple(visible.filter(contributed__objective=objective)),
        below=tuple(visible.filter(contributions__to=objective)),
        before=in_cycles.filter(goes_on_in=objective).first(),
        after=tuple(in_cycles.filter(goes_on_from=objective)),
        dropped=tuple(objective.key_results.exclude(dropped_at=None)),
        problems=problems.get(f"o{objective.pk}", ()),
    )


def standings_of(actor: Member, row: str) -> list[Standing]:
    """Of one key result (k34) or of all of an objective's (o12)."""
    kind, key = row[:1], whole(row[1:])
    if kind not in {"o", "k"} or key is None:
        raise NotVisible
    if kind == "k":
        rows = [one.key_result(actor, key)]
    else:
        objective = one.objective(actor, key)
        found = KeyResult.objects.visible_to(actor).standing().filter(objective=objective)
        rows = list(found.select_related("objective__cycle", "objective__owner", "owner"))
    known = standings(rows, clock.today())
    return [known[each.pk] for each in rows]


def check_ins_to_ask_for(actor: Member, row: str) -> list[KeyResult]:
    """Those overdue; where none is, all."""
    found = standings_of(actor, row)
    overdue = [standing for standing in found if standing.overdue]
    return [standing.key_result for standing in overdue or found]


def _by_result(rows: Iterable[Told]) -> Mapping[int, list[Told]]:
    found: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.key_result_id].append(row)
    return found
