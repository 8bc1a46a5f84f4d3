"""Keeping customers: who they are and what they are worth in the organisation's own currency."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from northing.insight import policies
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.rows import change, check
from northing.insight.models import (
    Customer,
    CustomerKey,
    CustomerProduct,
    ExchangeRate,
    Segment,
    SegmentMembership,
)
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member, Organisation
from northing.portfolio.models import Product

KEPT_BY = "Customers are kept by product managers and heads."
OF_A_CUSTOMER = frozenset(
    {
        "kind", "name", "plan", "country", "since", "revenue", "currency", "renews_on", "decides_on",
        "health", "owner", "note",
    }
)  # fmt: skip


def create_customer(*, actor: Member, name: str, reason: str = "", **fields: Any) -> Customer:
    """A new customer. Revenue is a year's, in `currency`, or the organisation's when that is empty."""
    only_known(fields, OF_A_CUSTOMER)
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.create_customer", reason=reason):
        customer = Customer(name=name.strip(), created_at=clock.now(), **fields)
        customer.currency = customer.currency.upper()
        customer.worth = in_our_currency(customer.revenue, customer.currency)
        check(customer)
        customer.save(force_insert=True)
        refresh_segments(customers=[customer.pk])
    return customer


def change_customer(
    *,
    actor: Member,
    customer: Customer,
    seen: Callable[[Customer], None] | None = None,
    reason: str = "",
    **changes: Any,
) -> Customer:
    """Change the named fields; what it is worth follows its revenue and currency. `seen` gets the customer once
    it is held, and may refuse it."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.change_customer", reason=reason):
        found = locked_customer(customer)
        if seen is not None:
            seen(found)
        if "currency" in changes:
            changes["currency"] = changes["currency"].upper()
        change(found, changes, OF_A_CUSTOMER)
        if {"revenue", "currency"} & changes.keys():
            found.worth = in_our_currency(found.revenue, found.currency)
            found.save(update_fields=["worth"])
        refresh_segments(customers=[found.pk])
    return found


def put_in_segments(*, actor: Member, customer: Customer, segments: Iterable[int]) -> None:
    """Exactly these of the segments that people fill one by one; those by rule keep themselves."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    wanted = set(segments)
    with recorded(actor=actor, command="insight.put_in_segments"):
        locked_customer(customer)
        by_hand = SegmentMembership.objects.filter(customer=customer, by_rule=False)
        by_hand.exclude(segment__in=wanted).delete()
        have = SegmentMembership.objects.filter(customer=customer).values_list("segment_id", flat=True)
        SegmentMembership.objects.bulk_create(
            SegmentMembership(customer=customer, segment_id=segment)
            for segment in Segment.objects.filter(pk__in=wanted - set(have), rule=[]).values_list(
                "pk", flat=True
            )
        )


def say_what_they_use(*, actor: Member, customer: Customer, products: Iterable[int]) -> None:
    """Exactly these of the products that the actor sees; what she does not see stays as it is."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    visible = Product.objects.visible_to(actor)
    with recorded(actor=actor, command="insight.say_what_they_use"):
        locked_customer(customer)
        uses = CustomerProduct.objects.filter(customer=customer, product__in=visible)
        uses.exclude(product__in=set(products)).delete()
        missing = visible.filter(pk__in=set(products)).exclude(pk__in=uses.values("product"))
        CustomerProduct.objects.bulk_create(
            CustomerProduct(customer=customer, product=product) for product in missing
        )
        refresh_segments(customers=[customer.pk])


def put_in_places(
    *, actor: Member, customer: Customer, segments: Iterable[int], products: Iterable[int], reason: str = ""
) -> None:
    """Segments and products at once, as one change that is undone as one."""
    with recorded(actor=actor, command="insight.put_in_places", reason=reason):
        put_in_segments(actor=actor, customer=customer, segments=segments)
        say_what_they_use(actor=actor, customer=customer, products=products)


def name_in(*, actor: Member, customer: Customer, system: str, key: str, reason: str = "") -> CustomerKey:
    """What another system calls this customer; an empty key forgets it."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    system, key = system.strip(), key.strip()
    with recorded(actor=actor, command="insight.name_in", reason=reason):
        found = locked_customer(customer)
        taken = CustomerKey.objects.filter(system=system, key=key).exclude(customer=found).first()
        if key and taken is not None:
            raise Refused(key=f"{system} calls {taken.customer} so already.")
        own = CustomerKey.objects.filter(customer=found, system=system).first()
        row = own or CustomerKey(customer=found, system=system)
        row.key = key
        if key:
            check(row)
            row.save()
        elif own is not None:
            own.delete()
    return row


def locked_customer(customer: Customer) -> Customer:
    """As it is now, held until the command ends. One that was merged into another is not there any more."""
    found = Customer.objects.standing().select_for_update(of=("self",)).filter(pk=customer.pk).first()
    if found is None:
        raise NotVisible
    return found


def in_our_currency(revenue: Decimal | None, currency: str) -> Decimal | None:
    """None where there is no revenue, or no rate for its currency: what is not known is not summed."""
    if revenue is None:
        return None
    if not currency or currency == Organisation.objects.values_list("currency", flat=True).get():
        return revenue
    if len(currency) != 3 or not currency.isalpha():
        raise Refused(currency=f"{currency!r} is not a currency's three letters, such as EUR.")
    rate = ExchangeRate.objects.filter(currency=currency).values_list("rate", flat=True).first()
    return None if rate is None else (revenue * rate).quantize(Decimal("0.01"))
