"""What metrics say of the key results that read them: the latest value, and what the forecast makes likely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.metrics.queries.latest import latest_values, outlooks
from northing.metrics.queries.outlook import Outlook
from northing.strategy.models import KeyResult


@dataclass(frozen=True, slots=True)
class Reading:
    """`outlook`: of the day on which the target is due; None while nothing is forecast."""

    value: Decimal | None
    day: date | None
    outlook: Outlook | None


def readings(rows: Iterable[KeyResult], today: date) -> dict[int, Reading]:
    """By key result, of those that read a metric; two queries."""
    reading = {row: row.metric_id for row in rows if row.metric_id is not None}
    if not reading:
        return {}
    latest = latest_values(set(reading.values()), today)
    said = outlooks({(metric, row.by) for row, metric in reading.items()}, [today])
    return {
        row.pk: _reading(latest.get(metric), said.get((metric, row.by, today)))
        for row, metric in reading.items()
    }


def _reading(latest: tuple[date, float] | None, outlook: Outlook | None) -> Reading:
    if latest is None:
        return Reading(None, None, outlook)
    day, value = latest
    return Reading(Decimal(str(round(value, 4))), day, outlook)
