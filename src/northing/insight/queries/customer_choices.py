"""What a list of customers can be narrowed to, and what a cell of it can hold."""

from dataclasses import dataclass

from django.db.models import QuerySet

from northing.insight.models import Customer, Health, Segment
from northing.organisation.models import Member
from northing.portfolio.models import Product


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what is sent, `label` what is read, `mark` the product line's shape."""

    value: str
    label: str
    mark: str = ""


def people() -> "QuerySet[Member]":
    return Member.objects.filter(is_active=True).order_by("name")


def segments() -> "QuerySet[Segment]":
    return Segment.objects.all()


def products(actor: Member) -> "QuerySet[Product]":
    return Product.objects.visible_to(actor).select_related("line").order_by("name")


def plans() -> list[str]:
    """Those that customers are on, by name."""
    named = Customer.objects.standing().exclude(plan="").order_by("plan")
    return list(named.values_list("plan", flat=True).distinct())


def choices(field: str) -> list[Choice]:
    """What a cell can hold, in the order to offer it; nothing for fields that are typed."""
    match field:
        case "health":
            return [Choice(health.value, str(health.label)) for health in Health]
        case "owner":
            return [Choice(str(member.pk), member.name) for member in people()]
        case "plan":
            return [Choice(plan, plan) for plan in plans()]
    return []
