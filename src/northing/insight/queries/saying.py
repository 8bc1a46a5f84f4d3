"""The first pieces of an order that say something, found quickly however many do and however few.

PostgreSQL guesses how many pieces hold several words as if words came by themselves, and of a word's beginning
it knows next to nothing. Where it expects many and few are there, it walks the whole order; where it expects
few and many are there, it fetches and sorts them all. So it is not left to guess.
"""

from collections.abc import Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, OrderBy, Q, QuerySet

from northing.insight.models import Feedback

NEWEST = (F("received_at").desc(), F("id").desc())
LOOKED_THROUGH = 5_000


def first_saying(found: QuerySet[Feedback], says: Q, order: Sequence[OrderBy], most: int) -> QuerySet[Feedback]:
    """At most so many of `found` for which `says` holds, a condition on `words`; not yet in their order.

    What is said often is among the first few thousand. What is not is rare, and is gathered from the index.
    """
    near = found.order_by(*order)[:LOOKED_THROUGH].aggregate(
        looked_through=Count("pk"), hits=ArrayAgg("pk", filter=says, order_by=order, default=[])
    )
    hits = near["hits"]
    if len(hits) < most and near["looked_through"] == LOOKED_THROUGH:
        hits = found.filter(says).aggregate(hits=ArrayAgg("pk", order_by=order, default=[]))["hits"]
    return found.filter(pk__in=hits[:most])
