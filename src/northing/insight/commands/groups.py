"""Pieces that sound alike become an opportunity, or are set aside together."""

from collections.abc import Sequence

from northing.insight.commands.feedback import set_aside
from northing.insight.commands.highlights import highlight
from northing.insight.commands.opportunities import create_opportunity
from northing.insight.models import Feedback, Opportunity
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

NONE_CHOSEN = "Choose at least one piece."


def accept_group(*, actor: Member, name: str, pieces: Sequence[Feedback], reason: str = "") -> Opportunity:
    """A new opportunity that all of the pieces lead to; about their product when they have one in common."""
    if not pieces:
        raise Refused(pieces=NONE_CHOSEN)
    with recorded(actor=actor, command="insight.accept_group", reason=reason):
        products = {piece.product for piece in pieces}
        product = products.pop() if len(products) == 1 else None
        problem = create_opportunity(actor=actor, name=name, product=product)
        for piece in pieces:
            highlight(actor=actor, feedback=piece, opportunity=problem)
    return problem


def set_group_aside(*, actor: Member, pieces: Sequence[Feedback], reason: str) -> None:
    """All or none, with one reason."""
    if not pieces:
        raise Refused(pieces=NONE_CHOSEN)
    with recorded(actor=actor, command="insight.set_group_aside", reason=reason):
        for piece in pieces:
            set_aside(actor=actor, feedback=piece, reason=reason)
