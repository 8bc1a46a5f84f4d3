"""The list of features: rows of a page, heads of groups, totals. As many queries for few rows as for many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, Sum, Window

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields
from northing.planning import policies
from northing.planning.models import Feature, ForecastRun, RunState
from northing.planning.queries.effort import Effort, effort, moments
from northing.planning.queries.feature_columns import Column, columns_of, own_fields
from northing.planning.queries.feature_filter import GROUPS, FeatureFilter
from northing.planning.queries.team_loads import TeamLoad, team_loads

PAGE = 100
COMPARED_WITH = timedelta(days=14)
ESTIMATE = ("estimate_low", "estimate_likely", "estimate_high")
WORTH_SAYING = 0.10  # a chance that moved by less is noise to somebody who reads a list
NEEDED = (
    *("name", "state", "rank", *ESTIMATE, "items_total", "items_done", "due_on", "shipped_on", "custom"),
    *("tracker_key", "tracker_url", "product_id", "team_id", "initiative_id", "owner_id", "release_id"),
    *("outlook__p50", "outlook__p85", "outlook__chance", "outlook__due_on"),
)
# What a column, or grouping by it, needs of other rows.
JOINED = {
    "product": ("product__name", "product__line__mark"),
    "line": ("product__line__name",),
    "team": ("team__name",),
    "initiative": ("initiative__name", "initiative__position"),
    "owner": ("owner__name",),
    "release": ("release__name",),
}
SHORT = (
    *("name", "state", "items_total", "items_done", "due_on", "shipped_on"),
    *("product_id", "owner_id", "team__name", "outlook__p85", "outlook__chance", "outlook__due_on"),
)

SAID_LAST = """
SELECT DISTINCT ON (feature_id) feature_id, chance, due_on FROM planning_outlookrecord
WHERE feature_id = ANY(%(features)s) AND said_on <= %(day)s AND chance IS NOT NULL
ORDER BY feature_id, said_on DESC
"""


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """One feature, the chance that it had before where that says something, and what the actor may do to it."""

    feature: Feature
    was: float | None
    may_change: bool
    may_commit: bool

    @property
    def p50(self) -> date | None:
        return self.feature.outlook.p50 if hasattr(self.feature, "outlook") else None

    @property
    def p85(self) -> date | None:
        return self.feature.outlook.p85 if hasattr(self.feature, "outlook") else None

    @property
    def chance(self) -> float | None:
        """Of the present commitment only: a forecast made for another day says nothing about this one."""
        outlook = getattr(self.feature, "outlook", None)
        return outlook.chance if outlook and outlook.due_on == self.feature.due_on else None


@dataclass(frozen=True, slots=True)
class Totals:
    """Of everything the filter leaves in, not of the page. `mean` and `variance`: of the estimates' sum."""

    features: int = 0
    items_left: int = 0
    estimated: int = 0
    mean: float = 0.0
    variance: float = 0.0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.features + other.features,
            self.items_left + other.items_left,
            self.estimated + other.estimated,
            self.mean + other.mean,
            self.variance + other.variance,
        )

    @property
    def effort(self) -> Effort | None:
        return effort(self.estimated, self.mean, self.variance)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of this page that belong together, with the totals of their whole group. `name` "" for none."""

    key: Any
    name: str
    totals: Totals
    load: TeamLoad | None
    rows: tuple[FeatureRow, ...]


@dataclass(frozen=True, slots=True)
class FeatureList:
    wanted: FeatureFilter
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    totals: Totals
    pages: int
    forecast_at: datetime | None
    own: CustomFields
    hides_all: bool
    """Nothing fits, though there are features."""

    @property
    def first(self) -> int:
        return (self.wanted.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return min(self.wanted.page * PAGE, self.totals.features)


@dataclass(frozen=True, slots=True)
class ShortList:
    """The first rows of a list, and how long it is."""

    rows: tuple[FeatureRow, ...]
    features: int


def feature_list(actor: Member, wanted: FeatureFilter) -> FeatureList:
    """The page of the list that the filter asks for."""
    own = own_fields()
    found = wanted.apply(actor, own)
    by_key = _totals_by_group(found, wanted.group)
    totals = sum(by_key.values(), Totals())
    start = (wanted.page - 1) * PAGE
    ids = list(found.values_list("pk", flat=True)[start : start + PAGE])
    columns = columns_of(wanted.columns, own)
    rows = _rows(actor, ids, wanted.since, {wanted.group, *(column.key for column in columns)})
    loads = team_loads(clock.today()) if wanted.group == "team" and policies.may_see_capacity(actor) else {}
    return FeatureList(
        wanted=wanted,
        columns=columns,
        groups=tuple(_grouped(rows, wanted.group, by_key, loads)),
        totals=totals,
        pages=max(1, -(-totals.features // PAGE)),
        forecast_at=last_forecast(),
        own=own,
        hides_all=not totals.features and Feature.objects.visible_to(actor).exists(),
    )


def short_list(actor: Member, wanted: FeatureFilter, most: int = PAGE) -> ShortList:
    """For a page about something else, in two queries: names, states and dates, without groups and totals."""
    found = wanted.apply(actor).select_related("team", "outlook").only(*SHORT)
    features = list(found.annotate(found=Window(Count("pk")))[:most])
    rows = _compared(actor, features, wanted.since)
    return ShortList(tuple(rows), features[0].found if features else 0)


def feature_row(actor: Member, pk: int, since: date | None = None) -> FeatureRow:
    """One row, as the list shows it."""
    if not Feature.objects.visible_to(actor).filter(pk=pk).exists():
        raise NotVisible
    return _rows(actor, [pk], since, JOINED)[0]


def selection(actor: Member, features: Iterable[int]) -> Totals:
    """What the chosen ones are together."""
    return _totals_by_group(Feature.objects.visible_to(actor).filter(pk__in=list(features)), "")[None]


def last_forecast() -> datetime | None:
    done = ForecastRun.objects.filter(state=RunState.DONE)
    return done.values_list("finished_at", flat=True).first()


def described(features: "QuerySet[Feature]", shown: Iterable[str] = JOINED) -> "QuerySet[Feature]":
    """With what the columns `shown` need of other rows, and nothing more: the database takes longer to plan for
    eight tables than to read a hundred rows of them."""
    names = [name for column in shown for name in JOINED.get(column, ())]
    joined = {name.rpartition("__")[0] for name in names}
    return features.select_related("outlook", *joined).only(*NEEDED, *names)


def _rows(actor: Member, ids: list[int], since: date | None, shown: Iterable[str]) -> list[FeatureRow]:
    found = described(Feature.objects.filter(pk__in=ids), shown).order_by().in_bulk()
    return _compared(actor, [found[pk] for pk in ids if pk in found], since)


def _compared(actor: Member, features: Sequence[Feature], since: date | None) -> list[FeatureRow]:
    """With the chances of the day `since`, or of two weeks ago."""
    before = _chances_before([row.pk for row in features], since or clock.today() - COMPARED_WITH)
    return [_row(actor, row, before.get(row.pk)) for row in features]


def _row(actor: Member, feature: Feature, before: tuple[float, date] | None) -> FeatureRow:
    row = FeatureRow(
        feature, None, policies.may_change_feature(actor, feature), policies.may_commit(actor, feature)
    )
    if before is None or row.chance is None or before[1] != feature.due_on:
        return row
    if abs(before[0] - row.chance) < WORTH_SAYING:
        return row
    return FeatureRow(feature, before[0], row.may_change, row.may_commit)


def _chances_before(ids: list[int], day: date) -> dict[int, tuple[float, date]]:
    """What was said last on or before the day: chance and the commitment it was about."""
    with connection.cursor() as cursor:
        cursor.execute(SAID_LAST, {"features": ids, "day": day})
        return {pk: (chance, due) for pk, chance, due in cursor.fetchall() if due is not None}


def _totals_by_group(found: "QuerySet[Feature]", group: str) -> dict[Any, Totals]:
    """By the group's key; without groups all of them, under None."""
    keys = (GROUPS[group][0],) if group else ()
    counted = (
        found.order_by()
        .values_list(*keys, *ESTIMATE)
        .annotate(features=Count("pk"), left=Sum(F("items_total") - F("items_done")))
    )
    totals: dict[Any, Totals] = {} if group else {None: Totals()}
    for *key, low, likely, high, features, left in counted:
        mean, variance = moments(low, likely, high) if likely is not None else (0.0, 0.0)
        these = Totals(
            features, left, features if likely is not None else 0, mean * features, variance * features
        )
        at = key[0] if key else None
        totals[at] = totals[at] + these if at in totals else these
    return totals


def _grouped(
    rows: list[FeatureRow], group: str, totals: dict[Any, Totals], loads: dict[int, TeamLoad]
) -> Iterable[Group]:
    """Rows come in the order of their groups."""
    if not group:
        yield Group(None, "", totals[None], None, tuple(rows))
        return
    key, name, _ = (path.replace("__", ".") for path in GROUPS[group])
    if group == "state":
        name = "get_state_display"
    for value, members in groupby(rows, lambda row: _follow(row.feature, key)):
        these = tuple(members)
        yield Group(
            value, _follow(these[0].feature, name) or "", totals.get(value, Totals()), loads.get(value), these
        )


def _follow(feature: Feature, path: str) -> Any:
    """`product.line.name` of a feature, None where the way ends early."""
    found: Any = feature
    for step in path.split("."):
        found = getattr(found, step) if found is not None else None
    return found() if callable(found) else found
