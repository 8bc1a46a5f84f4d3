"""What a feature's own page shows: dates, promises, what it waits for, where it came from, its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import Held
from northing.organisation.queries.history import FieldChange, history_of
from northing.planning.models import (
    Commitment,
    Dependency,
    DependencyKind,
    Feature,
    Item,
    Origin,
    OutlookRecord,
)
from northing.planning.queries.feature_columns import own_fields
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import FeatureRow, feature_row
from northing.planning.queries.futures_panel import apart
from northing.planning.queries.needs import Need, needs_of
from northing.ui import charts
from northing.ui.charts import Likely, Promised

HISTORY = 12  # changes shown beside the page; all of them one click further


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency seen from one side: `other` is the feature at its far end, if the actor may see it."""

    pk: int
    other: FeatureRow | None
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Links:
    waits_for: tuple[Link, ...]
    holds_up: tuple[Link, ...]
    related: tuple[Link, ...]

    @property
    def any(self) -> bool:
        return bool(self.waits_for or self.holds_up or self.related)


@dataclass(frozen=True, slots=True)
class FeaturePage:
    row: FeatureRow
    feature: Feature
    fell_on: date | None
    futures: charts.Futures | None
    promises: tuple[Commitment, ...]
    promised: charts.PromiseHistory | None
    links: Links
    origin: Origin | None
    history: list[FieldChange]
    more_history: bool
    previous: int | None
    following: int | None
    own: tuple[Held, ...]
    needs: tuple[Need, ...]

    @property
    def weighs_record(self) -> bool:
        return self.futures is not None and apart(self.futures, self.row.chance)


def whole_feature(actor: Member, pk: int) -> Feature:
    joined = ("product__line", "product__owner", "team", "initiative", "release", "owner", "outlook")
    found = Feature.objects.visible_to(actor).select_related(*joined).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def feature_page(actor: Member, pk: int, *, whole_history: bool = False) -> FeaturePage:
    feature = whole_feature(actor, pk)
    row = feature_row(actor, pk)
    outlook = getattr(feature, "outlook", None)
    finishes = [day for day in outlook.twenty if day] if outlook else []
    promises = tuple(feature.commitments.select_related("made_by").order_by("-made_at", "-pk"))
    records = list(OutlookRecord.objects.filter(feature=feature).order_by("said_on"))
    changes = history_of(actor, feature)
    before, after = _neighbours(actor, feature)
    return FeaturePage(
        row=row,
        feature=feature,
        fell_on=_said_before(records, row),
        futures=_futures(feature, finishes) if finishes and not feature.is_closed else None,
        promises=promises,
        promised=_promised(records, promises) if promises or len(records) > 1 else None,
        links=_links(actor, feature),
        origin=Origin.objects.filter(feature=feature, item=None).order_by("-pk").first(),
        history=changes if whole_history else changes[:HISTORY],
        more_history=not whole_history and len(changes) > HISTORY,
        previous=before,
        following=after,
        own=own_fields().held(feature.custom),
        needs=needs_of(feature.pk),
    )


def items_of(feature: Feature, sort: str) -> "QuerySet[Item]":
    """What is being done first, then what waits, then what is done; by name; or the latest first."""
    orders: dict[str, tuple[Any, ...]] = {
        "state": (F("done_at").desc(nulls_first=True), F("started_at").desc(nulls_last=True), "id"),
        "name": ("name", "id"),
        "latest": ("-created_at", "-id"),
    }
    return feature.items.order_by(*orders.get(sort, orders["state"]))


def item_of(actor: Member, feature: int, pk: int) -> Item:
    found = Item.objects.select_related("feature").filter(pk=pk, feature=whole_feature(actor, feature)).first()
    if found is None:
        raise NotVisible
    return found


def dependency_of(actor: Member, pk: int) -> Dependency:
    """A link is seen by whoever sees the feature that it belongs to."""
    found = Dependency.objects.select_related("feature", "other").filter(pk=pk).first()
    if found is None or not Feature.objects.visible_to(actor).filter(pk=found.feature_id).exists():
        raise NotVisible
    return found


def _said_before(records: list[OutlookRecord], row: FeatureRow) -> date | None:
    """The day on which the chance was as `row.was` says."""
    if row.was is None:
        return None
    return next((said.said_on for said in reversed(records) if said.chance == row.was), None)


def _futures(feature: Feature, finishes: list[date]) -> charts.Futures:
    outlook = feature.outlook
    return charts.futures(
        finishes, today=clock.today(), committed=feature.due_on, p50=outlook.p50, p85=outlook.p85
    )


def _promised(records: list[OutlookRecord], promises: tuple[Commitment, ...]) -> charts.PromiseHistory:
    likely = [Likely(said.said_on, said.p50, said.p85) for said in records if said.p50 and said.p85]
    promised = [Promised(promise.made_at.date(), promise.due_on) for promise in reversed(promises)]
    return charts.promise_history(likely, promised, today=clock.today())


def _links(actor: Member, feature: Feature) -> Links:
    found = list(Dependency.objects.filter(Q(feature=feature) | Q(other=feature)).order_by("pk"))
    ends = {link.other_id if link.feature_id == feature.pk else link.feature_id for link in found}
    rows = {row.pk: row for row in _others(actor, ends)}

    def seen(link: Dependency, end: int) -> Link:
        other = rows.get(end)
        row = FeatureRow(other, None, False, False) if other else None
        return Link(link.pk, row, _told(link, feature), link.note)

    needs = [link for link in found if link.kind == DependencyKind.NEEDS]
    return Links(
        waits_for=tuple(seen(link, link.other_id) for link in needs if link.feature_id == feature.pk),
        holds_up=tuple(seen(link, link.feature_id) for link in needs if link.other_id == feature.pk),
        related=tuple(
            seen(link, link.other_id if link.feature_id == feature.pk else link.feature_id)
            for link in found
            if link.kind != DependencyKind.NEEDS
        ),
    )


def _told(link: Dependency, feature: Feature) -> str:
    """The kind, seen from this feature."""
    if link.kind == DependencyKind.DUPLICATES and link.other_id == feature.pk:
        return "is duplicated by"
    return link.get_kind_display()


def _others(actor: Member, ids: set[int]) -> "QuerySet[Feature]":
    return Feature.objects.visible_to(actor).filter(pk__in=ids).select_related("team", "outlook")


def _neighbours(actor: Member, feature: Feature) -> tuple[int | None, int | None]:
    """The features before and after it in rank, among the open ones."""
    others = FeatureFilter(open=True).apply(actor).exclude(pk=feature.pk).order_by("rank", "pk")
    before = Q(rank__lt=feature.rank) | Q(rank=feature.rank, pk__lt=feature.pk)
    return (
        others.filter(before).reverse().values_list("pk", flat=True).first(),
        others.exclude(before).values_list("pk", flat=True).first(),
    )
