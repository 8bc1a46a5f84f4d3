"""A filter in words: the chips above the list, each with the address of the list without it."""

from dataclasses import dataclass

from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import NO_FIELDS
from northing.organisation.queries.custom_filters import chips_of
from northing.planning.models import FeatureState
from northing.planning.queries.choices import ROWS
from northing.planning.queries.feature_columns import own_fields
from northing.planning.queries.feature_filter import FeatureFilter

LABELS = {
    "product": "Product",
    "line": "Product line",
    "team": "Team",
    "initiative": "Initiative",
    "owner": "Owner",
    "release": "Release",
}
DAYS = {
    "before": "Finishes before",
    "after": "Finishes from",
    "shipped_since": "Shipped since",
    "since": "Chances compared with",
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    without: str


def chips(actor: Member, wanted: FeatureFilter) -> list[Chip]:
    """One for each part of the filter that is in force; names are looked up once a kind."""
    found = []
    if wanted.q:
        found.append(Chip("Says", f"“{wanted.q}”", wanted.query(q="")))
    if wanted.open is not None:
        found.append(Chip("State is", "open" if wanted.open else "closed", wanted.query(open=None)))
    if wanted.state:
        words = " or ".join(str(FeatureState(state).label) for state in wanted.state)
        found.append(Chip("State is", words, wanted.query(state=())))
    for name, label in LABELS.items():
        if ids := getattr(wanted, name):
            names = [str(row) for row in ROWS[name](actor).filter(pk__in=ids)] or ["none that you see"]
            found.append(Chip(label, " or ".join(names), wanted.query(**{name: ()})))
    if wanted.risk:
        found.append(Chip("Chance", "below 75\u202f%", wanted.query(risk=False)))
    if wanted.committed is not None:
        said = "with a date" if wanted.committed else "none"
        found.append(Chip("Commitment", said, wanted.query(committed=None)))
    own = own_fields() if wanted.custom else NO_FIELDS
    found += [Chip(name, said, wanted.query(custom=rest)) for name, said, rest in chips_of(own, wanted.custom)]
    for name, label in DAYS.items():
        if day := getattr(wanted, name):
            found.append(Chip(label, f"{day:%-d %B %Y}", wanted.query(**{name: None})))
    return found
