"""Keeping customers: who they are and what they are worth in the organisation's own currency."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from northing.insight import policies
from northing.insight.commands.rows import change, check, only_known
from northing.insight.models import Customer, ExchangeRate, SegmentMembership
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Organisation

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
    return customer


def change_customer(*, actor: Member, customer: Customer, reason: str = "", **changes: Any) -> Customer:
    """Change the named fields; what it is worth follows its revenue and currency."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.change_customer", reason=reason):
        found = locked_customer(customer)
        if "currency" in changes:
            changes["currency"] = changes["currency"].upper()
        change(found, changes, OF_A_CUSTOMER)
        if {"revenue", "currency"} & changes.keys():
            found.worth = in_our_currency(found.revenue, found.currency)
            found.save(update_fields=["worth"])
    return found


def put_in_segments(*, actor: Member, customer: Customer, segments: Iterable[int], reason: str = "") -> None:
    """Exactly these of the segments that people fill one by one; those by rule keep themselves."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    wanted = set(segments)
    with recorded(actor=actor, command="insight.put_in_segments", reason=reason):
        by_hand = SegmentMembership.objects.filter(customer=customer, by_rule=False)
        by_hand.exclude(segment__in=wanted).delete()
        have = SegmentMembership.objects.filter(customer=customer).values_list("segment_id", flat=True)
        SegmentMembership.objects.bulk_create(
            SegmentMembership(customer=customer, segment_id=segment) for segment in sorted(wanted - set(have))
        )


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
