"""Which features would serve a customer problem, and what is known of the problems that a feature serves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db.models import QuerySet

from northing.insight.models import Asking, Opportunity
from northing.insight.queries.opportunity_evidence import Evidence, evidence_of
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member
from northing.planning.models import Feature, FeatureOpportunity

LIKELY = 6
SHORTEST = 4

Named = TypeVar("Named", Feature, Opportunity)


@dataclass(frozen=True, slots=True)
class Served:
    """A problem that the feature would serve, with its evidence of a year."""

    link: FeatureOpportunity
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Weight:
    """All problems of one feature together: each customer and its revenue count once."""

    served: tuple[Served, ...]
    pieces: int
    customers: int
    revenue: Decimal


def links_seen(actor: Member) -> "QuerySet[FeatureOpportunity]":
    """Of features that the actor may see."""
    return FeatureOpportunity.objects.filter(feature__in=Feature.objects.visible_to(actor))


def serving(actor: Member, opportunity: int) -> Sequence[FeatureOpportunity]:
    found = links_seen(actor).filter(opportunity=opportunity)
    return list(
        found.select_related("feature__product__owner", "feature__team").order_by("feature__rank", "pk")
    )


def served_by(actor: Member, feature: int) -> Weight:
    visible = Opportunity.objects.visible_to(actor).standing()
    links = list(
        FeatureOpportunity.objects.filter(feature=feature, opportunity__in=visible)
        .select_related("opportunity__product__line")
        .order_by("opportunity__name", "pk")
    )
    today = clock.today()
    since = OpportunityFilter().since(today)
    evidence = evidence_of([link.opportunity_id for link in links], since, today)
    asked = Asking.objects.filter(opportunity__in=list(evidence), last_at__date__gte=since)
    served = tuple(Served(link, evidence[link.opportunity_id]) for link in links)
    worth = dict(asked.order_by().values_list("customer", "customer__worth").distinct()) if served else {}
    return Weight(
        served,
        sum(each.evidence.pieces for each in served),
        len(worth),
        sum((amount for amount in worth.values() if amount is not None), Decimal(0)),
    )


def link(actor: Member, pk: int) -> FeatureOpportunity:
    found = links_seen(actor).select_related("feature", "opportunity").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def likely_features(actor: Member, problem: Opportunity) -> list[Feature]:
    """Open ones that share words with the problem, or at least its product."""
    linked = FeatureOpportunity.objects.filter(opportunity=problem).values("feature")
    open_ones = Feature.objects.visible_to(actor).exclude(state__in=Feature.CLOSED)
    found = open_ones.exclude(pk__in=linked).filter(product=problem.product_id).only("name", "product")
    return _alike(problem.name, found[:500])


def likely_opportunities(actor: Member, feature: Feature) -> list[Opportunity]:
    linked = FeatureOpportunity.objects.filter(feature=feature).values("opportunity")
    open_ones = Opportunity.objects.visible_to(actor).open().exclude(pk__in=linked)
    return _alike(feature.name, open_ones.filter(product=feature.product_id).only("name", "product")[:500])


def feature_named(actor: Member, name: str) -> Feature:
    found = Feature.objects.visible_to(actor).filter(name__iexact=name.strip()).first()
    if found is None:
        raise Refused(other=f"No feature is called {name.strip()!r}.")
    return found


def feature_of(actor: Member, pk: int) -> Feature:
    found = Feature.objects.visible_to(actor).select_related("product__owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _alike(name: str, rows: Iterable[Named]) -> list[Named]:
    """Those whose names share most of the longer words, then by name."""
    words = {word.casefold() for word in name.split() if len(word) >= SHORTEST}
    return sorted(
        rows, key=lambda row: (-sum(word in row.name.casefold() for word in words), row.name.casefold(), row.pk)
    )[:LIKELY]
