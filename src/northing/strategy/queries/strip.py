"""The strategy in a line, for Today: the first objectives, where they stand, and what waits for a check-in."""

from dataclasses import dataclass

from northing.organisation.models import Member
from northing.strategy.models import Asked, Level
from northing.strategy.queries.strategy_map import ObjectiveLine, ResultLine, strategy_map

SHOWN = 4


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
    found = strategy_map(actor, with_work=False)
    lines = sorted(
        (line for line in found.objectives if line.results),
        key=lambda line: (line.objective.level != Level.ORGANISATION, line.objective.number),
    )
    mine = {line.key: waits for line in lines if (waits := _waiting(actor, line))}
    asked = _asked(actor, [row for waits in mine.values() for row in waits])
    due = [
        Due(line, max(row.standing.overdue for row in mine[line.key]), asked.get(line.objective.pk, ""))
        for line in lines
        if line.key in mine
    ]
    return Strip(tuple(lines[:SHOWN]), tuple(due))


def _waiting(actor: Member, line: ObjectiveLine) -> list[ResultLine]:
    return [row for row in line.results if row.standing.overdue and row.key_result.responsible == actor]


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
