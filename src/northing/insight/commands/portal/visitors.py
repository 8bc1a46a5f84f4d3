"""People of the portal: how they are called there, and keeping somebody out."""

from northing.insight.commands.portal.rows import by_visitor, locked_visitor, must_curate
from northing.insight.commands.rows import check
from northing.insight.models import Visitor
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def introduce(*, visitor: Visitor, name: str) -> Visitor:
    """The name below their comments; "" stays nameless."""
    with by_visitor(visitor, command="insight.introduce"):
        me = locked_visitor(visitor)
        me.name = " ".join(name.split())
        check(me)
        me.save(update_fields=["name"])
    return me


def block(*, actor: Member, visitor: Visitor, reason: str) -> Visitor:
    """Out at once and not in again. What they said stays until it is hidden."""
    if not reason.strip():
        raise Refused(reason="Say why, in a few words.")
    with recorded(actor=actor, command="insight.block", reason=reason):
        found = _held(actor, visitor)
        if not found.is_blocked:
            found.blocked_at = clock.now()
            found.save(update_fields=["blocked_at"])
        found.visits.all().delete()
    return found


def unblock(*, actor: Member, visitor: Visitor) -> Visitor:
    with recorded(actor=actor, command="insight.unblock"):
        found = _held(actor, visitor)
        found.blocked_at = None
        found.save(update_fields=["blocked_at"])
    return found


def _held(actor: Member, visitor: Visitor) -> Visitor:
    must_curate(actor)
    found = Visitor.objects.select_for_update(of=("self",)).filter(pk=visitor.pk).first()
    if found is None:
        raise NotVisible
    return found
