"""What is on the way for each product."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse

from northing.kernel.once import once_a_page
from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.feature_filter import AT_RISK
from northing.portfolio.models import Product
from northing.portfolio.slots import Concern, PlannedWork
from northing.ui import formatting
from northing.ui.charts import tone_of


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Open features; those of them whose commitment is unlikely; and what has shipped so far."""

    open: int = 0
    at_risk: int = 0
    shipped: int = 0


@once_a_page
def on_the_way(actor: Member, product: Product | None = None) -> dict[int, OnTheWay]:
    """For this product or for every one with features, by its id; one query however many there are."""
    of = Q(product=product) if product else Q(product__isnull=False)
    going = ~Q(state__in=Feature.CLOSED)
    rows = (
        Feature.objects.visible_to(actor)
        .filter(of)
        .values("product")
        .annotate(
            open=Count("pk", filter=going),
            at_risk=Count("pk", filter=going & Q(due_on__isnull=False, outlook__chance__lt=AT_RISK)),
            shipped=Count("pk", filter=Q(state="shipped")),
        )
        .order_by()
    )
    return {row["product"]: OnTheWay(row["open"], row["at_risk"], row["shipped"]) for row in rows}


def concerns(actor: Member, products: Iterable[Product]) -> dict[int, Concern]:
    """The least likely commitment of each product, where one is at risk."""
    risky = Feature.objects.visible_to(actor).filter(
        product__in=products, due_on__isnull=False, outlook__chance__lt=AT_RISK
    )
    rows = risky.exclude(state__in=Feature.CLOSED).order_by("product", "outlook__chance", "pk")
    worst = rows.distinct("product").values_list("product", "pk", "name", "outlook__chance")
    return {
        product: Concern(
            text=f"{name} at {formatting.chance(chance)}",
            tone=tone_of(chance),
            weight=1 - chance,
            page=reverse("planning:feature", args=[pk]),
        )
        for product, pk, name, chance in worst
        if chance is not None
    }


def planned_work(actor: Member, products: Iterable[Product]) -> dict[int, PlannedWork]:
    """Person-weeks of what is planned or being built: what was estimated as likely."""
    going = Feature.objects.visible_to(actor).filter(product__in=products, state__in=("planned", "building"))
    rows = going.values_list("product").annotate(Sum("estimate_likely")).order_by()
    return {product: PlannedWork(float(weeks or 0)) for product, weeks in rows if product is not None}
