"""Whom a batch names: customers and contacts found all at once, and made where nobody is."""

from collections.abc import Iterable, Sequence

from django.db.models.functions import Lower

from northing.insight.commands.bringing.pieces import Incoming
from northing.insight.commands.memberships import refresh_segments
from northing.insight.models import Contact, Customer, CustomerKey
from northing.kernel import clock

Who = tuple[int | None, int | None]
"""Ids of customer and contact."""


class People:
    """Who speaks in a batch of tidy pieces. Found by key, then by address, then by name, capitals aside."""

    def __init__(self, pieces: Sequence[Incoming], *, may_make: bool) -> None:
        self._may_make = may_make
        self.customers_made = self.contacts_made = 0
        self._by_key = self._known_keys(pieces)
        self._by_address: dict[str, tuple[int, int | None]] = {
            email: (pk, customer)
            for email, pk, customer in Contact.objects.filter(
                email__in={piece.contact_email for piece in pieces if piece.contact_email}
            ).values_list("email", "pk", "customer_id")
        }
        self._by_name = self._known_names({piece.customer_name.lower() for piece in pieces} - {""})
        if may_make:
            self._make_customers(pieces)
        self._by_person = self._known_persons(pieces)
        if may_make:
            self._make_contacts(pieces)

    def who(self, piece: Incoming) -> Who:
        """(None, None) when the piece names nobody, or nobody that is there."""
        return self._customer(piece), self._contact(piece)

    def is_strange(self, piece: Incoming) -> bool:
        """It names a customer who is not there and may not be made."""
        return bool(piece.customer_name) and self._customer(piece) is None

    def _customer(self, piece: Incoming) -> int | None:
        if piece.customer is not None:
            return piece.customer
        if piece.customer_key and (known := self._by_key.get((piece.system, piece.customer_key))):
            return known
        if piece.customer_name:
            return self._by_name.get(piece.customer_name.lower())
        return self._by_address[piece.contact_email][1] if piece.contact_email in self._by_address else None

    def _contact(self, piece: Incoming) -> int | None:
        if piece.contact is not None:
            return piece.contact
        if piece.contact_email:
            return self._by_address.get(piece.contact_email, (None, None))[0]
        if piece.contact_name:
            return self._by_person.get((self._customer(piece), piece.contact_name.lower()))
        return None

    def _known_keys(self, pieces: Sequence[Incoming]) -> dict[tuple[str, str], int]:
        keys = {piece.customer_key for piece in pieces} - {""}
        rows = CustomerKey.objects.filter(key__in=keys) if keys else CustomerKey.objects.none()
        return {
            (system, key): merged or customer
            for system, key, customer, merged in rows.values_list(
                "system", "key", "customer_id", "customer__merged_into_id"
            )
        }

    def _known_names(self, names: set[str]) -> dict[str, int]:
        """One that stands goes before one that was merged, which leads to where it went; then the oldest."""
        rows = Customer.objects.alias(lower=Lower("name")).filter(lower__in=names) if names else ()
        found: dict[str, int] = {}
        for customer in sorted(rows, key=lambda row: (row.merged_into_id is not None, row.pk)):
            found.setdefault(customer.name.lower(), customer.merged_into_id or customer.pk)
        return found

    def _known_persons(self, pieces: Sequence[Incoming]) -> dict[tuple[int | None, str], int]:
        """Those without an address of their own in the batch, within their customer."""
        unaddressed = [piece for piece in pieces if piece.contact_name and not piece.contact_email]
        names = {piece.contact_name.lower() for piece in unaddressed}
        rows = Contact.objects.alias(lower=Lower("name")).filter(lower__in=names) if names else ()
        found: dict[tuple[int | None, str], int] = {}
        for contact in sorted(rows, key=lambda row: row.pk):
            found.setdefault((contact.customer_id, contact.name.lower()), contact.pk)
        return found

    def _make_customers(self, pieces: Iterable[Incoming]) -> None:
        new: dict[str, Customer] = {}
        named = [piece for piece in pieces if piece.customer_name and piece.customer is None]
        for piece in named:
            if self._customer(piece) is None:
                row = Customer(name=piece.customer_name, created_at=clock.now())
                new.setdefault(piece.customer_name.lower(), row)
        Customer.objects.bulk_create(new.values())
        self._by_name |= {name: row.pk for name, row in new.items()}
        keys = {
            (piece.system, piece.customer_key): self._by_name[piece.customer_name.lower()]
            for piece in named
            if piece.customer_key and (piece.system, piece.customer_key) not in self._by_key
        }
        CustomerKey.objects.bulk_create(
            CustomerKey(customer_id=customer, system=system, key=key)
            for (system, key), customer in keys.items()
        )
        self._by_key |= keys
        self.customers_made = len(new)
        if new:
            refresh_segments(customers=[row.pk for row in new.values()])

    def _make_contacts(self, pieces: Iterable[Incoming]) -> None:
        new: dict[tuple[int | None, str], Contact] = {}
        for piece in pieces:
            if self._contact(piece) is not None or not (piece.contact_email or piece.contact_name):
                continue
            customer = self._customer(piece)
            if customer is None and not piece.contact_email:
                continue  # a nickname alone is nobody that one could write to or meet again
            whose = None if piece.contact_email else customer
            name = piece.contact_name or piece.contact_email.partition("@")[0]
            row = Contact(customer_id=customer, name=name[:160], email=piece.contact_email)
            new.setdefault((whose, piece.contact_email or name.lower()), row)
        Contact.objects.bulk_create(new.values())
        for (whose, called), row in new.items():
            if row.email:
                self._by_address[row.email] = (row.pk, row.customer_id)
            else:
                self._by_person[whose, called] = row.pk
        self.contacts_made = len(new)
