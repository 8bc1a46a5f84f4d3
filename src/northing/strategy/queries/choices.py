"""What can be chosen in forms about the strategy."""

from django.db.models import QuerySet

from northing.metrics.models import Metric
from northing.organisation.models import Member, Team
from northing.organisation.queries.people import active_members
from northing.portfolio.models import Product, ProductLine
from northing.strategy.models import Cycle, Objective, Pillar


def people() -> "QuerySet[Member]":
    return active_members()


def pillars() -> "QuerySet[Pillar]":
    return Pillar.objects.all()


def lines() -> "QuerySet[ProductLine]":
    return ProductLine.objects.all()


def products(actor: Member) -> "QuerySet[Product]":
    return Product.objects.visible_to(actor)


def metrics(actor: Member) -> "QuerySet[Metric]":
    return Metric.objects.visible_to(actor).filter(archived=False)


def teams() -> "QuerySet[Team]":
    return Team.objects.filter(archived_at=None)


def earlier_objectives(actor: Member, cycle: Cycle) -> "QuerySet[Objective]":
    """Of the cycles that began before, the latest first: what one of this cycle can go on from."""
    found = Objective.objects.visible_to(actor).filter(cycle__starts_on__lt=cycle.starts_on)
    return found.select_related("cycle").order_by("-cycle__starts_on", "cycle", "number")


def objectives(actor: Member, cycle: Cycle, but: Objective | None = None) -> "QuerySet[Objective]":
    found = Objective.objects.visible_to(actor).standing().filter(cycle=cycle)
    return found.exclude(pk=but.pk) if but else found
