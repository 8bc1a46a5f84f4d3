"""Objectives and check-ins as the API gives them, a page at a time, by cursor."""

from collections import defaultdict
from collections.abc import Sequence

from northing.kernel import clock
from northing.kernel.paging import cursor, values_of
from northing.organisation.models import Member
from northing.strategy.models import CheckIn, KeyResult, Objective
from northing.strategy.queries import one
from northing.strategy.queries.standing import Standing, standings

Scored = tuple[Objective, list[Standing]]


def objective_page(actor: Member, *, cycle: str, after: str, limit: int) -> tuple[list[Scored], str | None]:
    """In the order in which they were set, with their key results; of one cycle where it is named."""
    rows = Objective.objects.visible_to(actor).standing().select_related("cycle", "pillar")
    if cycle:
        rows = rows.filter(cycle__name=cycle)
    if after:
        rows = rows.filter(pk__gt=values_of(after, int)[0])
    found = list(rows.order_by("pk")[: limit + 1])
    following = cursor([found[limit - 1].pk]) if len(found) > limit else None
    return _scored(actor, found[:limit]), following


def scored_objective(actor: Member, pk: int) -> Scored:
    return _scored(actor, [one.objective(actor, pk)])[0]


def check_in_page(actor: Member, pk: int, *, after: str, limit: int) -> tuple[list[CheckIn], str | None]:
    """Of one key result, the latest first."""
    rows = CheckIn.objects.filter(key_result=one.key_result(actor, pk))
    if after:
        rows = rows.filter(pk__lt=values_of(after, int)[0])
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], cursor([found[limit - 1].pk]) if len(found) > limit else None


def standing_of(actor: Member, pk: int) -> Standing:
    """Where a key result stands today."""
    return standings([one.key_result(actor, pk)], clock.today())[pk]


def _scored(actor: Member, objectives: Sequence[Objective]) -> list[Scored]:
    rows = KeyResult.objects.visible_to(actor).standing().filter(objective__in=objectives)
    known = standings(rows.select_related("objective__cycle", "objective__owner", "owner"), clock.today())
    by_objective: dict[int, list[Standing]] = defaultdict(list)
    for standing in known.values():
        by_objective[standing.key_result.objective_id].append(standing)
    return [(row, by_objective[row.pk]) for row in objectives]
