"""Work against capacity, period by period: person-weeks of both, for the row below the roadmap."""

from collections.abc import Collection, Sequence
from datetime import date

from northing.planning.queries.calendar import Quarter
from northing.planning.queries.capacity import available
from northing.planning.queries.capacity.load import likely_loads
from northing.ui.charts import CapacityPeriod


def period_loads(
    today: date, periods: Sequence[tuple[date, date]], teams: Collection[int] = ()
) -> list[CapacityPeriod]:
    """Load and capacity, in whole person-weeks, from each first day to before each last one.

    Of a period that has begun, what is left. Work without an estimate in person-weeks is not counted.
    """
    shown = [(start, end) for start, end in periods if end > today]
    if not shown:
        return []
    known = [Quarter(max(start, today), end) for start, end in shown]
    chosen = list(teams) or None
    there, loads = available(chosen, known), likely_loads(known, chosen)
    found = []
    for place, (start, end) in enumerate(shown):
        load = sum(weeks for (_, period), weeks in loads.items() if period == place)
        capacity = sum(
            weeks.likely
            for (_, period, discipline), weeks in there.weeks.items()
            if period == place and not discipline
        )
        found.append(CapacityPeriod(start, end, round(load), round(capacity)))
    return found
