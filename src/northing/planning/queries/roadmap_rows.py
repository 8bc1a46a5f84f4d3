"""The features of a roadmap as they are, in one query; what somebody may see of them is `audience_view`'s."""

from datetime import date
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, When, Window

from northing.organisation.models import Member
from northing.planning.models import Dependency, DependencyKind, Feature, FeatureState, OutlookRecord
from northing.planning.queries.feature_filter import FeatureFilter
from northing.portfolio.models import Product

OWN = (
    *("pk", "name", "public_name", "state", "rank", "items_total", "items_done", "due_on", "started_on"),
    *("shipped_on", "team_id", "product_id", "initiative_id"),
    *("outlook__starts_on", "outlook__p50", "outlook__p85", "outlook__chance", "outlook__due_on"),
)
FIELDS = (
    *OWN,
    *("team__name", "product__name", "product__public_name"),
    *("product__line_id", "product__line__name", "product__line__mark", "product__line__position"),
    *("initiative__name", "initiative__public_name", "initiative__position"),
)

ON_ITS_WAY = (FeatureState.SHAPED, FeatureState.PLANNED, FeatureState.BUILDING)


class RoadmapRow(NamedTuple):
    """One feature with everything that any audience could be shown. Never handed to a template.

    The names of what it belongs to are None where they were not asked for.
    """

    id: int
    name: str
    public_name: str
    state: str
    rank: float
    items_total: int
    items_done: int
    due_on: date | None
    started_on: date | None
    shipped_on: date | None
    team_id: int | None
    product_id: int | None
    initiative_id: int | None
    starts_on: date | None
    p50: date | None
    p85: date | None
    stated_chance: float | None
    stated_for: date | None
    team: str | None = None
    product: str | None = None
    product_public_name: str | None = None
    line_id: int | None = None
    line: str | None = None
    mark: str | None = None
    line_position: int | None = None
    initiative: str | None = None
    initiative_public_name: str | None = None
    initiative_position: int | None = None
    objective: str | None = None
    """The first objective that it is built for; only where the roadmap is grouped by it."""
    objective_position: int | None = None

    @property
    def chance(self) -> float | None:
        """Of the present commitment only: a forecast made for another day says nothing about this one."""
        return self.stated_chance if self.due_on is not None and self.stated_for == self.due_on else None

    @property
    def done(self) -> float:
        return self.items_done / self.items_total if self.items_total else 0.0

    @property
    def begins(self) -> date | None:
        """The day on which work began; of what has not begun, the day by which it is likely to."""
        if self.state in {FeatureState.BUILDING, FeatureState.SHIPPED} and self.started_on:
            return self.started_on
        return self.starts_on


def roadmap_rows(
    actor: Member, wanted: FeatureFilter, *, shipped_since: date, with_restricted: bool = True
) -> list[RoadmapRow]:
    """What the filter leaves in, by rank.

    A filter that names no state gets what is on its way, and what was shipped since the axis began: ideas are
    no plan. `with_restricted` False leaves out products that only their owner knows of.
    """
    found = Feature.objects.visible_to(actor).filter(wanted.condition())
    if not wanted.state and wanted.open is None:
        found = found.filter(Q(state__in=ON_ITS_WAY) | Q(shipped_on__gte=shipped_since))
    if not with_restricted:
        found = found.exclude(product__restricted=True)
    return [RoadmapRow(*values) for values in found.order_by("rank", "id").values_list(*FIELDS)]


def next_rows(actor: Member, product: Product, most: int) -> tuple[list[RoadmapRow], int]:
    """The first that are on their way, what is being built before what is done soonest; and how many are.

    Without the names of what they belong to.
    """
    found = Feature.objects.visible_to(actor).filter(product=product, state__in=ON_ITS_WAY)
    begun = Case(When(state=FeatureState.BUILDING, then=0), default=1)
    order = found.order_by(begun, F("outlook__p85").asc(nulls_last=True), "rank", "id")
    rows = list(order.values_list(*OWN, Window(Count("pk")))[:most])
    return [RoadmapRow(*values) for *values, _ in rows], rows[0][-1] if rows else 0


def published_rows(*, shipped_since: date) -> list[RoadmapRow]:
    """What has a public name and is on its way or was shipped since the day: for people who do not sign in."""
    found = Feature.objects.filter(Q(state__in=ON_ITS_WAY) | Q(shipped_on__gte=shipped_since))
    found = found.exclude(public_name="").exclude(product__restricted=True)
    return [RoadmapRow(*values) for values in found.order_by("rank", "id").values_list(*FIELDS)]


def needs_among(ids: set[int]) -> list[tuple[int, int]]:
    """(feature, what it needs) where both are among these."""
    needs = Dependency.objects.filter(kind=DependencyKind.NEEDS).values_list("feature", "other")
    return [(feature, other) for feature, other in needs if feature in ids and other in ids]


def chances_on(ids: set[int], day: date) -> dict[int, tuple[float, date]]:
    """What was said last on or before the day: the chance, and the commitment that it was about."""
    said = OutlookRecord.objects.filter(said_on__lte=day, chance__isnull=False)
    latest = said.order_by("feature_id", "-said_on").distinct("feature_id")
    rows = latest.values_list("feature_id", "chance", "due_on")
    return {pk: (chance, due) for pk, chance, due in rows if pk in ids and due and chance is not None}
