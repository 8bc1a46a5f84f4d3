"""Relations have two ends and the older comes first, so an end that moves may change places with the other."""

from django.db.models import Q

from northing.insight.commands.merging.trace import Step
from northing.insight.models import Opportunity, Relation

FIELD = "ends"


def move_relations(gone: Opportunity, kept: Opportunity) -> list[Step]:
    """All but those that the kept one has as well, and the one between the two."""
    return [
        [Relation._meta.label_lower, relation.pk, FIELD]
        for relation in _of({gone.pk}, None)
        if _put_end(relation, {gone.pk}, kept.pk)
    ]


def return_relations(steps: list[Step], gone: Opportunity, now_at: set[int]) -> None:
    for relation in _of(now_at, [step[1] for step in steps]):
        _put_end(relation, now_at, gone.pk)


def _of(ends: set[int], among: list[int] | None) -> list[Relation]:
    found = Relation.objects.select_for_update().filter(Q(opportunity__in=ends) | Q(other__in=ends))
    if among is not None:
        found = found.filter(pk__in=among)
    return list(found.order_by("pk"))


def _put_end(relation: Relation, instead_of: set[int], pk: int) -> bool:
    stays = relation.other_id if relation.opportunity_id in instead_of else relation.opportunity_id
    first, second = min(stays, pk), max(stays, pk)
    if first == second or Relation.objects.filter(opportunity=first, other=second).exists():
        return False
    relation.opportunity_id, relation.other_id = first, second
    relation.save(update_fields=["opportunity", "other"])
    return True
