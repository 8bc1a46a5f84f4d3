"""A filter of customers in words: the chips above the list, each with the address of the list without it."""

from dataclasses import dataclass

from northing.insight.models import Health
from northing.insight.queries import customer_choices
from northing.insight.queries.customer_filter import CustomerFilter
from northing.organisation.models import Member
from northing.organisation.queries.currency import our_currency
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    without: str


def chips(actor: Member, wanted: CustomerFilter) -> list[Chip]:
    """One for each part of the filter that is in force; names are looked up once a kind."""
    found = []
    if wanted.q:
        found.append(Chip("Says", f"“{wanted.q}”", wanted.query(q="")))
    if wanted.health:
        words = " or ".join(str(Health(health).label) for health in wanted.health)
        found.append(Chip("Health", words, wanted.query(health=())))
    rows = {
        "segment": ("Segment", customer_choices.segments()),
        "product": ("Uses", customer_choices.products(actor)),
        "owner": ("Owner", customer_choices.people()),
    }
    for name, (label, known) in rows.items():
        if ids := getattr(wanted, name):
            names = [str(row) for row in known.filter(pk__in=ids)] or ["none that you see"]
            found.append(Chip(label, " or ".join(names), wanted.query(**{name: ()})))
    if wanted.plan:
        found.append(Chip("Plan", " or ".join(wanted.plan), wanted.query(plan=())))
    if wanted.worth_from is not None:
        amount = formatting.short_money(float(wanted.worth_from), our_currency())
        found.append(Chip("Revenue from", amount, wanted.query(worth_from=None)))
    if wanted.renews_before is not None:
        day = formatting.long_day(wanted.renews_before)
        found.append(Chip("Renews before", day, wanted.query(renews_before=None)))
    return found
