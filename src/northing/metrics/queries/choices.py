"""What can be chosen where metrics are brought in, and is offered where targets are set."""

from datetime import date, timedelta

from django.db.models import QuerySet

from northing.kernel import clock
from northing.kernel.numbers import whole
from northing.metrics.models import Direction, Grain, OverTime, Target
from northing.metrics.models.periods import first_day, number_of
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


def usual_day(actor: Member) -> date:
    """The day of the target that the actor set last, while it is to come; else the end of next quarter."""
    mine = Target.objects.filter(set_by=actor, by__gt=clock.today()).order_by("-pk").first()
    if mine is not None:
        return mine.by
    return first_day(Grain.QUARTER, number_of(Grain.QUARTER, clock.today()) + 2) - timedelta(days=1)
