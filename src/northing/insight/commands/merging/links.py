"""What points to a piece of feedback, an opportunity or a customer, and moves when that is merged."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from northing.insight.models import (
    Answer,
    Comment,
    Contact,
    Customer,
    CustomerKey,
    CustomerProduct,
    Feedback,
    Following,
    Highlight,
    Merged,
    Opportunity,
    OpportunityAim,
    OpportunitySignal,
    Question,
    SegmentMembership,
    Vote,
)

MODELS: dict[str, type[Feedback | Opportunity | Customer]] = {
    Merged.FEEDBACK: Feedback,
    Merged.OPPORTUNITY: Opportunity,
    Merged.CUSTOMER: Customer,
}


def _itself(pk: int) -> Any:
    return pk


@dataclass(frozen=True, slots=True)
class Link:
    """A field of a model that points to the thing.

    `beside`: with these fields a row says the same as another one; where the kept thing has such a row already,
    the other stays with the original. `value`: how the field writes the thing, where it is not its id.
    """

    model: type[models.Model]
    field: str
    beside: tuple[str, ...] = ()
    only: models.Q = dataclasses.field(default_factory=models.Q)
    value: Callable[[int], Any] = _itself

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def rows(self) -> "models.QuerySet[Any]":
        return self.model._default_manager.filter(self.only)


def topic_of(pk: int) -> str:
    return f"opportunity:{pk}"


_links: dict[str, list[Link]] = {
    Merged.FEEDBACK: [],
    Merged.OPPORTUNITY: [
        Link(Highlight, "opportunity", ("feedback", "begins", "ends")),
        Link(Vote, "opportunity", ("visitor", "customer")),
        Link(Comment, "opportunity"),
        Link(Question, "opportunity"),
        Link(OpportunityAim, "opportunity", ("objective", "key_result")),
        Link(OpportunitySignal, "opportunity", ("signal",)),
        Link(Following, "topic", ("visitor",), value=topic_of),
    ],
    Merged.CUSTOMER: [
        Link(Feedback, "customer"),
        Link(Contact, "customer"),
        Link(CustomerKey, "customer"),
        Link(CustomerProduct, "customer", ("product",)),
        Link(SegmentMembership, "customer", ("segment",), models.Q(by_rule=False)),
        Link(Vote, "customer", ("opportunity", "visitor")),
        Link(Answer, "customer"),
    ],
}

# What the kept thing takes over where it has nothing of its own; the first of a group decides for all of it.
FILLS: dict[str, tuple[tuple[str, ...], ...]] = {
    Merged.FEEDBACK: (("customer", "contact"), ("product",)),
    Merged.OPPORTUNITY: (("product",), ("owner",), ("statement",)),
    Merged.CUSTOMER: (
        ("revenue", "currency", "worth"),
        *(
            (name,)
            for name in ("plan", "country", "since", "renews_on", "decides_on", "health", "owner", "note")
        ),
    ),
}


def moves(thing: str, link: Link) -> None:
    """Said once, when a room is loaded."""
    if link not in _links[thing]:
        _links[thing].append(link)


def links_of(thing: str) -> tuple[Link, ...]:
    return tuple(_links[thing])
