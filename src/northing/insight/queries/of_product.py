"""The problems of a product that most revenue asks about, in a line each."""

from dataclasses import dataclass
from decimal import Decimal

from northing.insight.models import Opportunity
from northing.insight.queries.opportunity_evidence import asking, shown_segments
from northing.insight.queries.opportunity_filter import OpportunityFilter, own_fields
from northing.insight.queries.opportunity_list import in_order, served
from northing.kernel import clock
from northing.organisation.models import Member


@dataclass(frozen=True, slots=True)
class Problem:
    """`mostly`: the segment that pays most of it, "" where nobody asks. `features`: how many would serve it."""

    pk: int
    name: str
    revenue: Decimal
    customers: int
    pieces: int
    mostly: str
    features: int


def top_problems(actor: Member, wanted: OpportunityFilter, most: int) -> tuple[list[Problem], int]:
    """The first of the list that the filter asks for, and how long it is."""
    ordered, sums = in_order(actor, wanted, own_fields())
    first, features = ordered[:most], served(actor)
    names = dict(Opportunity.objects.filter(pk__in=first).values_list("pk", "name"))
    shares = asking(first, wanted.since(clock.today()), shown_segments())
    problems = [
        Problem(
            pk,
            names[pk],
            *sums[pk],
            mostly=max(shares[pk], key=lambda share: share.revenue).name if pk in shares else "",
            features=features[pk],
        )
        for pk in first
    ]
    return problems, len(ordered)
