"""Taking hold of rows before they change, and holding them against the rules about fields."""

from functools import partial

from northing.insight.models import Feedback, Opportunity
from northing.kernel import rows
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member

# Constraints are left to the database, which the model would ask once for each of them.
change = partial(rows.change, validate_constraints=False)
check = partial(rows.check, validate_constraints=False)


def locked_feedback(actor: Member, feedback: Feedback) -> Feedback:
    """The piece as it is now, held until the command ends; 404 for whoever may not know of it."""
    found = (
        Feedback.objects.visible_to(actor)
        .standing()
        .select_for_update(of=("self",))
        .filter(pk=feedback.pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def locked_opportunity(actor: Member, opportunity: Opportunity) -> Opportunity:
    found = (
        Opportunity.objects.visible_to(actor)
        .standing()
        .select_for_update(of=("self",))
        .filter(pk=opportunity.pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found
