"""What is on the way for each product."""

from dataclasses import dataclass

from django.db.models import Count, Q

from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.feature_filter import AT_RISK


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Open features; those of them whose commitment is unlikely; and what has shipped so far."""

    open: int = 0
    at_risk: int = 0
    shipped: int = 0


def on_the_way(actor: Member) -> dict[int, OnTheWay]:
    """For every product with features, by its id; one query however many there are."""
    going = ~Q(state__in=Feature.CLOSED)
    rows = (
        Feature.objects.visible_to(actor)
        .exclude(product=None)
        .values("product")
        .annotate(
            open=Count("pk", filter=going),
            at_risk=Count("pk", filter=going & Q(due_on__isnull=False, outlook__chance__lt=AT_RISK)),
            shipped=Count("pk", filter=Q(state="shipped")),
        )
        .order_by()
    )
    return {row["product"]: OnTheWay(row["open"], row["at_risk"], row["shipped"]) for row in rows}
