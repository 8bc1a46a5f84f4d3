"""What metrics were so far, one value a period: what forecasts and breaks are read from."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from northing.metrics.models import Grain, Metric, Observation, OverTime
from northing.metrics.models.periods import number_of

# Whoever looks further back learns from another company.
LOOKED_BACK = {
    Grain.DAY: timedelta(days=400),
    Grain.WEEK: timedelta(weeks=300),
    Grain.MONTH: timedelta(days=366 * 20),
    Grain.QUARTER: timedelta(days=366 * 40),
}


@dataclass(frozen=True, slots=True)
class PastValues:
    """`values[i]` is of period `first + i`, NaN where nothing was observed. Never empty."""

    metric: Metric
    first: int
    values: tuple[float, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.values) - 1


def past_values(metrics: Sequence[Metric], today: date, *, whole: bool = False) -> dict[int, PastValues]:
    """By metric, as far as is looked back, or all of it; those without a value are left out.

    Two values in one period: the later one holds.

    A sum is left out as long as its week, month or quarter is not over.
    """
    found: dict[int, dict[int, float]] = {}
    for grain, back in LOOKED_BACK.items():
        of_grain = {metric.pk: metric for metric in metrics if metric.grain == grain}
        rows = Observation.objects.filter(metric__in=of_grain, day__lte=today)
        if not whole:
            rows = rows.filter(day__gte=today - back)
        now = number_of(grain, today)
        for pk, day, value in rows.order_by("day").values_list("metric_id", "day", "value"):
            number = number_of(grain, day)
            unfinished = grain != Grain.DAY and of_grain[pk].over_time == OverTime.SUM and number == now
            if not unfinished:
                found.setdefault(pk, {})[number] = value
    return {metric.pk: _line(metric, found[metric.pk]) for metric in metrics if metric.pk in found}


def _line(metric: Metric, values: dict[int, float]) -> PastValues:
    first, last = min(values), max(values)
    return PastValues(metric, first, tuple(values.get(at, math.nan) for at in range(first, last + 1)))
