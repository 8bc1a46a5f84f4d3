"""What can be chosen where metrics are brought in."""

from django.db.models import QuerySet

from northing.kernel.numbers import whole
from northing.metrics.models import Direction, OverTime
from northing.organisation.models import Member
from northing.portfolio.models import Product

BETTER = Direction.choices
OVER_TIME = OverTime.choices


def products(actor: Member) -> list[Product]:
    return list(Product.objects.visible_to(actor).order_by("name"))


def product(actor: Member, pk: str) -> Product | None:
    """None for nothing, and for what the actor may not know of."""
    number = whole(pk)
    return None if number is None else Product.objects.visible_to(actor).filter(pk=number).first()


def known_products(actor: Member) -> "QuerySet[Product]":
    return Product.objects.visible_to(actor).order_by("name")


def owners() -> "QuerySet[Member]":
    return Member.objects.filter(is_active=True).order_by("name")
