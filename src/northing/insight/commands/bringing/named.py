"""One piece of which a program says in its own words who said it."""

from typing import Any

from northing.insight import policies
from northing.insight.commands.bringing.bring import STRANGER
from northing.insight.commands.bringing.people import People
from northing.insight.commands.bringing.pieces import Incoming, faults, tidy
from northing.insight.commands.feedback import VIEWERS_READ, add_feedback
from northing.insight.models import Contact, Customer, Feedback
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

WHO = ("customer_name", "customer_key", "contact_name", "contact_email")


def put_feedback(*, actor: Member, text: str, system: str = "", **fields: Any) -> Feedback:
    """`add_feedback`, where the fields of `WHO` may name customer and person as `Incoming` does: who is not
    there yet is made."""
    who = {name: fields.pop(name, "") for name in WHO}
    if not any(who.values()):
        return add_feedback(actor=actor, text=text, system=system, **fields)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    customer = fields.get("customer")
    said = tidy(Incoming(text=text, system=system, customer=customer.pk if customer else None, **who))
    for field, wrong in faults(said, ()):
        raise Refused(**{field: f"{wrong}."})
    with recorded(actor=actor, command="insight.add_feedback"):
        people = People([said], may_make=policies.may_curate(actor))
        if people.is_strange(said):
            raise Refused(customer_name=f"{STRANGER}.")
        whose, person = people.who(said)
        if whose is not None:
            fields["customer"] = Customer.objects.get(pk=whose)
        if person is not None:
            fields["contact"] = Contact.objects.get(pk=person)
        return add_feedback(actor=actor, text=text, system=system, **fields)
