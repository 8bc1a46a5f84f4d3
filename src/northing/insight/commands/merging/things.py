"""Taking hold of the two things of a merge, and putting right afterwards what is counted from their links."""

from collections.abc import Iterable

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.feedback import VIEWERS_READ, settle_state
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.merging.links import MODELS
from northing.insight.commands.similar import keep_opportunities
from northing.insight.models import Asking, Customer, Feedback, Highlight, Merged, Opportunity
from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.models import Member

Thing = Feedback | Opportunity | Customer


def locked_pair(actor: Member, thing: str, first: int, second: int) -> tuple[Thing, Thing]:
    """Both as they are now, taken hold of in one order so that two merges never wait for each other."""
    model = MODELS[thing]
    rows = model.objects.visible_to(actor) if hasattr(model.objects, "visible_to") else model.objects.all()
    found = {
        row.pk: row
        for row in rows.select_for_update(of=("self",)).filter(pk__in=(first, second)).order_by("pk")
    }
    if len(found) < len({first, second}):
        raise NotVisible
    return found[first], found[second]


def may_merge(actor: Member, thing: str) -> None:
    if thing == Merged.FEEDBACK and not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    if thing != Merged.FEEDBACK and not policies.may_curate(actor):
        raise NotAllowed("Product managers and heads merge customers and opportunities.")


def settle(thing: str, kept: Thing, gone: Thing) -> None:
    """Evidence is counted again, and a piece is new, linked or answered by what it has now."""
    both = (kept.pk, gone.pk)
    recount(_problems(thing, both))
    if thing == Merged.FEEDBACK:
        for piece in Feedback.objects.filter(pk__in=both):
            settle_state(piece)
    if thing == Merged.OPPORTUNITY:
        keep_opportunities(both)
    if thing == Merged.CUSTOMER:
        refresh_segments(customers=both)


def _problems(thing: str, both: Iterable[int]) -> set[int]:
    if thing == Merged.OPPORTUNITY:
        return set(both)
    path = "feedback" if thing == Merged.FEEDBACK else "feedback__customer"
    found = set(Highlight.objects.filter(**{f"{path}__in": both}).values_list("opportunity", flat=True))
    if thing == Merged.CUSTOMER:
        found |= set(Asking.objects.filter(customer__in=both).values_list("opportunity", flat=True))
    return found
