"""Metrics and what they are made of, with their values lately and before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from northing.metrics.models import Factor, Grain, Metric
from northing.organisation.models import Member

# The latest period is compared with the mean of so many before it.
BEFORE = 4
# Days of the latest period, and of the four before it, by the first days of periods: months differ in length.
STRETCHES = {Grain.DAY: (7, 28), Grain.WEEK: (7, 28), Grain.MONTH: (27, 103), Grain.QUARTER: (80, 320)}
_LAST = """
SELECT one, (SELECT max(day) FROM metrics_observation WHERE metric_id = one) FROM unnest(%s::bigint[]) AS one
"""
_MEANS = """
SELECT place, metric, stretch.before, stretch.after FROM unnest(
    %s::int[], %s::bigint[], %s::date[], %s::date[], %s::date[]) AS wanted (place, metric, first, begins, until)
CROSS JOIN LATERAL (
    SELECT avg(value) FILTER (WHERE day <= begins) AS before, avg(value) FILTER (WHERE day > begins) AS after
    FROM metrics_observation WHERE metric_id = metric AND day > first AND day <= until) AS stretch
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Means of the latest period, which ends on `until`, and of those before it."""

    before: float
    after: float
    until: date

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Branch:
    """A metric and those it is made of, in their order; each with whether it is taken away or divided by."""

    whole: Metric
    parts: tuple[tuple[Metric, bool], ...]


def branch(actor: Member, whole: Metric) -> Branch | None:
    """None where it is made of nothing, or of something that the actor may not know of."""
    factors = list(whole.factors.select_related("part__product"))
    if not whole.made_of or not factors:
        return None
    seen = set(
        Metric.objects.visible_to(actor)
        .filter(pk__in=[f.part_id for f in factors])
        .values_list("pk", flat=True)
    )
    if len(seen) < len(factors):
        return None
    return Branch(whole, tuple((factor.part, factor.inverse) for factor in factors))


def above(actor: Member, part: Metric) -> Metric | None:
    """The first metric that this one is part of."""
    wholes = Factor.objects.filter(part=part).values("whole")
    return Metric.objects.visible_to(actor).filter(pk__in=wholes, archived=False).order_by("pk").first()


def branches(actor: Member) -> list[Branch]:
    """All that are made of others, but for those with a part that the actor may not know of."""
    rows = {row.pk: row for row in Metric.objects.visible_to(actor).select_related("product__line", "owner")}
    parts: dict[int, list[tuple[Metric, bool]]] = {}
    hidden: set[int] = set()
    for whole, part, inverse in Factor.objects.order_by("position", "pk").values_list(
        "whole", "part", "inverse"
    ):
        if whole not in rows or part not in rows:
            hidden.add(whole)
        else:
            parts.setdefault(whole, []).append((rows[part], inverse))
    return [
        Branch(rows[whole], tuple(below))
        for whole, below in parts.items()
        if whole not in hidden and rows[whole].made_of and not rows[whole].archived
    ]


def moved(metrics: Collection[Metric]) -> dict[int, Moved]:
    """Of metrics that belong together."""
    return moved_together([metrics])[0]


def moved_together(groups: Sequence[Collection[Metric]]) -> list[dict[int, Moved]]:
    """In two queries, however many. The periods of a group end with the day up to which all of it has values,
    so that all are compared over the same days: of days that is a week, else the coarsest grain."""
    keys = sorted({metric.pk for group in groups for metric in group})
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [keys])
        last: dict[int, date | None] = dict(cursor.fetchall())
        wanted, untils = [], []
        for place, group in enumerate(groups):
            known = [day for metric in group if (day := last[metric.pk]) is not None]
            untils.append(min(known, default=date.min))
            length, before = max((STRETCHES[Grain(metric.grain)] for metric in group), default=(0, 0))
            for metric in group if known else ():
                begins = untils[-1] - timedelta(days=length)
                wanted.append((place, metric.pk, begins - timedelta(days=before), begins, untils[-1]))
        if not wanted:
            return [{} for _ in groups]
        cursor.execute(_MEANS, [list(column) for column in zip(*wanted, strict=True)])
        rows = cursor.fetchall()
    found: list[dict[int, Moved]] = [{} for _ in groups]
    for place, pk, before, after in rows:
        if before is not None and after is not None:
            found[place][pk] = Moved(before, after, untils[place])
    return found


def possible_parts(actor: Member, whole: Metric) -> "QuerySet[Metric]":
    """All that it may be made of, by name."""
    return Metric.objects.visible_to(actor).filter(archived=False).exclude(pk=whole.pk).order_by("name", "pk")
