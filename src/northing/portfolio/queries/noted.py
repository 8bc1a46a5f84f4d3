"""One thing kept in mind about a product, as a page asks for it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from northing.kernel.errors import NotVisible
from northing.kernel.once import once_a_page
from northing.portfolio.models import Outcome, Product, Regulation, Risk, StageChange, StagePlan, StageStep

KINDS: dict[str, Any] = {"outcome": Outcome, "risk": Risk, "regulation": Regulation}


def noted(product: Product, kind: str, pk: int) -> Any:
    found = KINDS[kind].objects.select_related("product").filter(product=product, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@once_a_page
def plan_of(product: Product) -> StagePlan | None:
    """How it is wound down, as decided with its latest step."""
    if not StagePlan.needed_for(product.stage):
        return None
    latest = product.stage_changes.values("pk")[:1]
    plans = StagePlan.objects.select_related("replacement").prefetch_related("steps")
    return plans.filter(change=Subquery(latest)).first()


def plans_in_force(products: QuerySet[Product], *, since: date) -> list[StagePlan]:
    """Of these products, with their steps, in the order of their last days.

    Those decided with a product's latest step in life whose last day is that day or later.
    """
    if not StagePlan.objects.filter(ends_on__gte=since).exists():  # as most of the time, and this asks lightly
        return []
    latest = StageChange.objects.filter(product=OuterRef("change__product")).values("pk")[:1]
    plans = StagePlan.objects.filter(change__product__in=products, change=Subquery(latest), ends_on__gte=since)
    of_product = plans.select_related("change__product__line").prefetch_related("steps")
    return list(of_product.order_by("ends_on", "pk"))


def step_of(product: Product, pk: int) -> StageStep:
    steps = StageStep.objects.select_related("plan__change__product")
    found = steps.filter(plan__change__product=product, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def ended_by(*, change: int | None = None, plan: int | None = None) -> list[Product]:
    """The product that a change of stage, or a plan, is about; none once that is gone."""
    about = {"stage_changes": change} if change is not None else {"stage_changes__plan": plan}
    return list(Product.objects.filter(**about).select_related("owner"))
