"""The strategy in a line, for Today: the first objectives, where they stand, and what waits for a check-in."""

from dataclasses import dataclass

from northing.kernel import clock
from northing.organisation.models import Member
from northing.strategy.models import Asked, Cycle, KeyResult, Level, Objective
from northing.strategy.queries.strategy_map import ObjectiveLine, ResultLine, bare_lines, current_cycle

SHOWN = 4
NEEDED = ("number", "name", "level", "ambition", "owner")


@dataclass(frozen=True, slots=True)
class Due:
    """An objective whose check-in waits for this person. `asked_by`: who asked, "" for nobody."""

    line: ObjectiveLine
    overdue: int
    asked_by: str


@dataclass(frozen=True, slots=True)
class Strip:
    objectives: tuple[ObjectiveLine, ...]
    due: tuple[Due, ...]


def strip(actor: Member) -> Strip:
    """The organisation's objectives first; then the check-ins for which the actor is responsible."""
    today = clock.today()
    cycle = current_cycle(tuple(Cycle.objects.all()), "", today)
    if cycle is None:
        return Strip((), ())
    results = _results(actor, cycle)
    first = list(results)[:SHOWN]
    own = [one for one, rows in results.items() if any(row.responsible_id == actor.pk for row in rows)]
    lines = bare_lines({one: results[one] for one in [*first, *own]}, today)
    mine = [(lines[one], waits) for one in own if (waits := _waiting(actor, lines[one]))]
    asked = _asked(actor, [row for _, waits in mine for row in waits])
    due = [
        Due(line, max(row.standing.overdue for row in waits), asked.get(line.objective.pk, ""))
        for line, waits in mine
    ]
    return Strip(tuple(lines[one] for one in first), tuple(due))


def _results(actor: Member, cycle: Cycle) -> dict[Objective, list[KeyResult]]:
    """Of each objective that has any, the organisation's first."""
    rows = Objective.objects.visible_to(actor).standing().filter(cycle=cycle)
    objectives = {row.pk: row for row in rows.only(*NEEDED)}
    found: dict[Objective, list[KeyResult]] = {}
    standing = KeyResult.objects.visible_to(actor).standing().filter(objective__in=list(objectives))
    for row in standing:
        row.objective = objectives[row.objective_id]
        row.objective.cycle = cycle
        found.setdefault(row.objective, []).append(row)
    order = sorted(found, key=lambda one: (one.level != Level.ORGANISATION, one.number))
    return {one: found[one] for one in order}


def _waiting(actor: Member, line: ObjectiveLine) -> list[ResultLine]:
    return [row for row in line.results if row.standing.overdue and row.key_result.responsible_id == actor.pk]


def _asked(actor: Member, rows: list[ResultLine]) -> dict[int, str]:
    """Who asked last, by objective; a question that was answered by a check-in no longer counts."""
    since = {row.key_result.pk: row.standing.latest for row in rows}
    found: dict[int, str] = {}
    if not rows:
        return found
    questions = Asked.objects.filter(asked_of=actor, key_result__in=list(since)).exclude(asked_by=None)
    for question in questions.select_related("asked_by", "key_result").order_by("asked_at"):
        latest = since[question.key_result_id]
        if question.asked_by and (latest is None or latest.said_at < question.asked_at):
            found[question.key_result.objective_id] = question.asked_by.name
    return found
