"""All of one opportunity: evidence, decisions with their reasons, what it belongs with, what went into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from northing.insight.models import Merge, Merged, Opportunity, Relation, StateStep
from northing.insight.queries.opportunity_filter import OpportunityFilter, months_back
from northing.insight.queries.opportunity_panel import OpportunityPanel, opportunity_panel
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member

QUOTES = 8
ALIKE = 5
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Original:
    """An opportunity that was merged into this one, and the merge that can be undone."""

    merge: Merge
    opportunity: Opportunity


@dataclass(frozen=True, slots=True)
class Related:
    relation: Relation
    other: Opportunity


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    panel: OpportunityPanel
    steps: Sequence[StateStep]
    related: tuple[Related, ...]
    originals: tuple[Original, ...]
    months: tuple[tuple[date, int], ...]
    """The first of each month of a year, the latest first, with its pieces."""

    @property
    def opportunity(self) -> Opportunity:
        return self.panel.opportunity


def opportunity_page(actor: Member, pk: int, wanted: OpportunityFilter) -> OpportunityPage:
    panel = opportunity_panel(actor, pk, wanted, quotes=QUOTES)
    return OpportunityPage(
        panel=panel,
        steps=list(StateStep.objects.filter(opportunity=pk).select_related("changed_by")),
        related=tuple(_related(actor, pk)),
        originals=tuple(_originals(actor, pk)),
        months=tuple(
            (months_back(clock.today(), back), pieces)
            for back, pieces in enumerate(reversed(panel.evidence.months))
        ),
    )


def opportunity(actor: Member, pk: int) -> Opportunity:
    found = Opportunity.objects.visible_to(actor).standing().select_related("product__line", "owner")
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


def where_it_went(actor: Member, pk: int) -> int | None:
    """The opportunity that stands for one that was merged away, if the actor may see it."""
    found = Opportunity.objects.visible_to(actor).filter(pk=pk).select_related("merged_into").first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found.pk if found is not None and found.pk != pk else None


def named(actor: Member, name: str) -> Opportunity:
    found = Opportunity.objects.visible_to(actor).standing().filter(name__iexact=name.strip()).first()
    if found is None:
        raise Refused(other=f"No opportunity is called {name.strip()!r}.")
    return found


def alike(actor: Member, problem: Opportunity) -> list[Opportunity]:
    """Those that share most of their name's longer words."""
    others = Opportunity.objects.visible_to(actor).standing().exclude(pk=problem.pk)
    return alike_by_name(others, problem.name)


def alike_by_name(others: QuerySet[Opportunity], name: str) -> list[Opportunity]:
    """Of the others, those that share most of the longer words."""
    words = {word.casefold() for word in name.split() if len(word) >= SHORTEST}
    if not words:
        return []
    shares = Q()
    for word in words:
        shares |= Q(name__icontains=word)
    return sorted(
        others.filter(shares).defer("words")[:200],
        key=lambda row: (-sum(word in row.name.casefold() for word in words), row.name.casefold(), row.pk),
    )[:ALIKE]


def merge_of_opportunities(pk: int) -> Merge:
    found = Merge.objects.filter(pk=pk, thing=Merged.OPPORTUNITY).first()
    if found is None:
        raise NotVisible
    return found


def relation(actor: Member, pk: int) -> Relation:
    """One whose both ends the actor may see."""
    visible = Opportunity.objects.visible_to(actor)
    found = Relation.objects.filter(pk=pk, opportunity__in=visible, other__in=visible).first()
    if found is None:
        raise NotVisible
    return found


def _related(actor: Member, pk: int) -> list[Related]:
    visible = Opportunity.objects.visible_to(actor).standing()
    rows = Relation.objects.filter(Q(opportunity=pk, other__in=visible) | Q(other=pk, opportunity__in=visible))
    found = [
        Related(row, row.other if row.opportunity_id == pk else row.opportunity)
        for row in rows.select_related("opportunity", "other")
    ]
    return sorted(found, key=lambda each: (each.other.name.casefold(), each.other.pk))


def _originals(actor: Member, pk: int) -> list[Original]:
    merges = list(Merge.objects.filter(thing=Merged.OPPORTUNITY, kept=pk, undone_at=None))
    gone = Opportunity.objects.visible_to(actor).in_bulk([merge.gone for merge in merges])
    return [Original(merge, gone[merge.gone]) for merge in merges if merge.gone in gone]
