"""A filter of opportunities in words: the chips above the list."""

from northing.insight.models import OpportunityState
from northing.insight.queries import customer_choices
from northing.insight.queries.customer_words import Chip
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.organisation.models import Member
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.custom_fields import CustomFields
from northing.organisation.queries.custom_filters import chips_of
from northing.ui import formatting


def chips(actor: Member, wanted: OpportunityFilter, own: CustomFields) -> list[Chip]:
    """One for each part of the filter that is in force; names are looked up once a kind."""
    found = []
    if wanted.q:
        found.append(Chip("Says", f"“{wanted.q}”", wanted.query(q="")))
    if wanted.state:
        words = " or ".join(str(OpportunityState(state).label) for state in wanted.state)
        found.append(Chip("State", words, wanted.query(state=())))
    rows = {
        "product": ("Product", customer_choices.products(actor)),
        "segment": ("Asked for by", customer_choices.segments()),
        "owner": ("Owner", customer_choices.people()),
    }
    for name, (label, known) in rows.items():
        if ids := getattr(wanted, name):
            names = [str(row) for row in known.filter(pk__in=ids)] or ["none that you see"]
            found.append(Chip(label, " or ".join(names), wanted.query(**{name: ()})))
    if wanted.worth_from is not None:
        amount = formatting.short_money(float(wanted.worth_from), our_currency())
        found.append(Chip("Asking from", amount, wanted.query(worth_from=None)))
    if wanted.unserved:
        found.append(Chip("Features", "none", wanted.query(unserved=False)))
    return found + [
        Chip(name, said, wanted.query(custom=without)) for name, said, without in chips_of(own, wanted.custom)
    ]
