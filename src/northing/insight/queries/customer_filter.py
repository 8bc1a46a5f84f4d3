"""Which customers a list shows and in which order: one typed object for page, export and saved view."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.db.models import Exists, F, OrderBy, OuterRef, Q
from django.http import QueryDict
from pydantic import Field

from northing.insight.models import (
    Customer,
    CustomerKey,
    CustomerProduct,
    CustomerQuerySet,
    Health,
    SegmentMembership,
)
from northing.kernel.errors import Refused
from northing.kernel.filters import SEVERAL, Ids, ListFilter, Words
from northing.organisation.models import Member
from northing.portfolio.models import Product

SEARCH_LIMIT = 200
# What may be sorted by, and the columns behind it. Every order ends with the primary key, so that it is total.
SORTS = {
    "revenue": "worth",
    "name": "name",
    "renews": "renews_on",
    "health": "health",
    "owner": "owner__name",
    "plan": "plan",
    "country": "country",
    "since": "since",
}
USUAL = "-revenue"


Healths = Annotated[tuple[Health, ...], SEVERAL]


class CustomerFilter(ListFilter):
    q: str = Field(default="", max_length=SEARCH_LIMIT)
    segment: Ids = ()
    health: Healths = ()
    product: Ids = ()
    owner: Ids = ()
    plan: Words = ()
    worth_from: Decimal | None = Field(
        default=None, ge=0, description="A year, in the organisation's currency."
    )
    renews_before: date | None = None
    sort: str = USUAL
    table: bool = False
    page: int = Field(default=1, ge=1, le=100_000)

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """What may be sorted by and the like is refused with what is allowed, too."""
        found = super().parse(query)
        if found.sort.removeprefix("-") not in SORTS:
            raise Refused(sort=f"{found.sort!r} is none of {', '.join(SORTS)}.")
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(sort=USUAL, table=False))

    def apply(self, actor: Member) -> CustomerQuerySet:
        """The customers that are left in, in order; what has no value comes last either way."""
        column, down = SORTS[self.sort.removeprefix("-")], self.sort.startswith("-")
        chosen: OrderBy = F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True)
        return Customer.objects.standing().filter(self.condition(actor)).order_by(chosen, F("id").asc())

    def condition(self, actor: Member) -> Q:
        wanted = Q()
        for name in ("health", "owner", "plan"):
            if values := getattr(self, name):
                wanted &= Q(**{f"{name}__in": values})
        if self.worth_from is not None:
            wanted &= Q(worth__gte=self.worth_from)
        if self.renews_before is not None:
            wanted &= Q(renews_on__lt=self.renews_before)
        return wanted & self._linked(actor) & self._said()

    def _linked(self, actor: Member) -> Q:
        of_row = {"customer": OuterRef("pk")}
        wanted = Q()
        if self.segment:
            wanted &= Q(Exists(SegmentMembership.objects.filter(**of_row, segment__in=self.segment)))
        if self.product:
            products = Product.objects.visible_to(actor).filter(pk__in=self.product)
            wanted &= Q(Exists(CustomerProduct.objects.filter(**of_row, product__in=products)))
        return wanted

    def _said(self) -> Q:
        """Each word is in the name or the country, or is what another system calls it."""
        wanted = Q()
        for word in self.q.split():
            key = CustomerKey.objects.filter(customer=OuterRef("pk"), key__iexact=word)
            wanted &= Q(name__icontains=word) | Q(country__istartswith=word) | Q(Exists(key))
        return wanted
