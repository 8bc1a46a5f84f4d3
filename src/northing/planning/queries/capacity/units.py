"""The units in which capacity is read: person-weeks, full-time people, days of work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from northing.planning.queries.calendar import Quarter, working_week


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` heads the table. `of_a_week(quarter)`: how many of them a person-week of that quarter is."""

    key: str
    name: str
    of_a_week: Callable[[Quarter], float]


def units(today: date) -> tuple[Unit, ...]:
    """The first one stands unless another is asked for. People: so many who work full-time from today, or from
    the quarter's first day, to its end."""
    days = len(working_week())

    def people(quarter: Quarter) -> float:
        return 7 / max((quarter.ends_on - max(quarter.starts_on, today)).days, 1)

    return (
        Unit("weeks", "person-weeks", lambda _: 1.0),
        Unit("people", "full-time people", people),
        Unit("days", "person-days", lambda _: float(days)),
    )
