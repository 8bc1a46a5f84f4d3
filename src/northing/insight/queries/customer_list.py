"""The list of customers: rows of a page and totals. As many queries for few rows as for many."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Sum

from northing.insight import policies
from northing.insight.models import Customer, CustomerProduct, SegmentMembership
from northing.insight.queries.customer_filter import CustomerFilter
from northing.insight.queries.customer_outcomes import Said, said_by
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.portfolio.models import Product

PAGE = 100


@dataclass(frozen=True, slots=True)
class CustomerRow:
    customer: Customer
    segments: tuple[str, ...]
    products: tuple[Product, ...]
    said: Said
    may_change: bool

    @property
    def where(self) -> str:
        """ "Enterprise, Germany"."""
        return ", ".join(word for word in (*self.segments[:2], self.customer.country) if word)


@dataclass(frozen=True, slots=True)
class CustomerList:
    """`worth`: what all that the filter leaves in pay a year."""

    wanted: CustomerFilter
    rows: tuple[CustomerRow, ...]
    customers: int
    worth: Decimal
    pages: int

    @property
    def first(self) -> int:
        return (self.wanted.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return min(self.wanted.page * PAGE, self.customers)


def customer_list(actor: Member, wanted: CustomerFilter) -> CustomerList:
    """The page of the list that the filter asks for."""
    found = wanted.apply(actor)
    totals = found.order_by().aggregate(customers=Count("pk"), worth=Sum("worth"))
    start = (wanted.page - 1) * PAGE
    ids = list(found.values_list("pk", flat=True)[start : start + PAGE])
    return CustomerList(
        wanted=wanted,
        rows=tuple(rows_of(actor, ids)),
        customers=totals["customers"],
        worth=totals["worth"] or Decimal(0),
        pages=max(1, -(-totals["customers"] // PAGE)),
    )


def customer_row(actor: Member, pk: int) -> CustomerRow:
    """One row, as the list shows it."""
    if not Customer.objects.standing().filter(pk=pk).exists():
        raise NotVisible
    return rows_of(actor, [pk])[0]


def rows_of(actor: Member, ids: Iterable[int]) -> list[CustomerRow]:
    wanted = list(ids)
    found = (
        Customer.objects.filter(pk__in=wanted)
        .defer("note")
        .select_related("owner")
        .prefetch_related(_segments(), _products(actor))
        .in_bulk()
    )
    said, may = said_by(actor, wanted), policies.may_curate(actor)
    return [_row(found[pk], said.get(pk) or Said(), may) for pk in wanted if pk in found]


def _row(customer: Customer, said: Said, may_change: bool) -> CustomerRow:
    return CustomerRow(
        customer,
        tuple(membership.segment.name for membership in customer.memberships.all()),
        tuple(use.product for use in customer.uses.all()),
        said,
        may_change,
    )


def _segments() -> "Prefetch[str, Any, Any]":
    ordered = SegmentMembership.objects.select_related("segment").order_by("segment__position", "segment__name")
    return Prefetch("memberships", ordered)


def _products(actor: Member) -> "Prefetch[str, Any, Any]":
    visible = CustomerProduct.objects.filter(product__in=Product.objects.visible_to(actor))
    return Prefetch("uses", visible.select_related("product__line").order_by("product__name"))
