"""What something can be done for: an objective, or one of its key results."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from northing.kernel.errors import NotVisible
from northing.kernel.numbers import whole
from northing.organisation.models import Member
from northing.strategy.models import KeyResult, Objective
from northing.strategy.queries import one


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective, or one key result of it. `key` is how forms and addresses name it: o12 or k34."""

    objective: Objective
    key_result: KeyResult | None = None

    @property
    def key(self) -> str:
        return f"k{self.key_result.pk}" if self.key_result else f"o{self.objective.pk}"

    @property
    def label(self) -> str:
        row = self.key_result
        return f"{row.code} {row.name}" if row else f"{self.objective.code} {self.objective.name}"


def choices(actor: Member, today: date) -> list[Aim]:
    """Objectives and key results of the cycles that run or come, in the order of their numbers."""
    rows = Objective.objects.visible_to(actor).standing()
    running = rows.filter(cycle__closed_at=None, cycle__ends_on__gte=today).order_by("cycle__ends_on", "number")
    found = {row.pk: row for row in running}
    results: dict[int, list[KeyResult]] = defaultdict(list)
    for row in KeyResult.objects.visible_to(actor).standing().filter(objective__in=list(found)):
        row.objective = found[row.objective_id]
        results[row.objective_id].append(row)
    return [
        aim
        for objective in found.values()
        for aim in (Aim(objective), *(Aim(objective, row) for row in results[objective.pk]))
    ]


def aim_named(actor: Member, key: str) -> Aim:
    """o12 or k34, as forms and addresses say it."""
    kind, number = key[:1], whole(key[1:])
    if kind not in {"o", "k"} or number is None:
        raise NotVisible
    if kind == "o":
        return Aim(one.objective(actor, number))
    row = one.key_result(actor, number)
    return Aim(row.objective, row)
