"""Metrics and what they are made of, with their values lately and before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from northing.metrics.models import Factor, Grain, Metric
from northing.organisation.models import Member

# The latest period is compared with the mean of so many before it.
BEFORE = 4
LENGTHS = {Grain.DAY: 7, Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92}


@dataclass(frozen=True, slots=True)
class Moved:
    """Means of the latest period, which ends on `until`, and of those before it."""

    before: float
    after: float
    until: date


@dataclass(frozen=True, slots=True)
class Branch:
    """A metric and those it is made of, in their order; each with whether it is taken away or divided by."""

    whole: Metric
    parts: tuple[tuple[Metric, bool], ...]


def branch(actor: Member, whole: Metric) -> Branch | None:
    """None where it is made of nothing, or of something that the actor may not know of."""
    factors = list(whole.factors.select_related("part"))
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
    """All that are made of others, of what the actor may know of."""
    rows = {row.pk: row for row in Metric.objects.visible_to(actor).filter(archived=False)}
    parts: dict[int, list[tuple[Metric, bool]]] = {}
    for whole, part, inverse in Factor.objects.order_by("position", "pk").values_list(
        "whole", "part", "inverse"
    ):
        if whole in rows and part in rows:
            parts.setdefault(whole, []).append((rows[part], inverse))
    return [Branch(rows[whole], tuple(below)) for whole, below in parts.items() if rows[whole].made_of]


def moved(metrics: Collection[Metric]) -> dict[int, Moved]:
    """One query. The periods end with the day up to which all of these metrics have values, so that they
    are compared over the same days; of days that is a week, else the metric's own grain."""
    if not metrics:
        return {}
    length = max(LENGTHS[Grain(metric.grain)] for metric in metrics)
    keys = [metric.pk for metric in metrics]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(last) FROM (SELECT ("
            "SELECT max(day) FROM metrics_observation WHERE metric_id = one) AS last"
            " FROM unnest(%s::bigint[]) AS one) AS lasts",
            [keys],
        )
        until: date | None = cursor.fetchone()[0]
        if until is None:
            return {}
        begins = until - timedelta(days=length)
        cursor.execute(
            "SELECT metric_id, avg(value) FILTER (WHERE day > %(begins)s),"
            " avg(value) FILTER (WHERE day <= %(begins)s)"
            " FROM metrics_observation WHERE metric_id = ANY(%(keys)s) AND day > %(first)s AND day <= %(until)s"
            " GROUP BY metric_id",
            {
                "keys": keys,
                "begins": begins,
                "first": begins - timedelta(days=length * BEFORE),
                "until": until,
            },
        )
        rows = cursor.fetchall()
    return {
        pk: Moved(before, after, until)
        for pk, after, before in rows
        if after is not None and before is not None
    }


def possible_parts(actor: Member, whole: Metric) -> "QuerySet[Metric]":
    """All that it may be made of, by name."""
    return Metric.objects.visible_to(actor).filter(archived=False).exclude(pk=whole.pk).order_by("name", "pk")
