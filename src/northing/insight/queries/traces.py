"""By what copies of an erased person's words are found, once the rows that said so are gone."""

import json
from dataclasses import asdict, dataclass
from typing import Self
from uuid import UUID

from django.db.models import Q

from northing.insight.models import Contact, Customer, CustomerKey, Feedback
from northing.insight.queries.belongings import Belongings
from northing.organisation.queries.history import event_model

SHORTEST_NAME = 5  # "Tim" stands in many reasons that are not about him


@dataclass(frozen=True, slots=True)
class Traces:
    """`texts`: what they said. `changes`: what ever changed anything of theirs; an import is one change."""

    visitors: frozenset[int]
    addresses: frozenset[str]
    names: frozenset[str]
    texts: frozenset[str]
    changes: frozenset[str]

    @property
    def words(self) -> list[str]:
        """Addresses, and names that nobody else is likely to have, in small letters."""
        names = {name for name in self.names if " " in name or len(name) >= SHORTEST_NAME}
        return sorted({word.lower() for word in self.addresses | names})

    def written(self) -> str:
        return json.dumps({name: sorted(found) for name, found in asdict(self).items()})

    @classmethod
    def read(cls, written: str) -> Self:
        return cls(**{name: frozenset(found) for name, found in json.loads(written).items()})


def traces(of: Belongings) -> Traces:
    """Asked before anything of theirs goes."""
    said = Feedback.objects.filter(pk__in=of.feedback).values_list("title", "text")
    comments = of.comments.values_list("text", flat=True)
    return Traces(
        visitors=of.visitors,
        addresses=of.addresses,
        names=of.names,
        texts=frozenset(text for pair in said for text in pair if text.strip()) | frozenset(comments),
        changes=frozenset(str(change) for change in _changes(of)),
    )


def _changes(of: Belongings) -> set[UUID]:
    theirs = {
        Feedback: Q(pgh_obj_id__in=of.feedback),
        Contact: Q(pgh_obj_id__in=of.contacts),
        Customer: Q(pgh_obj_id__in=of.customers),
        CustomerKey: Q(customer_id__in=of.customers),
    }
    return {
        change
        for model, which in theirs.items()
        for change in event_model(model).objects.filter(which).values_list("pgh_context_id", flat=True)
        if change
    }
