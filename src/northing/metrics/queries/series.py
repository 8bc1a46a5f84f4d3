"""Values of a metric over time, by its own grain or a coarser one."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Min

from northing.kernel import clock
from northing.metrics.models import ExpectedRange, Grain, Metric, Observation, OverTime, Restatement
from northing.metrics.models.periods import first_day as first_day_of
from northing.metrics.models.periods import number_of

Series = list[tuple[date, float]]
Ranges = dict[date, tuple[float, float]]
"""By the first day of a period, what its value was expected to lie between."""
COARSER = tuple(Grain.values)
ADDED = {OverTime.SUM: "sum(value)", OverTime.LAST: "(array_agg(value ORDER BY day DESC))[1]"}
_BY_PERIOD = """
SELECT date_trunc('{grain}', day)::date AS first, {added} FROM metrics_observation
WHERE metric_id = %s AND day >= %s GROUP BY first ORDER BY first
"""


def grains_of(metric: Metric) -> list[Grain]:
    """How a metric can be shown: as it comes, and by longer periods where it adds up over time."""
    return [Grain(grain) for grain in COARSER[COARSER.index(metric.grain) :]]


def series(metric: Metric, since: date, grain: str = "") -> Series:
    """Its values from that day on, oldest first. A ratio is averaged: its parts are other metrics.

    What adds up over time is left out as long as its week, month or quarter is not over, and where that began
    before the day: a part of it would look like a fall.
    """
    if grain in {"", metric.grain} or grain not in COARSER:
        rows = Observation.objects.filter(metric=metric, day__gte=since).order_by("day")
        return list(rows.values_list("day", "value"))
    added = ADDED.get(OverTime(metric.over_time), "avg(value)")
    with connection.cursor() as cursor:
        cursor.execute(_BY_PERIOD.format(grain=grain, added=added), [metric.pk, since])
        found = [(first, value) for first, value in cursor.fetchall()]
    if metric.over_time != OverTime.SUM:
        return found
    now = first_day_of(grain, number_of(grain, clock.today()))
    return [(first, value) for first, value in found if since <= first < now]


def first_day(metric: Metric) -> date | None:
    first: date | None = Observation.objects.filter(metric=metric).aggregate(first=Min("day"))["first"]
    return first


def expected_ranges(metric: Metric) -> Ranges:
    """As kept by the watching, of the metric's own grain; empty where it was not watched yet."""
    kept = ExpectedRange.objects.filter(metric=metric).first()
    return dict(zip(kept.days, zip(kept.low, kept.high, strict=True), strict=True)) if kept else {}


def before_restated(metric: Metric, since: date) -> Series:
    """What was published before it was restated: the oldest of what each day once said."""
    said = Restatement.objects.filter(metric=metric, day__gte=since).order_by("day", "restated_at")
    return list(said.distinct("day").values_list("day", "value"))


def recent(metrics: Iterable[int], count: int = 60) -> dict[int, Series]:
    """The last so many values of each metric, oldest first, in one query."""
    found: dict[int, Series] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT wanted.id, latest.day, latest.value FROM unnest(%s::bigint[]) AS wanted (id)
            CROSS JOIN LATERAL (
                SELECT day, value FROM metrics_observation WHERE metric_id = wanted.id
                ORDER BY day DESC LIMIT %s) AS latest
            ORDER BY wanted.id, latest.day
            """,
            [list(metrics), count],
        )
        for metric, day, value in cursor.fetchall():
            found.setdefault(metric, []).append((day, value))
    return found
