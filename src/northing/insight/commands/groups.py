"""Pieces that sound alike become an opportunity, are taken apart, or are set aside together."""

from collections.abc import Sequence

from northing.insight.commands.feedback import set_aside
from northing.insight.commands.grouping import count_groups
from northing.insight.commands.highlights import highlight
from northing.insight.commands.opportunities import create_opportunity
from northing.insight.commands.triage import held, keep_each_apart
from northing.insight.models import Feedback, Group, GroupMember, Opportunity
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

NONE_CHOSEN = "Choose at least one piece."
ALL_CHOSEN = "Leave out the pieces that say something else: these are split off."


def accept_group(*, actor: Member, name: str, pieces: Sequence[Feedback]) -> Opportunity:
    """A new opportunity that all of the pieces lead to; about their product when they have one in common."""
    if not pieces:
        raise Refused(pieces=NONE_CHOSEN)
    with recorded(actor=actor, command="insight.accept_group"):
        products = {piece.product for piece in pieces}
        product = products.pop() if len(products) == 1 else None
        problem = create_opportunity(actor=actor, name=name, product=product)
        for piece in pieces:
            highlight(actor=actor, feedback=piece, opportunity=problem)
        count_groups()
    return problem


def set_group_aside(*, actor: Member, pieces: Sequence[Feedback], reason: str) -> None:
    """All or none, with one reason."""
    if not pieces:
        raise Refused(pieces=NONE_CHOSEN)
    with recorded(actor=actor, command="insight.set_group_aside", reason=reason):
        for piece in pieces:
            set_aside(actor=actor, feedback=piece, reason=reason)
        count_groups()


def split_group(*, actor: Member, group: Group, stay: Sequence[Feedback]) -> int:
    """The pieces that do not stay are a group of their own, and said not to be the same as those that stay:
    they are not put together again. How many left."""
    if not stay:
        raise Refused(pieces=NONE_CHOSEN)
    with recorded(actor=actor, command="insight.split_group"):
        locked = Group.objects.select_for_update().filter(pk=group.pk).first()
        if locked is None:  # taken apart or formed anew since the page was asked for
            raise NotVisible
        waiting = locked.members.waiting().select_related("feedback")
        leaving = [member for member in waiting if member.feedback not in stay]
        if not leaving:
            raise Refused(pieces=ALL_CHOSEN)
        parted = [[held(actor, piece) for piece in side] for side in (stay, [one.feedback for one in leaving])]
        keep_each_apart(actor, *parted)
        title = leaving[0].feedback.heading[:200]
        apart = Group.objects.create(title=title, closeness=group.closeness, made_at=clock.now())
        GroupMember.objects.filter(pk__in=[member.pk for member in leaving]).update(group=apart)
        count_groups()
    return len(leaving)
