"""Opportunities that belong together without being the same."""

from northing.insight import policies
from northing.insight.commands.rows import locked_opportunity
from northing.insight.models import Opportunity, Relation
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

NOT_YOURS = "Product managers and heads say which opportunities belong together."


def relate(*, actor: Member, opportunity: Opportunity, other: Opportunity) -> Relation:
    """Once, whichever of the two it is said about."""
    with recorded(actor=actor, command="insight.relate"):
        first, second = (
            locked_opportunity(actor, each) for each in sorted((opportunity, other), key=lambda each: each.pk)
        )
        if not policies.may_curate(actor):
            raise NotAllowed(NOT_YOURS)
        if first.pk == second.pk:
            raise Refused(other="Choose another one: this is the same opportunity.")
        row, _ = Relation.objects.get_or_create(opportunity=first, other=second)
    return row


def unrelate(*, actor: Member, relation: Relation) -> None:
    with recorded(actor=actor, command="insight.unrelate"):
        locked_opportunity(actor, relation.opportunity)
        if not policies.may_curate(actor):
            raise NotAllowed(NOT_YOURS)
        found = Relation.objects.filter(pk=relation.pk).first()
        if found is None:
            raise NotVisible
        found.delete()
