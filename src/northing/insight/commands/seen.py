"""Which of what was seen in the market is about a customer problem."""

from collections.abc import Collection

from northing.insight import policies
from northing.insight.commands.rows import locked_opportunity
from northing.insight.models import Opportunity, OpportunitySignal
from northing.kernel.errors import NotAllowed
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.queries.market import signals


def say_signals(
    *, actor: Member, opportunity: Opportunity, offered: Collection[int], chosen: Collection[int]
) -> int:
    """Of the signals that were offered those chosen are about it, the others are not; how many links changed.

    Signals that the actor may not see stay as they are, whatever was sent.
    """
    with recorded(actor=actor, command="insight.say_signals"):
        row = locked_opportunity(actor, opportunity)
        if not policies.may_curate(actor):
            raise NotAllowed("Product managers and heads say what is about an opportunity.")
        seen = set(signals(actor).filter(pk__in=offered).values_list("pk", flat=True))
        known = set(row.signals.filter(signal__in=seen).values_list("signal", flat=True))
        wanted = seen & set(chosen)
        row.signals.filter(signal__in=known - wanted).delete()
        OpportunitySignal.objects.bulk_create(
            OpportunitySignal(opportunity=row, signal_id=pk) for pk in sorted(wanted - known)
        )
    return len(known ^ wanted)
