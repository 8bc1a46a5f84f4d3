"""Customers that another system brings, found by what it calls them."""

from typing import Any

from northing.insight.commands.customers import change_customer, create_customer
from northing.insight.models import Customer, CustomerKey
from northing.organisation.history import recorded
from northing.organisation.models import Member


def put_customer(
    *, actor: Member, system: str, key: str, name: str, reason: str = "", **fields: Any
) -> Customer:
    """The customer with this key, made or brought up to date; one that was merged leads to where it went."""
    with recorded(actor=actor, command="insight.put_customer", reason=reason):
        known = key and CustomerKey.objects.select_for_update().filter(system=system, key=key).first()
        if known:
            customer = known.customer.merged_into or known.customer
            return change_customer(actor=actor, customer=customer, name=name, **fields)
        customer = create_customer(actor=actor, name=name, **fields)
        if key:
            CustomerKey.objects.create(customer=customer, system=system, key=key)
    return customer
