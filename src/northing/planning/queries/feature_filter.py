"""What a list of features leaves out, how it is grouped and in which order: one typed object, parsed once, for
page, roadmap, API, export and saved view."""

from datetime import date
from typing import Annotated, Self

from django.db.models import F, OrderBy, Q, QuerySet
from django.http import QueryDict
from pydantic import Field

from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM, SEVERAL, Ids, ListFilter, Words
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import NO_FIELDS, CustomFields
from northing.organisation.queries.custom_filters import condition
from northing.planning.models import Feature, FeatureState, Outlook
from northing.planning.queries.feature_columns import own_fields

AT_RISK = 0.75  # below this chance a commitment is worth somebody's attention
SEARCH_LIMIT = 200

# What may be sorted by, and the columns behind it. Every order ends with the primary key, so that it is total.
SORTS = {
    "rank": "rank",
    "name": "name",
    "product": "product__name",
    "team": "team__name",
    "state": "state",
    "estimate": "estimate_likely",
    "items": "items_total",
    "commitment": "due_on",
    "p50": "outlook__p50",
    "p85": "outlook__p85",
    "chance": "outlook__chance",
    "initiative": "initiative__name",
    "owner": "owner__name",
    "created": "created_at",
}
# What may be grouped by: the key, the name shown, and the order of the groups.
GROUPS = {
    "team": ("team_id", "team__name", "team__name"),
    "product": ("product_id", "product__name", "product__name"),
    "initiative": ("initiative_id", "initiative__name", "initiative__position"),
    "state": ("state", "state", "state"),
    "owner": ("owner_id", "owner__name", "owner__name"),
    "release": ("release_id", "release__name", "release__planned_on"),
    "line": ("product__line_id", "product__line__name", "product__line__position"),
}


States = Annotated[tuple[FeatureState, ...], SEVERAL]


class FeatureFilter(ListFilter):
    q: str = Field(default="", max_length=SEARCH_LIMIT)
    state: States = ()
    open: bool | None = None
    product: Ids = ()
    line: Ids = ()
    team: Ids = ()
    initiative: Ids = ()
    owner: Ids = ()
    release: Ids = ()
    committed: bool | None = None
    risk: bool = False
    before: date | None = Field(default=None, description="Finishes before this day, at P85.")
    after: date | None = Field(default=None, description="Finishes on or after this day, at P85.")
    shipped_since: date | None = None
    since: date | None = Field(default=None, description="Chances are compared with this day's.")
    group: str = ""
    sort: str = "rank"
    columns: Words = ()
    custom: dict[str, str] = Field(default={}, description="What is asked of the organisation's own fields.")
    only_names: bool = Field(default=False, exclude=True, description="Words are looked for in names only.")
    page: int = Field(default=1, ge=1, le=100_000)

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """What may be sorted by and the like is refused with what is allowed, too."""
        found = super().parse(query)
        if found.sorted_by not in SORTS and not found.sorted_by.startswith(CUSTOM):
            raise Refused(sort=f"{found.sort!r} is none of {', '.join(SORTS)}.")
        if found.group and found.group not in GROUPS:
            raise Refused(group=f"{found.group!r} is none of {', '.join(GROUPS)}.")
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(group="", sort="rank", columns=()))

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix("-")

    def own_fields(self) -> CustomFields:
        """The organisation's fields, asked for only by a filter that needs to know them."""
        needed = self.custom or self.q or self.sorted_by.startswith(CUSTOM)
        return own_fields() if needed else NO_FIELDS

    def condition(self, own: CustomFields | None = None) -> Q:
        """What is left in, as one condition on features. `own`: the organisation's fields, where known."""
        own = self.own_fields() if own is None else own
        wanted = condition(own, self.custom)
        for name in ("state", "product", "team", "initiative", "owner", "release"):
            if values := getattr(self, name):
                wanted &= Q(**{f"{name}__in": values})
        if self.line:
            wanted &= Q(product__line__in=self.line)
        for word in self.q.split():
            said = Q(name__icontains=word) | Q(tracker_key__iexact=word)
            wanted &= said if self.only_names else said | own.saying(word)
        return wanted & self._dates()

    def _dates(self) -> Q:
        limits = {
            "due_on__isnull": None if self.committed is None else not self.committed,
            # Not joined: the few at risk are found once by an index, also where they are counted among all.
            "pk__in": Outlook.objects.filter(chance__lt=AT_RISK).values("feature") if self.risk else None,
            "outlook__p85__lt": self.before,
            "outlook__p85__gte": self.after,
            "shipped_on__gte": self.shipped_since,
        }
        wanted = Q(**{name: limit for name, limit in limits.items() if limit is not None})
        if self.open is None:
            return wanted
        closed = Q(state__in=Feature.CLOSED)
        return wanted & (~closed if self.open else closed)

    def order(self, own: CustomFields | None = None) -> list[OrderBy]:
        """The order of the rows, groups first; what has no value comes last either way."""
        chosen = self._chosen_order(self.own_fields() if own is None else own)
        if not self.group:
            return [chosen, F("id").asc()]
        key, _, position = GROUPS[self.group]
        return [F(position).asc(nulls_last=True), F(key).asc(nulls_last=True), chosen, F("id").asc()]

    def _chosen_order(self, own: CustomFields) -> OrderBy:
        """By rank where the field that it was sorted by is gone."""
        down = self.sort.startswith("-")
        if (field := own.get(self.sorted_by)) is not None and self.sorted_by.startswith(CUSTOM):
            return field.order(down=down)
        column = F(SORTS.get(self.sorted_by, "rank"))
        return column.desc(nulls_last=True) if down else column.asc(nulls_last=True)

    def apply(self, actor: Member, own: CustomFields | None = None) -> "QuerySet[Feature]":
        """The features that the actor may see and that are left in, in order."""
        own = self.own_fields() if own is None else own
        return Feature.objects.visible_to(actor).filter(self.condition(own)).order_by(*self.order(own))
