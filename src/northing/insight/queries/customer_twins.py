"""Which customer is meant by a name, and which may be the same as another one."""

from django.db.models import Q

from northing.insight.models import Contact, Customer
from northing.kernel.errors import Refused

MOST = 8
SHORTEST = 3
# Addresses that anybody may have say nothing about who somebody works for.
EVERYBODYS = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com",
        "me.com", "gmx.de", "gmx.net", "web.de", "aol.com", "proton.me", "protonmail.com", "mail.com",
    }
)  # fmt: skip


def twins(customer: Customer) -> list[Customer]:
    """Those whose name begins with the same word or whose people write from the same domain."""
    first = customer.name.split()[0] if customer.name.split() else ""
    alike = Q(name__istartswith=first) if len(first) >= SHORTEST else Q()
    for domain in _domains(customer):
        alike |= Q(contacts__email__endswith=f"@{domain}")
    if not alike:
        return []
    others = Customer.objects.standing().exclude(pk=customer.pk)
    return list(others.filter(alike).distinct().order_by("name", "id")[:MOST])


def named(text: str) -> Customer:
    """The one customer of this name; refused, saying which there are, when none or several have it."""
    said = " ".join(text.split())
    standing = Customer.objects.standing()
    found = list(standing.filter(name__iexact=said)[:2]) or list(standing.filter(keys__key=said)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            other=f"Several customers are called “{said}”. Open the one that goes and merge it from there."
        )
    near = ", ".join(standing.filter(name__icontains=said).values_list("name", flat=True)[:5])
    raise Refused(other=f"Nobody is called “{said}”." + (f" Do you mean {near}?" if near else ""))


def _domains(customer: Customer) -> set[str]:
    addresses = Contact.objects.filter(customer=customer).exclude(email="").values_list("email", flat=True)
    return {address.rpartition("@")[2] for address in addresses} - EVERYBODYS
