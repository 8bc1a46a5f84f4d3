"""A roadmap ready to be drawn, from what its audience may see: axis, groups of bars, dependencies, capacity."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, Self

from django.http import QueryDict

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Audience, FeatureState
from northing.planning.queries.aims import with_objectives
from northing.planning.queries.audience_view import GROUPED_BY, Rights, Seen, SeenRoadmap, seen_by
from northing.planning.queries.endings import Ending, endings
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.period_loads import period_loads
from northing.planning.queries.roadmap_rows import RoadmapRow, chances_on, needs_among, roadmap_rows
from northing.ui import charts
from northing.ui.charts import scale

QUARTERS, MOST_QUARTERS, MONTHS = 4, 6, 4
COMPARED_WITH = timedelta(days=14)
NEXT = timedelta(weeks=13)
NAMELESS = {
    "initiative": "No initiative",
    "product": "No product",
    "team": "No team",
    "line": "No product line",
    "state": "",
    "objective": "No objective",
}
BY_OBJECTIVE = "objective"  # features have no such column, so the shared filter does not know it


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the shared filter, and how to draw what it leaves in."""

    filter: FeatureFilter
    view: str = "timeline"
    zoom: charts.axis.Zoom = "quarter"
    begins: date | None = None
    audience: str = "internal"
    feature: str = ""
    by_objective: bool = False

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        given = (QueryDict(query) if isinstance(query, str) else query).copy()
        by_objective = given.get("group") == BY_OBJECTIVE and bool(given.pop("group"))
        view, zoom = given.get("view") or "timeline", given.get("zoom") or "quarter"
        if view not in {"timeline", "columns"}:
            raise Refused(view=f"{view!r} is none of timeline, columns.")
        if zoom not in {"quarter", "month"}:
            raise Refused(zoom=f"{zoom!r} is none of quarter, month.")
        try:
            begins = date.fromisoformat(given.get("from", "")) if given.get("from") else None
        except ValueError:
            raise Refused(**{"from": f"{given['from']!r} is no day. Write it like 2027-01-01."}) from None
        if begins and not 1970 <= begins.year <= 2200:
            raise Refused(**{"from": f"{begins} lies too far off."})
        return cls(
            filter=FeatureFilter.parse(given),
            view=view,
            zoom="month" if zoom == "month" else "quarter",
            begins=begins,
            audience=given.get("audience") or "internal",
            feature=given.get("feature", ""),
            by_objective=by_objective,
        )

    @property
    def group(self) -> str:
        return BY_OBJECTIVE if self.by_objective else self.filter.group

    def query(self, **changes: Any) -> str:
        """The address with these changes, of the filter or of the drawing."""
        own = {"view": self.view, "zoom": self.zoom, "audience": self.audience, "feature": self.feature}
        own |= {"from": self.begins.isoformat() if self.begins else ""}
        drawn = {name: changes.pop(name) if name in changes else value for name, value in own.items()}
        usual = {"view": "timeline", "zoom": "quarter", "audience": "internal", "feature": "", "from": ""}
        group = changes.pop("group", self.group)
        changes["group"] = "" if group == BY_OBJECTIVE else group
        query = QueryDict(self.filter.query(**changes), mutable=True)
        if group == BY_OBJECTIVE:
            query["group"] = group
        for name, value in drawn.items():
            if value and value != usual[name]:
                query[name] = str(value)
        return query.urlencode()


class Line(NamedTuple):
    """A feature with its bar; one of the two, or neither where the audience knows no time at all."""

    seen: Seen
    bar: charts.FeatureBar | None = None
    quarter: charts.QuarterBar | None = None


@dataclass(frozen=True)
class Group:
    """`worst` is the lowest chance of its commitments."""

    name: str
    mark: str
    lines: tuple[Line, ...]

    @cached_property
    def promised(self) -> list[float]:
        return [line.seen.chance for line in self.lines if line.seen.chance is not None]

    @cached_property
    def worst(self) -> float | None:
        return min(self.promised, default=None)

    @cached_property
    def at_risk(self) -> int:
        return sum(line.seen.at_risk for line in self.lines)


@dataclass(frozen=True)
class Roadmap:
    rights: Rights
    group: str
    since: date
    axis: charts.TimeAxis
    groups: tuple[Group, ...]
    endings: tuple[Ending, ...]
    connectors: charts.Connectors | None
    capacity: charts.CapacityRow | None
    left_out: int

    @property
    def legend(self) -> bool:
        """Only for those who know everything that it explains."""
        return self.rights.fields >= {"dates", "commitment", "chance", "needs"}

    @cached_property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def open(self) -> int:
        return sum(not line.seen.shipped for line in self.lines)

    @cached_property
    def at_risk(self) -> int:
        return sum(group.at_risk for group in self.groups)

    @property
    def most_at_risk(self) -> int | None:
        """The feature that is worth looking at first."""
        risky = [line.seen for line in self.lines if line.seen.at_risk and line.seen.id]
        return min(risky, key=lambda seen: seen.chance or 0.0).id if risky else None

    @property
    def columns(self) -> tuple[tuple[str, str, list[Line]], ...]:
        """Now, next, later, from what the audience knows."""
        now: list[Line] = []
        soon: list[Line] = []
        later: list[Line] = []
        for line in self.lines:
            if not line.seen.shipped:
                {"now": now, "next": soon, "later": later}[when(line.seen, self.axis.today)].append(line)
        return (
            ("Now", "in progress", now),
            ("Next", "starts within a quarter", soon),
            ("Later", "a direction, may change", later),
        )


def when(seen: Seen, today: date) -> str:
    """now: being built; next: planned, or begins within a quarter; later: the rest."""
    if seen.state == FeatureState.BUILDING or (not seen.state and seen.begins and seen.begins <= today):
        return "now"
    if seen.begins is not None:
        return "next" if seen.begins <= today + NEXT else "later"
    if seen.quarter is not None:
        return "next" if seen.quarter <= today + NEXT else "later"
    return "next" if seen.state == FeatureState.PLANNED else "later"


def roadmap(actor: Member, asked: Asked, audience: Audience, *, outside: bool = False) -> Roadmap:
    """The roadmap for this audience, of what the actor may see. `outside`: for people who do not sign in."""
    rights = Rights.of(audience)
    if not policies.may_see_capacity(actor):
        rights = replace(rights, fields=rights.fields - {"capacity"})
    if outside:
        rights = replace(rights, fields=rights.fields - {"reasons"})
    today = clock.today()
    wanted = rights.narrowed(asked.filter)
    group = rights.group(asked.group or "initiative")
    first = asked.begins or _first(today, asked, rights)
    inside = rights.has("reasons")
    rows = roadmap_rows(actor, wanted, shipped_since=first, with_restricted=inside)
    if group == BY_OBJECTIVE:
        rows = with_objectives(actor, rows)
    if rights.public_names and not asked.group and not any(row.initiative_public_name for row in rows):
        group = rights.group("product")
    since = wanted.since or today - COMPARED_WITH
    ids = {row.id for row in rows}
    seen = seen_by(
        rights,
        rows,
        group=group,
        needs=needs_among(ids) if rights.has("needs") else (),
        before=chances_on(ids, since) if rights.has("chance") and inside else None,
    )
    axis = _axis(first, today, asked, rights, rows)
    groups = _groups(axis, rights, seen, group)
    return Roadmap(
        rights=rights,
        group=group,
        since=since,
        axis=axis,
        groups=groups,
        endings=endings(actor, axis, wanted, rights, outside=outside),
        connectors=_connectors(axis, seen, groups, named=bool(group)) if rights.has("needs") else None,
        capacity=_capacity(axis, asked, wanted) if rights.has("capacity") else None,
        left_out=seen.left_out,
    )


def _first(today: date, asked: Asked, rights: Rights) -> date:
    if asked.zoom == "month" and not rights.quarters_only:
        return scale.month_start(today)
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def _axis(first: date, today: date, asked: Asked, rights: Rights, rows: list[RoadmapRow]) -> charts.TimeAxis:
    """Four quarters, six where much of the plan lies further off; four months when zoomed in."""
    if asked.zoom == "month" and not rights.quarters_only:
        return charts.time_axis(first, scale.add_months(first, MONTHS), today=today, zoom="month")
    quarters = QUARTERS
    # For those who see quarters only the axis is always the same, so that it tells nothing either.
    ends = [row.p85 for row in rows if row.p85] if rights.has("dates") else []
    while quarters < MOST_QUARTERS and sum(
        end >= scale.add_months(first, 3 * quarters) for end in ends
    ) * 4 > len(ends):
        quarters += 1
    return charts.time_axis(first, scale.add_months(first, 3 * quarters), today=today)


def _groups(axis: charts.TimeAxis, rights: Rights, seen: SeenRoadmap, group: str) -> tuple[Group, ...]:
    lines = [_line(axis, rights, row) for row in seen.rows]
    return tuple(
        Group(
            found.name or ("More" if rights.public_names and group else NAMELESS.get(group, "")),
            found.mark,
            tuple(lines[place] for place in found.places),
        )
        for found in seen.groups
        if found.places
    )


@lru_cache(maxsize=4096)
def _line(axis: charts.TimeAxis, rights: Rights, seen: Seen) -> Line:
    if rights.quarters_only:
        if seen.quarter is None:
            return Line(seen)
        return Line(seen, quarter=charts.quarter_bar(axis, seen.quarter, shipped=seen.shipped))
    if not (rights.has("dates") or rights.has("commitment")):
        return Line(seen)
    bar = charts.feature_bar(axis, dates_of(seen, rights))
    if not rights.has("state") and not seen.shipped:
        # Whether it has begun is not told: neither by the bar's colour nor in words.
        bar = bar._replace(kind="going", sentence=bar.sentence.replace(" not started.", "", 1))
    return Line(seen, bar)


def dates_of(seen: Seen, rights: Rights) -> charts.FeatureDates:
    words = [seen.team] if seen.team else []
    if rights.has("commitment") and seen.due_on is None and not seen.shipped:
        words.append("no commitment yet")
    return charts.FeatureDates(
        name=seen.name,
        start=seen.begins,
        p50=seen.p50,
        p85=seen.p85,
        done=seen.done or (0.001 if seen.state == FeatureState.BUILDING else 0.0),
        committed=seen.due_on,
        chance=seen.chance,
        shipped=seen.shipped_on,
        text=", ".join(words),
    )


def _connectors(
    axis: charts.TimeAxis, seen: SeenRoadmap, groups: tuple[Group, ...], *, named: bool
) -> charts.Connectors:
    kinds: list[Any] = []
    for group in groups:
        kinds += (["group"] if named else []) + ["feature"] * len(group.lines)
    centres, height = charts.row_centres(kinds)
    drawn = iter(centre for centre, kind in zip(centres, kinds, strict=True) if kind == "feature")
    y = {place: next(drawn) for group in seen.groups for place in group.places}
    rights = Rights(frozenset({"dates"}), quarters_only=False, public_names=False)
    linked = {place for row in seen.rows for place in row.needs} | {
        place for place, row in enumerate(seen.rows) if row.needs
    }
    bars = {place: dates_of(seen.rows[place], rights) for place in linked}
    links = [
        charts.Dependency(bars[other], y[other], bars[place], y[place])
        for place, row in enumerate(seen.rows)
        for other in row.needs
    ]
    return charts.connectors(axis, links, height=height)


def _capacity(axis: charts.TimeAxis, asked: Asked, wanted: FeatureFilter) -> charts.CapacityRow:
    step = 1 if asked.zoom == "month" else 3
    cuts = [axis.scale.start]
    while cuts[-1] < axis.scale.end:
        cuts.append(min(scale.add_months(cuts[-1], step), axis.scale.end))
    return charts.capacity_row(axis, period_loads(axis.today, list(pairwise(cuts)), wanted.team))


__all__ = ["GROUPED_BY", "Asked", "Group", "Line", "Roadmap", "dates_of", "roadmap", "when"]
