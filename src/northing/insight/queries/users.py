"""Who used a product then and who uses it now, as the history has it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Min
from django.urls import reverse

from northing.insight.models import Customer, CustomerProduct
from northing.kernel import clock
from northing.organisation.models import Member
from northing.organisation.queries.history import event_model
from northing.portfolio.models import Product
from northing.portfolio.slots import Users

YEAR = timedelta(days=365)
_Known = tuple[frozenset[int], frozenset[int], frozenset[int], tuple[date, ...] | None]


def users_of(_: Member, products: Iterable[Product]) -> dict[int, Users]:
    """A year ago, or when the record began, and now; of products that anybody ever used."""
    events = event_model(CustomerProduct).objects
    begun: datetime | None = events.aggregate(first=Min("pgh_created_at"))["first"]
    if begun is None:
        return {}
    became: dict[int, int] = dict(
        Customer.objects.exclude(merged_into=None).values_list("pk", "merged_into")  # type: ignore[arg-type]
    )
    since = max(clock.today() - YEAR, begun.date())
    page = reverse("insight:customers")
    found: dict[int, Users] = {}
    for product in products:
        known = _users(events.filter(product_id=product.pk), became, begun, since)
        if known is not None:
            found[product.pk] = Users(since, *known, page=f"{page}?product={product.pk}")
    return found


def _users(events: Any, became: Mapping[int, int], begun: datetime, since: date) -> _Known | None:
    """Then, now, ever before then, and first days; None for a product without any."""
    first: dict[int, datetime] = {}
    then: dict[int, tuple[int, str]] = {}
    now: dict[int, tuple[int, str]] = {}
    border = datetime.combine(since, time.max, begun.tzinfo)
    rows = events.order_by("pgh_id").values_list("pgh_obj_id", "customer_id", "pgh_label", "pgh_created_at")
    for use, customer, kind, at in rows.iterator():
        account = _now_called(customer, became)
        first[account] = min(at, first.get(account, at))
        now[use] = account, kind
        if at <= border:
            then[use] = now[use]
    if not first:
        return None
    from_the_start = all(at.date() > begun.date() for at in first.values())
    return (
        _standing(then),
        _standing(now),
        frozenset(account for account, at in first.items() if at <= border),
        tuple(sorted(at.date() for at in first.values())) if from_the_start else None,
    )


def _standing(last: Mapping[int, tuple[int, str]]) -> frozenset[int]:
    return frozenset(account for account, kind in last.values() if kind != "delete")


def _now_called(customer: int, became: Mapping[int, int]) -> int:
    """Through all that it was merged into."""
    while customer in became:
        customer = became[customer]
    return customer
