"""The inbox's filter in words, and what it may be narrowed by."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from northing.insight.models import Customer, Feedback, Segment
from northing.insight.queries.inbox_filter import Age, InboxFilter
from northing.organisation.models import Member
from northing.organisation.queries.people import active_members
from northing.portfolio.models import Product

NAMES = {
    "q": "Says",
    "who": "Customer",
    "customer": "Customer",
    "source": "Source",
    "kind": "Kind",
    "segment": "Segment",
    "product": "Product",
    "assignee": "Assignee",
    "language": "Language",
    "age": "Received",
}
AGES = {
    Age.DAY: "Since yesterday",
    Age.WEEK: "In the last week",
    Age.MONTH: "In the last month",
    Age.OLDER: "Longer ago",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the filter that is in force; `without` is the address of the list without it."""

    label: str
    value: str
    without: str


def chips(actor: Member, wanted: InboxFilter) -> list[Chip]:
    """One for each part of the filter that is in force."""
    nothing = InboxFilter()
    parts = [name for name in NAMES if getattr(wanted, name) != getattr(nothing, name)]
    rows = rows_of_choices(actor)
    return [
        Chip(
            NAMES[name],
            " or ".join(_words(getattr(wanted, name), rows.get(name))) or "none that you see",
            wanted.query(**{name: getattr(nothing, name)}),
        )
        for name in parts
    ]


def _words(value: Any, rows: "QuerySet[Any] | None") -> list[str]:
    """What a part of the filter asks for, in words; names are looked up once a kind."""
    if rows is not None:
        return [str(row) for row in rows.filter(pk__in=value if isinstance(value, tuple) else [value])]
    if isinstance(value, Age):
        return [AGES[value].lower()]
    if isinstance(value, str):
        return [f"“{value}”"]
    return [str(getattr(part, "label", part)) for part in value]


def rows_of_choices(actor: Member) -> "dict[str, QuerySet[Any]]":
    return {
        "customer": Customer.objects.all(),
        "segment": Segment.objects.all(),
        "product": Product.objects.visible_to(actor),
        "assignee": active_members(),
    }


def languages() -> list[str]:
    """Those that anybody has written in."""
    used = Feedback.objects.exclude(language="").order_by("language")
    return list(used.values_list("language", flat=True).distinct())
