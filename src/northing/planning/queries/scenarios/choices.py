"""What can be chosen in the forms of scenarios."""

from django.db.models import QuerySet

from northing.organisation.models import Member, Team
from northing.planning.models import Feature
from northing.planning.queries.calendar import BUILDERS
from northing.portfolio.models import Product
from northing.strategy.models import Objective


def builders() -> QuerySet[Member]:
    """Those who build in some team."""
    building = Member.objects.filter(is_active=True, memberships__discipline__in=BUILDERS)
    return building.distinct().order_by("name")


def teams() -> QuerySet[Team]:
    return Team.objects.filter(archived_at=None).order_by("name")


def products(actor: Member) -> QuerySet[Product]:
    return Product.objects.visible_to(actor).order_by("name")


def objectives(actor: Member) -> QuerySet[Objective]:
    return Objective.objects.visible_to(actor).standing().order_by("number")


def candidates(actor: Member) -> QuerySet[Feature]:
    """Open features."""
    return Feature.objects.visible_to(actor).open().order_by("name", "pk")
