"""One row of the strategy; who may not know of it does not get it."""

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.strategy.models import Cycle, KeyResult, Objective, Pillar, Vision


def objective(actor: Member, pk: int) -> Objective:
    rows = Objective.objects.visible_to(actor).select_related(
        "cycle", "pillar", "owner", "line", "product__line", "team", "member"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def key_result(actor: Member, pk: int) -> KeyResult:
    rows = KeyResult.objects.visible_to(actor)
    found = rows.select_related("objective__cycle", "objective__owner", "owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def pillar(pk: int) -> Pillar:
    found = Pillar.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def cycle(pk: int) -> Cycle:
    found = Cycle.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def vision() -> Vision | None:
    return Vision.objects.first()
