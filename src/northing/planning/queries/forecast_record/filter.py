"""Which promises the record is about: by the product, and by how long ago their day fell."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.organisation.models import Member
from northing.planning.models import Commitment, Feature, Outcome

MONTHS = (6, 12, 18, 0)
USUAL = 18
A_MONTH = timedelta(days=365.25 / 12)
SAID = ("", "sealed", "rehearsed")


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """`months` back from today, 0 for all. By the promise's own day and not by when it was made: of those made
    lately only the short ones have come due, and those hold best. `said` picks the sealed chances or the
    rehearsed ones; "" whichever there is more to learn from.
    """

    months: int = USUAL
    product: int | None = None
    said: str = ""
    page: int = 1

    @classmethod
    def parse(cls, query: QueryDict) -> "RecordFilter":
        months = _whole(query, "months", USUAL)
        if months not in MONTHS:
            raise Refused(months="Choose 6, 12 or 18 months, or 0 for all.")
        said = query.get("said", "")
        if said not in SAID:
            raise Refused(said="Choose sealed or rehearsed.")
        page = min(max(_whole(query, "page", 1), 1), 100_000)
        return cls(months, _whole(query, "product", 0) or None, said, page)

    def query(self, **changes: Any) -> str:
        """This filter as an address, with some parts changed."""
        other = replace(self, **({"page": 1} | changes))
        parts = {"months": other.months, "product": other.product, "said": other.said, "page": other.page}
        usual = {"months": USUAL, "page": 1}
        return urlencode(
            {key: value for key, value in parts.items() if value not in (None, "", usual.get(key))}
        )

    def features(self, actor: Member) -> "QuerySet[Feature]":
        found = Feature.objects.visible_to(actor)
        return found.filter(product=self.product) if self.product else found

    def since(self, today: date) -> date:
        return today - self.months * A_MONTH if self.months else date.min

    def promises(self, actor: Member, today: date) -> "QuerySet[Commitment]":
        """Those that score: not withdrawn, and their day has passed. One that was kept ahead of its day waits
        for it, as the late ones have to; otherwise the early ones would flatter the record."""
        return Commitment.objects.filter(
            ~Q(outcome=Outcome.WITHDRAWN),
            due_on__lt=today,
            due_on__gte=self.since(today),
            feature__in=self.features(actor),
        )

    def kept_early(self, actor: Member, today: date) -> "QuerySet[Commitment]":
        return Commitment.objects.filter(
            outcome=Outcome.HELD, due_on__gte=today, feature__in=self.features(actor)
        )


def _whole(query: QueryDict, name: str, default: int) -> int:
    text = query.get(name, "")
    if not text:
        return default
    if (number := whole(text)) is None:
        raise Refused(**{name: f"'{text[:40]}' is not a whole number."})
    return number
