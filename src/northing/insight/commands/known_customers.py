"""Which customer a row of a file is about, and what it says that is new: asked for all rows at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Lower

from northing.insight.models import (
    Contact,
    Customer,
    CustomerKey,
    CustomerProduct,
    Segment,
    SegmentMembership,
)
from northing.insight.queries.customer_twins import EVERYBODYS

if TYPE_CHECKING:
    from northing.insight.commands.bringing_customers import Draft, Person


@dataclass(slots=True)
class Lack:
    """What a customer has not got yet."""

    keys: list[str] = field(default_factory=list)
    people: "list[Person]" = field(default_factory=list)
    segments: list[str] = field(default_factory=list)
    products: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.keys or self.people or self.segments or self.products)


class KnownCustomers:
    """Found by key, then by a person's address, then by the domain of addresses, then by name."""

    def __init__(self, drafts: "Sequence[Draft]", system: str, *, locked: bool = False) -> None:
        self._emails = {person.email for draft in drafts for person in draft.people if person.email}
        keys = CustomerKey.objects.filter(system=system, key__in={draft.key for draft in drafts if draft.key})
        self._by_key = dict(keys.values_list("key", "customer_id"))
        self._by_email = dict(
            Contact.objects.filter(email__in=self._emails).values_list("email", "customer_id")
        )
        self._by_domain = self._domains()
        self._by_name = self._names({draft.name.lower() for draft in drafts})
        self._merged = dict(Customer.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))
        wanted = {self._standing(pk) for pk in self._candidates(drafts)}
        rows = Customer.objects.filter(pk__in=wanted)
        self._rows = (rows.select_for_update(of=("self",)) if locked else rows).in_bulk()
        self._have = self._links(wanted)

    def of(self, draft: "Draft") -> Customer | None:
        found = self._find(draft)
        return None if found is None else self._rows.get(self._standing(found))

    def lacks(self, customer: Customer, draft: "Draft") -> Lack:
        have = self._have[customer.pk]
        segments = {name.lower(): name for name in draft.segments}
        return Lack(
            [draft.key] if draft.key and draft.key not in self._by_key else [],
            [person for person in draft.people if not self._knows(person, have["people"])],
            [name for low, name in segments.items() if low not in have["segments"] and low not in self._ruled],
            [pk for pk in dict.fromkeys(draft.products) if pk not in have["products"]],
        )

    def _knows(self, person: "Person", names: set[str]) -> bool:
        return person.email in self._by_email if person.email else person.name.lower() in names

    def _find(self, draft: "Draft") -> int | None:
        if draft.key in self._by_key:
            return self._by_key[draft.key]
        for person in draft.people:
            if self._by_email.get(person.email):
                return self._by_email[person.email]
        named = self._by_name.get(draft.name.lower())
        if named is not None:
            return named
        domains = {domain_of(person.email) for person in draft.people} - {""}
        found = {self._by_domain[domain] for domain in domains if domain in self._by_domain}
        return found.pop() if len(found) == 1 else None

    def _candidates(self, drafts: "Sequence[Draft]") -> set[int]:
        return {pk for draft in drafts if (pk := self._find(draft)) is not None}

    def _standing(self, pk: int) -> int:
        while pk in self._merged:
            pk = self._merged[pk]
        return pk

    def _domains(self) -> dict[str, int]:
        """Domains whose people all belong to one customer."""
        wanted = {domain_of(email) for email in self._emails} - {""}
        owners: defaultdict[str, set[int]] = defaultdict(set)
        if wanted:
            known = Contact.objects.exclude(email="").exclude(customer=None).values_list("email", "customer_id")
            for email, customer in known.iterator():
                if customer is not None and (domain := domain_of(email)) in wanted:
                    owners[domain].add(customer)
        return {domain: next(iter(found)) for domain, found in owners.items() if len(found) == 1}

    def _names(self, wanted: set[str]) -> dict[str, int]:
        """Names that only one customer has."""
        owners: defaultdict[str, list[int]] = defaultdict(list)
        standing = Customer.objects.standing().annotate(low=Lower("name")).filter(low__in=wanted)
        for low, pk in standing.values_list("low", "pk"):
            owners[low].append(pk)
        return {name: found[0] for name, found in owners.items() if len(found) == 1}

    def _links(self, customers: set[int]) -> "defaultdict[int, dict[str, set[Any]]]":
        have: defaultdict[int, dict[str, set[Any]]] = defaultdict(
            lambda: {"people": set(), "segments": set(), "products": set()}
        )
        of = {"customer__in": customers}
        for customer, name in Contact.objects.filter(**of).values_list("customer_id", "name"):
            if customer is not None:
                have[customer]["people"].add(name.lower())
        for customer, name in SegmentMembership.objects.filter(**of).values_list(
            "customer_id", "segment__name"
        ):
            have[customer]["segments"].add(name.lower())
        for customer, product in CustomerProduct.objects.filter(**of).values_list("customer_id", "product_id"):
            have[customer]["products"].add(product)
        self._ruled = {name.lower() for name in Segment.objects.exclude(rule=[]).values_list("name", flat=True)}
        return have


def domain_of(email: str) -> str:
    """ "" where anybody may have an address."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in EVERYBODYS else domain
