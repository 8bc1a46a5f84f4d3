"""Whom features serve: objectives, and the customers who ask."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from northing.insight.models import Asking, Opportunity
from northing.kernel import clock
from northing.planning.models import Feature, FeatureAim, FeatureOpportunity, InitiativeAim
from northing.strategy.models import Objective

ASKED_WITHIN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Served:
    """An objective of a cycle that still runs, until when, and the open features built for it."""

    objective: int
    ends_on: date
    features: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asker:
    """A customer who asked within a year, what it is worth, and which open features would serve it."""

    customer: int
    worth: float
    renews_on: date | None
    features: frozenset[int]


def served() -> list[Served]:
    """A feature that names no objective is built for those of its initiative: four queries."""
    own: defaultdict[int, set[int]] = defaultdict(set)
    for feature, objective in FeatureAim.objects.values_list("feature_id", "objective_id"):
        own[feature].add(objective)
    inherited: defaultdict[int, set[int]] = defaultdict(set)
    for initiative, objective in InitiativeAim.objects.values_list("initiative_id", "objective_id"):
        inherited[initiative].add(objective)
    features: defaultdict[int, set[int]] = defaultdict(set)
    for pk, initiative in Feature.objects.open().values_list("pk", "initiative_id"):
        for objective in own.get(pk) or inherited.get(initiative or 0, set()):
            features[objective].add(pk)
    running = Objective.objects.standing().filter(cycle__closed_at=None, cycle__ends_on__gte=clock.today())
    rows = running.order_by("cycle__ends_on", "number").values_list("pk", "cycle__ends_on")
    return [Served(pk, ends_on, frozenset(features[pk])) for pk, ends_on in rows if features[pk]]


def askers(features: Collection[int] | None = None) -> list[Asker]:
    """Those whose revenue is known; each customer once, whatever it asks for: of these features."""
    problems = Opportunity.objects.standing().values("pk")
    links = FeatureOpportunity.objects.filter(opportunity__in=problems)
    if features is not None:
        links = links.filter(feature__in=features)
    by_problem: defaultdict[int, set[int]] = defaultdict(set)
    for problem, feature in links.values_list("opportunity_id", "feature_id"):
        by_problem[problem].add(feature)
    asked = Asking.objects.filter(
        opportunity__in=list(by_problem), last_at__gte=clock.now() - ASKED_WITHIN, customer__worth__isnull=False
    )
    told: dict[int, tuple[float, date | None]] = {}
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for customer, problem, worth, renews_on in asked.order_by("customer").values_list(
        "customer_id", "opportunity_id", "customer__worth", "customer__renews_on"
    ):
        told[customer] = float(worth or 0), renews_on
        wanted[customer] |= by_problem[problem]
    return [Asker(pk, *told[pk], frozenset(found)) for pk, found in wanted.items()]
