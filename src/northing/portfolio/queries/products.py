"""Products and lines as lists and as one; who may not know of a product does not get it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from django.db.models import Case, Count, F, IntegerField, OrderBy, Q, QuerySet, Value, When
from django.db.models.functions import NullIf
from django.http import QueryDict
from pydantic import Field

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.filters import CUSTOM, ListFilter, Words
from northing.kernel.paging import page_by_id
from northing.organisation.models import FieldAbout, Member
from northing.organisation.queries.custom_fields import NO_FIELDS, CustomFields, fields_of
from northing.organisation.queries.custom_filters import condition
from northing.organisation.queries.people import active_members
from northing.portfolio.models import BusinessRole, Product, ProductLine, Stage, StageChange

STAGES = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)),
    output_field=IntegerField(),
)
# What the list can be sorted by. By line, the products stand below the names of their lines.
SORTS: dict[str, Any] = {
    "line": F("line__position"),
    "name": F("name"),
    "stage": STAGES,
    "owner": F("owner__name"),
    "role": NullIf(F("business_role"), Value("")),
}


class ProductFilter(ListFilter):
    """What the list leaves out, and its order. Values that can't be are refused with the place."""

    q: str = Field(default="", max_length=200)
    line: int | None = None
    owner: int | None = None
    stage: Stage | None = None
    role: BusinessRole | None = None
    sort: str = "line"
    columns: Words = Field(default=(), description="Of the organisation's own fields.")
    custom: dict[str, str] = Field(default={}, description="What is asked of the organisation's own fields.")

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """What may be sorted by is refused with what is allowed, too."""
        found = super().parse(query)
        if found.sorted_by not in SORTS and not found.sorted_by.startswith(CUSTOM):
            raise Refused(sort=f"{found.sort!r} is none of {', '.join(SORTS)}.")
        return found

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(sort="line", columns=()))

    def apply(self, actor: Member, own: CustomFields = NO_FIELDS) -> "QuerySet[Product]":
        """The products that the actor may know of and that are left in. `own`: the organisation's fields, where
        they may be asked for."""
        wanted = condition(own, self.custom)
        for name, column in (
            ("line", "line"),
            ("owner", "owner"),
            ("stage", "stage"),
            ("role", "business_role"),
        ):
            if (value := getattr(self, name)) is not None:
                wanted &= Q(**{column: value})
        for word in self.q.split():
            said = Q(name__icontains=word) | Q(public_name__icontains=word) | Q(description__icontains=word)
            wanted &= said | own.saying(word)
        return Product.objects.visible_to(actor).filter(wanted).order_by(*self._order(own))

    def _order(self, own: CustomFields) -> list[OrderBy]:
        """By name where the field that it was sorted by is gone."""
        column, down = SORTS.get(self.sorted_by, SORTS["name"]), self.sort.startswith("-")
        chosen = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
        if self.sorted_by.startswith(CUSTOM) and (field := own.get(self.sorted_by)) is not None:
            chosen = field.order(down=down)
        return [chosen, F("line__name").asc(nulls_last=True), F("name").asc(), F("id").asc()]


@dataclass(frozen=True, slots=True)
class Group:
    """Products that stand together: those of a line, of none, or all where the list is not by line."""

    line: ProductLine | None
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of everything that the actor may know of."""

    products: int
    lines: int
    unowned: int


def own_fields() -> CustomFields:
    """What the organisation says about products beyond what everybody does."""
    return fields_of(FieldAbout.PRODUCT)


def products(actor: Member, wanted: ProductFilter, own: CustomFields = NO_FIELDS) -> list[Product]:
    return list(wanted.apply(actor, own).select_related("line__owner", "owner"))


def groups(actor: Member, wanted: ProductFilter, own: CustomFields) -> list[Group]:
    """The list: a group for each line where it is sorted by line, else one of everything."""
    found = products(actor, wanted, own)
    if wanted.sorted_by != "line":
        return [Group(None, tuple(found))] if found else []
    return [Group(line, tuple(rows)) for line, rows in groupby(found, lambda product: product.line)]


def counts(actor: Member) -> Counts:
    seen = Product.objects.visible_to(actor)
    numbers = seen.aggregate(products=Count("pk"), unowned=Count("pk", filter=Q(owner=None)))
    return Counts(**numbers, lines=ProductLine.objects.count())


def product(actor: Member, pk: int) -> Product:
    found = Product.objects.visible_to(actor).select_related("line", "owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def product_page(actor: Member, *, after: str, limit: int) -> tuple[list[Product], str | None]:
    """By id, with the cursor of the following page."""
    return page_by_id(Product.objects.visible_to(actor), after, limit)


def stage_changes(found: Product) -> "QuerySet[StageChange]":
    """The product's life, the latest step first."""
    return found.stage_changes.select_related("changed_by")


def lines(actor: Member) -> "QuerySet[ProductLine]":
    """In their order, each with the number of its products that the actor may know of."""
    seen = Q(products__in=Product.objects.visible_to(actor))
    found = ProductLine.objects.select_related("owner").annotate(size=Count("products", filter=seen))
    return found.order_by("position", "name")


def line(actor: Member, pk: int) -> ProductLine:
    found = lines(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def all_lines() -> "QuerySet[ProductLine]":
    return ProductLine.objects.all()


def owners() -> "QuerySet[Member]":
    """Who can answer for a product: everybody who is here."""
    return active_members()


def names_by_owner(actor: Member, members: list[int]) -> dict[int, list[str]]:
    """The products that each of these members owns, as far as the actor may know of them."""
    found: dict[int, list[str]] = {}
    owned = Product.objects.visible_to(actor).filter(owner__in=members).exclude(stage=Stage.RETIRED)
    for owner, name in owned.order_by("name").values_list("owner", "name"):
        found.setdefault(owner, []).append(name)
    return found


def others(actor: Member, found: Product) -> "QuerySet[Product]":
    """Every other product that the actor may know of."""
    return Product.objects.visible_to(actor).exclude(pk=found.pk)
