"""Every write about attention."""

from typing import Any

from northing.kernel.errors import NotAllowed
from northing.kernel.rows import check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.people import policies
from northing.people.models import AttentionRules


def set_weights(*, actor: Member, **weights: int) -> AttentionRules:
    """How many percent of a product manager's time each thing takes."""
    with recorded(actor=actor, command="people.set_weights"):
        if not policies.may_set_weights(actor):
            raise NotAllowed("What takes attention is weighed by owners and heads of product.")
        row = AttentionRules.objects.select_for_update().filter(pk=1).first() or AttentionRules(pk=1)
        said: dict[str, Any] = dict(weights)
        for name, value in said.items():
            setattr(row, name, value)
        check(row)
        row.save()
    return row
