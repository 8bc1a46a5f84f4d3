"""The kinds of texts that are compared, each with signatures of its own; what is counted is shared."""

from dataclasses import dataclass

from django.db import models

from northing.insight.models import Feedback, FeedbackSignature, Opportunity, OpportunitySignature, Signature
from northing_engine.similarity import LOOKED_UP


@dataclass(frozen=True, slots=True)
class Shelf:
    """`thing` is how the database's functions call it; `said` names its fields of title and text. `budget`:
    how many pieces telling terms may bring in together."""

    thing: str
    texts: type[models.Model]
    said: tuple[str, str]
    signatures: type[Signature]
    budget: int

    @property
    def table(self) -> str:
        return self.signatures._meta.db_table


FEEDBACK = Shelf("feedback", Feedback, ("title", "text"), FeedbackSignature, LOOKED_UP)
# Problems are few: every word that they share with a piece may be looked up.
OPPORTUNITIES = Shelf("opportunity", Opportunity, ("name", "statement"), OpportunitySignature, 1_000_000_000)
