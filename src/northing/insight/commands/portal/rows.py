"""Taking hold of who acts in the portal and of what they act on."""

from contextlib import AbstractContextManager

from northing.insight import policies
from northing.insight.models import Opportunity, Visitor
from northing.insight.queries.portal.ideas import published
from northing.insight.queries.portal.place import lets_in, portal
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import Recording, recorded
from northing.organisation.models import Member

A_VISITOR = "A visitor of the portal"
KEPT_BY = "The portal is kept by product managers and heads."


def by_visitor(visitor: Visitor | None, *, command: str) -> AbstractContextManager[Recording]:
    """What somebody outside does stands in history as theirs, by name where they gave one; erasing takes it."""
    if visitor is None:
        return recorded(actor=None, command=command, outsider={"actor_name": A_VISITOR})
    name = f"{visitor.name}, a visitor of the portal" if visitor.name else A_VISITOR
    return recorded(actor=None, command=command, outsider={"actor_name": name, "visitor": visitor.pk})


def locked_visitor(visitor: Visitor) -> Visitor:
    """Held until the command ends, so that limits count what happens at the same time."""
    of = portal()
    found = Visitor.objects.select_for_update(of=("self",)).filter(pk=visitor.pk).first()
    if found is None or not of.is_on or not lets_in(of, found):
        raise NotVisible
    return found


def idea_of(opportunity: int) -> Opportunity:
    found = published().filter(pk=opportunity).defer("words").first()
    if found is None:
        raise NotVisible
    return found


def open_idea(opportunity: int) -> Opportunity:
    found = idea_of(opportunity)
    if found.state in Opportunity.CLOSED:
        raise Refused("This is decided: votes are for what is still open.")
    return found


def must_curate(actor: Member) -> None:
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
