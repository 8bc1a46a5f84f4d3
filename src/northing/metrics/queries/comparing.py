"""What a metric can be laid beside: itself a year before, and those that it is made of or stands with."""

from datetime import date, timedelta

from django.db.models import Q

from northing.metrics.models import Factor, Metric
from northing.metrics.queries.series import Series, series
from northing.organisation.models import Member

YEAR_BEFORE = "year"
YEAR = timedelta(days=364)
"""So that a day of the week lies above the same one."""
MOST = 40
ALIKE = 3.0
"""Measures of one unit share a scale when neither is so many times as large."""


def comparable(actor: Member, metric: Metric) -> list[Metric]:
    """Those of its product, its parts and the wholes it is part of, by name."""
    near = Q(pk__in=Factor.objects.filter(whole=metric).values("part"))
    near |= Q(pk__in=Factor.objects.filter(part=metric).values("whole"))
    if metric.product_id is not None:
        near |= Q(product=metric.product_id)
    return list(Metric.objects.visible_to(actor).filter(near, archived=False).exclude(pk=metric.pk)[:MOST])


def year_before(metric: Metric, since: date, grain: str) -> Series:
    """Its own values, each laid a year later."""
    begins = since - YEAR if since > date.min + YEAR else since
    return [(day + YEAR, value) for day, value in series(metric, begins, grain) if day + YEAR >= since]


def beside(metric: Metric, values: Series, other: Metric, said: Series) -> tuple[Series, bool]:
    """The other's values where there are values, and whether they lie on the metric's own scale: else they are
    stretched over its height."""
    if not values or not said:
        return said, True
    low, high = min(value for _, value in values), max(value for _, value in values)
    least, most = min(value for _, value in said), max(value for _, value in said)
    if metric.unit == other.unit and _alike(abs(high) or 1.0, abs(most) or 1.0):
        return said, True
    stretch = (high - low) / (most - least) if most > least else 0.0
    return [(day, low + (value - least) * stretch) for day, value in said], False


def _alike(one: float, other: float) -> bool:
    return max(one, other) / min(one, other) < ALIKE
