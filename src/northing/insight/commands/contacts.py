"""The people who speak for a customer."""

from typing import Any

from northing.insight import policies
from northing.insight.commands.customers import KEPT_BY, locked_customer
from northing.insight.commands.rows import change, check
from northing.insight.models import Contact, Customer
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member

OF_A_CONTACT = frozenset({"name", "email", "title", "decides", "met_on", "customer"})


def add_contact(*, actor: Member, customer: Customer, name: str, reason: str = "", **fields: Any) -> Contact:
    """One person a time; an address belongs to one person."""
    only_known(fields, OF_A_CONTACT - {"customer"})
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.add_contact", reason=reason):
        person = Contact(customer=locked_customer(customer), name=name.strip(), **fields)
        _tidy(person)
        check(person)
        person.save(force_insert=True)
    return person


def change_contact(*, actor: Member, contact: Contact, reason: str = "", **changes: Any) -> Contact:
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.change_contact", reason=reason):
        person = _locked(contact)
        if "email" in changes:
            changes["email"] = changes["email"].strip().lower()
            _free(changes["email"], person)
        change(person, changes, OF_A_CONTACT)
    return person


def remove_contact(*, actor: Member, contact: Contact) -> None:
    """What they said stays with their customer. To leave no trace of a person, erase them."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    with recorded(actor=actor, command="insight.remove_contact"):
        _locked(contact).delete()


def _locked(contact: Contact) -> Contact:
    person = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if person is None:
        raise NotVisible
    return person


def _tidy(person: Contact) -> None:
    person.email = person.email.strip().lower()
    _free(person.email, person)


def _free(email: str, person: Contact) -> None:
    other = Contact.objects.filter(email=email).exclude(pk=person.pk).select_related("customer").first()
    if email and other is not None:
        raise Refused(email=f"{other.name} of {other.customer or 'no customer'} has this address.")
