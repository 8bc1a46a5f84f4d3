"""Bringing many customers at once: each found by its system's id, by its people's addresses, or by name.

Safe to run twice: what says nothing new is not written. A file's empty cells take nothing away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from northing.insight import policies
from northing.insight.commands.customers import KEPT_BY
from northing.insight.commands.known_customers import KnownCustomers
from northing.insight.commands.memberships import refresh_segments
from northing.insight.models import (
    Contact,
    Customer,
    CustomerKey,
    CustomerProduct,
    ExchangeRate,
    Segment,
    SegmentMembership,
)
from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.queries.currency import our_currency

CENT = Decimal("0.01")
AT_ONCE = 1000


@dataclass(slots=True)
class Person:
    name: str
    email: str = ""
    title: str = ""


@dataclass(slots=True)
class Draft:
    """One customer as a file says it. `fields`: columns of `Customer`; what is not there stays as it is."""

    name: str
    key: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    segments: list[str] = field(default_factory=list)
    products: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Brought:
    new: int
    changed: int
    same: int


def look_at_customers(drafts: Sequence[Draft], system: str) -> Brought:
    """What `bring_customers` would do. Nothing is written."""
    known = KnownCustomers(drafts, system)
    found = [(draft, known.of(draft)) for draft in drafts]
    new = sum(customer is None for _, customer in found)
    changed = sum(
        customer is not None and bool(_differences(customer, draft) or known.lacks(customer, draft))
        for draft, customer in found
    )
    return Brought(new, changed, len(found) - new - changed)


def bring_customers(*, actor: Member, drafts: Sequence[Draft], system: str, reason: str = "") -> Brought:
    """`system`: what the keys in the file belong to. One change, undone as one."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.bring_customers", reason=reason):
        expected = look_at_customers(drafts, system)
        known = KnownCustomers(drafts, system, locked=True)
        pairs = [(draft, known.of(draft)) for draft in drafts]
        made = _make([draft for draft, customer in pairs if customer is None])
        fresh = iter(made)
        rows = [(draft, customer or next(fresh)) for draft, customer in pairs]
        _change([(draft, customer) for draft, customer in pairs if customer is not None])
        _link(rows, known, system)
        _value([customer for _, customer in rows])
        refresh_segments(customers=[customer.pk for _, customer in rows])
    return expected


def _make(drafts: Iterable[Draft]) -> list[Customer]:
    now = clock.now()
    made = [Customer(name=draft.name, created_at=now, **draft.fields) for draft in drafts]
    return Customer.objects.bulk_create(made, batch_size=AT_ONCE)


def _change(pairs: Iterable[tuple[Draft, Customer]]) -> None:
    changed: list[Customer] = []
    names: set[str] = set()
    for draft, customer in pairs:
        if differences := _differences(customer, draft):
            for name, value in differences.items():
                setattr(customer, name, value)
            names |= differences.keys()
            changed.append(customer)
    if changed:
        Customer.objects.bulk_update(changed, sorted(names), batch_size=AT_ONCE)


def _differences(customer: Customer, draft: Draft) -> dict[str, Any]:
    said = {"name": draft.name} | draft.fields
    return {name: value for name, value in said.items() if getattr(customer, name) != value}


def _link(rows: Sequence[tuple[Draft, Customer]], known: KnownCustomers, system: str) -> None:
    """Keys, people, segments and products that are not there yet; nothing is taken away."""
    segments = _segments({name for draft, _ in rows for name in draft.segments})
    keys, people, memberships, uses = [], [], [], []
    for draft, customer in rows:
        lack = known.lacks(customer, draft)
        keys += [CustomerKey(customer=customer, system=system, key=key) for key in lack.keys]
        people += [Contact(customer=customer, **vars_of(person)) for person in lack.people]
        memberships += [
            (customer, segments[name.lower()]) for name in lack.segments if name.lower() in segments
        ]
        uses += [CustomerProduct(customer=customer, product_id=product) for product in lack.products]
    CustomerKey.objects.bulk_create(keys, batch_size=AT_ONCE)
    Contact.objects.bulk_create(people, batch_size=AT_ONCE)
    SegmentMembership.objects.bulk_create(
        (SegmentMembership(customer=customer, segment=segment) for customer, segment in memberships),
        batch_size=AT_ONCE,
    )
    CustomerProduct.objects.bulk_create(uses, batch_size=AT_ONCE)


def vars_of(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "title": person.title}


def _segments(names: set[str]) -> dict[str, Segment]:
    """By their names in small letters; those that are new are made. Segments with a rule fill themselves."""
    there = {segment.name.lower(): segment for segment in Segment.objects.all()}
    missing = {name.lower(): name for name in sorted(names) if name.lower() not in there}
    last = max((segment.position for segment in there.values()), default=0)
    for at, name in enumerate(missing.values(), start=1):
        there[name.lower()] = Segment.objects.create(name=name[:80], position=last + at)
    return {name: segment for name, segment in there.items() if not segment.by_rule}


def _value(customers: Iterable[Customer]) -> None:
    """What they are worth in our currency; only what differs is written."""
    rates = {rate.currency: rate.rate for rate in ExchangeRate.objects.all()}
    ours = our_currency()
    changed = []
    for customer in customers:
        rate = Decimal(1) if customer.currency in ("", ours) else rates.get(customer.currency)
        worth = None if customer.revenue is None or rate is None else (customer.revenue * rate).quantize(CENT)
        if customer.worth != worth:
            customer.worth = worth
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["worth"], batch_size=AT_ONCE)
