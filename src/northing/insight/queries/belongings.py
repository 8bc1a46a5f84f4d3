"""Everything that belongs to one person: a contact, a customer who is a person, or a visitor of the portal."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from northing.insight.models import (
    Comment,
    Contact,
    Customer,
    CustomerKind,
    Feedback,
    Visitor,
    Vote,
)
from northing.kernel.errors import Refused

Person = Contact | Customer | Visitor


@dataclass(frozen=True, slots=True)
class Belongings:
    """Primary keys, and the words by which copies are found. `customers`: where it is the person."""

    contacts: frozenset[int]
    customers: frozenset[int]
    feedback: frozenset[int]
    visitors: frozenset[int]
    addresses: frozenset[str]
    names: frozenset[str]

    @property
    def votes(self) -> Any:
        return Vote.objects.filter(Q(visitor__in=self.visitors) | Q(customer__in=self.customers))

    @property
    def comments(self) -> Any:
        return Comment.objects.filter(visitor__in=self.visitors)


def belongings(person: Person) -> Belongings:
    customers = _customers(person) if isinstance(person, Customer) else frozenset()
    contacts = list(_contacts(person, customers))
    addresses = frozenset(contact.email for contact in contacts if contact.email)
    ids = frozenset(contact.pk for contact in contacts)
    itself = Q(pk=person.pk) if isinstance(person, Visitor) else Q()
    visitors = list(Visitor.objects.filter(Q(contact__in=ids) | Q(email__in=addresses) | itself))
    said = Feedback.objects.filter(Q(contact__in=ids) | Q(customer__in=customers))
    names = {contact.name for contact in contacts} | {visitor.name for visitor in visitors}
    names |= set(Customer.objects.filter(pk__in=customers).values_list("name", flat=True))
    return Belongings(
        contacts=ids,
        customers=customers,
        feedback=frozenset(said.values_list("pk", flat=True)),
        visitors=frozenset(visitor.pk for visitor in visitors),
        addresses=addresses | frozenset(visitor.email for visitor in visitors),
        names=frozenset(name for name in names if name),
    )


def _contacts(person: Person, customers: frozenset[int]) -> Any:
    if isinstance(person, Visitor):
        return Contact.objects.filter(Q(pk=person.contact_id) | Q(email=person.email))
    if customers:
        return Contact.objects.filter(customer__in=customers)
    return Contact.objects.filter(pk=person.pk)


def _customers(person: Customer) -> frozenset[int]:
    """The customer and all that were merged into it."""
    if person.kind != CustomerKind.PERSON:
        raise Refused(f"{person.name} is a company. Open one of its people to export or erase their data.")
    found = {person.pk}
    while True:
        more = set(Customer.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - found
        if not more:
            return frozenset(found)
        found |= more
