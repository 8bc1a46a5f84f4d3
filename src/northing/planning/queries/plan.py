"""Initiatives and releases, with what they hold."""

from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning.models import Feature, Initiative, Release
from northing.portfolio.models import Product
from northing.ui.formatting import counted

OPEN = ~Q(features__state__in=Feature.CLOSED)


def initiatives(actor: Member) -> "QuerySet[Initiative]":
    """All of them with the number of open features that the actor sees, items left, and the lowest chance."""
    seen = Q(features__in=Feature.objects.visible_to(actor)) & OPEN
    found = Initiative.objects.select_related("owner").annotate(
        open_features=Count("features", filter=seen),
        items_left=Sum(F("features__items_total") - F("features__items_done"), filter=seen, default=0),
        lowest_chance=Min("features__outlook__chance", filter=seen & Q(features__due_on__isnull=False)),
    )
    return found.order_by("position", "name")


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


def slip_in_words(found: Release, today: date) -> str:
    """How the release came against its plan: "12 days late"; "" while it is not due, or without a plan."""
    if found.planned_on is None or (found.released_on is None and found.planned_on >= today):
        return ""
    days = ((found.released_on or today) - found.planned_on).days
    if days == 0:
        return "on the day"
    late = f"{counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"
    return late if found.released_on else f"{late} so far"
