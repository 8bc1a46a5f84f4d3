"""The list of customers: rows of a page and totals. As many queries for few rows as for many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from northing.insight import policies
from northing.insight.models import Customer, CustomerProduct, SegmentMembership
from northing.insight.queries.customer_filter import CustomerFilter
from northing.insight.queries.customer_outcomes import Said, said_by
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.portfolio.models import Product

PAGE = 100
SHOWN = (
    *("name", "kind", "plan", "country", "since", "revenue", "currency", "worth", "renews_on", "decides_on"),
    *("health", "note", "owner__name"),
)


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
    found = Customer.objects.filter(pk__in=wanted).select_related("owner").only(*SHOWN).in_bulk()
    segments, products = _segments(wanted), _products(actor, wanted)
    said, may = said_by(actor, wanted), policies.may_curate(actor)
    return [
        CustomerRow(found[pk], tuple(segments[pk]), tuple(products[pk]), said.get(pk) or Said(), may)
        for pk in wanted
        if pk in found
    ]


def _segments(customers: list[int]) -> dict[int, list[str]]:
    """Their names, the first one is the one that lists show."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    members = SegmentMembership.objects.filter(customer__in=customers)
    ordered = members.order_by("segment__position", "segment__name")
    for customer, name in ordered.values_list("customer_id", "segment__name"):
        found[customer].append(name)
    return found


def _products(actor: Member, customers: list[int]) -> dict[int, list[Product]]:
    """By name. Products are few and shared: each is fetched once, not once a customer."""
    found: defaultdict[int, list[Product]] = defaultdict(list)
    uses = CustomerProduct.objects.filter(customer__in=customers).order_by("product__name")
    pairs = list(uses.values_list("customer_id", "product_id"))
    visible = Product.objects.visible_to(actor).select_related("line")
    products = visible.in_bulk({product for _, product in pairs})
    for customer, product in pairs:
        if product in products:
            found[customer].append(products[product])
    return found
