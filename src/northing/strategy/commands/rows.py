"""Taking hold of rows before they change."""

from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member
from northing.strategy.models import KeyResult, Objective

CLOSED = "The cycle is closed: what was reached is kept as it was."


def locked_objective(actor: Member, objective: Objective) -> Objective:
    """As it is now, held until the command ends; 404 for whoever may not know of it."""
    rows = Objective.objects.visible_to(actor).select_related("cycle").select_for_update(of=("self",))
    found = rows.filter(pk=objective.pk).first()
    if found is None:
        raise NotVisible
    return found


def locked_key_result(actor: Member, key_result: KeyResult) -> KeyResult:
    rows = KeyResult.objects.visible_to(actor).select_related("objective__cycle", "objective__owner", "owner")
    found = rows.select_for_update(of=("self",)).filter(pk=key_result.pk).first()
    if found is None:
        raise NotVisible
    return found


def require_open(objective: Objective) -> None:
    if objective.cycle.is_closed:
        raise Refused(CLOSED)
    if objective.dropped_at is not None:
        raise Refused("It was dropped. Take it up again first.")
