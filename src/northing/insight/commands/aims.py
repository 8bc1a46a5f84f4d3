"""Which customer problems, once solved, would serve which objectives."""

from collections.abc import Callable, Collection

from northing.insight import policies
from northing.insight.models import Opportunity, OpportunityAim
from northing.kernel.errors import NotAllowed
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.strategy.queries.aims import Aim

Pair = tuple[Opportunity, Aim]


def say_aims(
    *,
    actor: Member,
    offered: Collection[Pair],
    chosen: Collection[Pair],
    seen: Callable[[], None] = lambda: None,
) -> int:
    """Of the pairs that were offered, solving the one would serve the other in those chosen, and in no others.

    The pairs are what the actor was shown, so that what she may not see stays as it is; how many changed.
    `seen` may refuse once the opportunities are held, when they are not what the caller knew.
    """
    if not policies.may_curate(actor):
        raise NotAllowed("Product managers and heads say which objectives an opportunity would serve.")
    with recorded(actor=actor, command="insight.say_aims"):
        problems = Opportunity.objects.visible_to(actor).standing()
        rows = problems.filter(pk__in={row.pk for row, _ in offered}).order_by("pk")
        held = set(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        seen()
        known = {
            (row.opportunity_id, row.objective_id, row.key_result_id): row
            for row in OpportunityAim.objects.filter(opportunity__in=held)
        }
        may = {_key(pair) for pair in offered if pair[0].pk in held}
        wanted = may & {_key(pair) for pair in chosen}
        gone = [known[key].pk for key in known.keys() & (may - wanted)]
        new = sorted(wanted - known.keys(), key=str)
        OpportunityAim.objects.filter(pk__in=gone).delete()
        OpportunityAim.objects.bulk_create(
            OpportunityAim(opportunity_id=problem, objective_id=objective, key_result_id=key_result)
            for problem, objective, key_result in new
        )
    return len(gone) + len(new)


def _key(pair: Pair) -> tuple[int, int, int | None]:
    problem, aim = pair
    return problem.pk, aim.objective.pk, aim.key_result.pk if aim.key_result else None
