"""Lists as the API gives them: newest first, a page at a time, by cursor."""

from datetime import datetime
from typing import Any

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from northing.insight.models import Customer, Feedback, Opportunity
from northing.kernel.errors import NotVisible, Refused
from northing.kernel.paging import Row, cursor, page_by_id, values_of
from northing.organisation.models import Member
from northing.portfolio.models import Product


def feedback_page(
    actor: Member, *, after: str, limit: int, since: datetime | None = None, **wanted: Any
) -> tuple[list[Feedback], str | None]:
    """Newest first, with the cursor of the next page. `wanted` narrows by state, customer, product, key …"""
    pieces = Feedback.objects.visible_to(actor).standing().filter(**wanted)
    if since is not None:
        pieces = pieces.filter(received_at__gte=since)
    if after:
        moment, pk = values_of(after, str, int)
        try:
            received = datetime.fromisoformat(str(moment))
        except ValueError as error:
            raise Refused(cursor=f"{after!r} is not a cursor that this list handed out.") from error
        pieces = pieces.filter(Q(received_at__lt=received) | Q(received_at=received, pk__lt=pk))
    rows = list(pieces.order_by("-received_at", "-id")[: limit + 1])
    following = (
        cursor([rows[limit - 1].received_at.isoformat(), rows[limit - 1].pk]) if len(rows) > limit else None
    )
    return rows[:limit], following


def customer_page(*, after: str, limit: int, **wanted: Any) -> tuple[list[Customer], str | None]:
    return page_by_id(Customer.objects.standing().filter(**wanted), after, limit)


def opportunity_page(
    actor: Member, *, after: str, limit: int, **wanted: Any
) -> tuple[list[Opportunity], str | None]:
    """With how many customers ask for each, and what they are worth."""
    return page_by_id(_opportunities(actor).filter(**wanted), after, limit)


def one_opportunity(actor: Member, pk: int) -> Opportunity:
    return _one(_opportunities(actor), pk)


def _opportunities(actor: Member) -> QuerySet[Opportunity]:
    problems = Opportunity.objects.visible_to(actor).standing()
    nothing = Value(0, output_field=DecimalField())
    return problems.annotate(
        customers=Count("asking"), revenue=Coalesce(Sum("asking__customer__worth"), nothing)
    )


def one_piece(actor: Member, pk: int) -> Feedback:
    return _one(Feedback.objects.visible_to(actor).standing(), pk)


def one_customer(pk: int) -> Customer:
    return _one(Customer.objects.standing(), pk)


def product_named(actor: Member, pk: int | None) -> Product | None:
    """Refused with the field's name, since the id came in a request."""
    if pk is None:
        return None
    found = Product.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Refused(product=f"There is no product {pk}.")
    return found


def customer_named(pk: int | None) -> Customer | None:
    if pk is None:
        return None
    found = Customer.objects.standing().filter(pk=pk).first()
    if found is None:
        raise Refused(customer=f"There is no customer {pk}.")
    return found


def _one(rows: QuerySet[Row], pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
