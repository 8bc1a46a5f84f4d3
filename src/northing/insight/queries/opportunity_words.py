"""A filter of opportunities in words: the chips above the list, and the views that one can go to."""

from dataclasses import dataclass

from django.db.models import QuerySet

from northing.insight.models import OpportunityState
from northing.insight.queries import customer_choices
from northing.insight.queries.customer_words import Chip
from northing.insight.queries.money import our_currency
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member, SavedView
from northing.ui import formatting

PAGE = "insight.opportunities"
MOST = 12  # more saved views are no overview
STANDING = {
    "Open": OpportunityFilter(),
    "Open, without a feature": OpportunityFilter(unserved=True, whole=True),
    "To be decided": OpportunityFilter(sort="decide", whole=True),
    "Parked": OpportunityFilter(state=(OpportunityState.PARKED,), whole=True),
    "Solved": OpportunityFilter(state=(OpportunityState.SOLVED,), whole=True),
    "Declined": OpportunityFilter(state=(OpportunityState.DECLINED,), whole=True),
}


@dataclass(frozen=True, slots=True)
class View:
    """`saved` is None for those that everybody has; `mine`: the actor may delete it."""

    name: str
    query: str
    here: bool
    saved: SavedView | None = None
    mine: bool = False


def views(actor: Member, wanted: OpportunityFilter) -> list[View]:
    here = wanted.query()
    standing = [View(name, each.query(), each.query() == here) for name, each in STANDING.items()]
    saved = [
        View(view.name, query, query == here, view, view.owner_id == actor.pk)
        for view in saved_views(actor)[:MOST]
        for query in [_readable(view.query)]
    ]
    return [*standing, *saved]


def saved_views(actor: Member) -> "QuerySet[SavedView]":
    return SavedView.objects.visible_to(actor).filter(page=PAGE).select_related("owner")


def saved_view(actor: Member, pk: int) -> SavedView:
    found = saved_views(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def chips(actor: Member, wanted: OpportunityFilter) -> list[Chip]:
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
    return found


def _readable(query: str) -> str:
    """A view that was saved when the list knew other columns still opens: as the whole list."""
    try:
        return OpportunityFilter.parse(query).query()
    except Refused:
        return ""
