"""Which customers a list shows and in which order: one typed object for page, export and saved view."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self
from urllib.parse import urlencode

from django.db.models import Exists, F, OrderBy, OuterRef, Q
from django.http import QueryDict
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from northing.insight.models import (
    Customer,
    CustomerKey,
    CustomerProduct,
    CustomerQuerySet,
    Health,
    SegmentMembership,
)
from northing.kernel.errors import Refused
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
LISTS = ("segment", "health", "product", "owner", "plan")


def _split(value: Any) -> Any:
    """`segment=1,2` and `segment=1&segment=2` say the same."""
    values = [value] if isinstance(value, str) else (value or [])
    return tuple(part for text in values for part in str(text).split(",") if part != "")


Ids = Annotated[tuple[int, ...], BeforeValidator(_split)]
Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Healths = Annotated[tuple[Health, ...], BeforeValidator(_split)]


class CustomerFilter(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

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
        """From an address. A value that can't be is refused with the place and what is allowed."""
        given = QueryDict(query) if isinstance(query, str) else query
        values: dict[str, Any] = {
            name: given.getlist(name) if name in LISTS else given[name]
            for name in given
            if name in cls.model_fields and given[name] != ""
        }
        try:
            found = cls.model_validate(values)
        except ValidationError as error:
            problems = {
                str(problem["loc"][0]): f"{problem['msg']}: {problem['input']!r}." for problem in error.errors()
            }
            raise Refused(**problems) from error
        if found.sort.removeprefix("-") not in SORTS:
            raise Refused(sort=f"{found.sort!r} is none of {', '.join(SORTS)}.")
        return found

    def query(self, **changes: Any) -> str:
        """The address that shows this list with these changes; it starts over at the first page."""
        wanted = self.model_copy(update={"page": 1} | changes).model_dump(mode="json", exclude_defaults=True)
        return urlencode(
            {
                name: ",".join(map(str, value)) if isinstance(value, list | tuple) else _plain(value)
                for name, value in wanted.items()
            }
        )

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


def _plain(value: Any) -> str:
    return {True: "1", False: "0"}.get(value, str(value)) if isinstance(value, bool) else str(value)
