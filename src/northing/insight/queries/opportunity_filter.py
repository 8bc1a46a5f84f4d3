"""Which opportunities a list shows and in which order: one typed object for the page and a saved view."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from pydantic import Field

from northing.insight.models import Asking, Opportunity, OpportunityQuerySet, OpportunityState
from northing.insight.slots import serving
from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM, SEVERAL, Ids, ListFilter, Words
from northing.organisation.models import FieldAbout, Member
from northing.organisation.queries.custom_fields import CustomFields, fields_of
from northing.organisation.queries.custom_filters import condition

SEARCH_LIMIT = 200
# The sums that may be sorted by are counted, not columns: `opportunity_list` knows how.
SORTS = ("revenue", "pieces", "customers", "name", "state", "decide")
USUAL = "-revenue"
MONTHS = (3, 6, 12, 24)
CLOSED = tuple(state.value for state in Opportunity.CLOSED)


States = Annotated[tuple[OpportunityState, ...], SEVERAL]


class OpportunityFilter(ListFilter):
    """Without states it means those that are still open. `months` is how far back evidence counts."""

    q: str = Field(default="", max_length=SEARCH_LIMIT)
    product: Ids = ()
    state: States = ()
    owner: Ids = ()
    segment: Ids = ()
    months: int = 12
    unserved: bool = Field(default=False, description="No feature would serve it.")
    worth_from: Decimal | None = Field(default=None, ge=0, description="Revenue asking, a year.")
    sort: str = USUAL
    whole: bool = Field(default=False, description="Also those with little asking.")
    columns: Words = Field(default=(), description="Of the organisation's own fields.")
    custom: dict[str, str] = Field(default={}, description="What is asked of the organisation's own fields.")
    page: int = Field(default=1, ge=1, le=100_000)

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """What may be sorted by and the like is refused with what is allowed, too."""
        found = super().parse(query)
        if found.sorted_by not in SORTS and not found.sorted_by.startswith(CUSTOM):
            raise Refused(sort=f"{found.sort!r} is none of {', '.join(SORTS)}.")
        if found.months not in MONTHS:
            raise Refused(months=f"{found.months} is none of {', '.join(map(str, MONTHS))}.")
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(sort=USUAL, months=12, whole=False, columns=()))

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix("-")

    def since(self, today: date) -> date:
        """The first day of the window: so many months, this one included."""
        return months_back(today, self.months - 1)

    def apply(self, actor: Member, today: date, own: CustomFields) -> OpportunityQuerySet:
        """The opportunities that are left in, in no particular order. `own`: the organisation's fields."""
        return Opportunity.objects.visible_to(actor).standing().filter(self._condition(actor, today, own))

    def _condition(self, actor: Member, today: date, own: CustomFields) -> Q:
        wanted = Q(state__in=self.state) if self.state else ~Q(state__in=CLOSED)
        wanted &= condition(own, self.custom)
        if self.product:
            wanted &= Q(product__in=self.product)
        if self.owner:
            wanted &= Q(owner__in=self.owner)
        if self.segment:
            asked = Asking.objects.filter(
                opportunity=OuterRef("pk"),
                customer__memberships__segment__in=self.segment,
                last_at__date__gte=self.since(today),
            )
            wanted &= Q(Exists(asked))
        if self.unserved and (served := serving.of(actor)) is not None:
            wanted &= ~Q(pk__in=served.values("opportunity"))
        for word in self.q.split():
            wanted &= Q(name__icontains=word) | Q(statement__icontains=word) | own.saying(word)
        return wanted


def own_fields() -> CustomFields:
    """What the organisation says about opportunities beyond what everybody does."""
    return fields_of(FieldAbout.OPPORTUNITY)


def months_back(day: date, months: int) -> date:
    """The first of the month so many months before the day's."""
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)
