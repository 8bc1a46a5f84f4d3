"""Initiatives and releases, with what they hold."""

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning.models import Feature, Initiative, Release
from northing.portfolio.models import Product

OPEN = ~Q(features__state__in=Feature.CLOSED)


def initiatives(actor: Member) -> "QuerySet[Initiative]":
    """All of them with the number of open features that the actor sees, items left, and the lowest chance."""
    seen = Q(features__in=Feature.objects.visible_to(actor)) & OPEN
    return Initiative.objects.select_related("owner").annotate(
        open_features=Count("features", filter=seen),
        items_left=Sum(F("features__items_total") - F("features__items_done"), filter=seen, default=0),
        lowest_chance=Min("features__outlook__chance", filter=seen & Q(features__due_on__isnull=False)),
    )


def initiative(actor: Member, pk: int) -> Initiative:
    found = initiatives(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def releases(actor: Member) -> "QuerySet[Release]":
    """Those of products that the actor may know of, the latest planned first."""
    seen = Q(product=None) | Q(product__in=Product.objects.visible_to(actor))
    return (
        Release.objects.filter(seen)
        .select_related("product__line")
        .annotate(open_features=Count("features", filter=OPEN), all_features=Count("features"))
        .order_by(F("planned_on").desc(nulls_first=True), "name")
    )


def release(actor: Member, pk: int) -> Release:
    found = releases(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
