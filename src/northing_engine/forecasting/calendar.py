"""From weeks after the start to dates."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Calendar:
    """Working days from a start date on. Week w is the seven days from ``start + 7 w``.

    start:    the first day of week 0 ("today"), counted in when it is a working day.
    weekdays: the days of a week on which people work, Monday is 0.
    closed:   days on which nobody works.

    A week is cut into as many slots as it usually has working days. A slot of a week that lost days to
    ``closed`` falls on the days that are left, spread evenly; in a week without any, on the next working day.

    Raises ValueError when no weekday is given.
    """

    start: date
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError("a calendar needs at least one working day, from Monday 0 to Sunday 6")

    @property
    def slots_per_week(self) -> int:
        """Working days of a usual week."""
        return len(set(self.weekdays))

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def ordinals(self, weeks: int) -> NDArray[np.int32]:
        """The date of every slot of the first ``weeks`` weeks as proleptic ordinals, shape
        (weeks * slots_per_week,), never decreasing. ``date.fromordinal`` turns them back."""
        first, slots = self.start.toordinal(), self.slots_per_week
        shut = {day.toordinal() for day in self.closed}
        result = np.empty(weeks * slots, dtype=np.int32)
        days: list[int] = []
        for week in range(weeks - 1, -1, -1):
            after = days
            monday = first + 7 * week
            days = [d for d in range(monday, monday + 7) if (d - 1) % 7 in self.weekdays and d not in shut]
            days = days or after[:1] or [self._next_working(monday + 7)]
            for slot in range(slots):
                result[week * slots + slot] = days[-(-(slot + 1) * len(days) // slots) - 1]
        return result

    def _next_working(self, ordinal: int) -> int:
        day = date.fromordinal(ordinal)
        for _ in range(366):
            if self.is_working(day):
                break
            day += timedelta(days=1)
        return day.toordinal()

    def weeks_until(self, day: date) -> float:
        """Working weeks from the start to the beginning of ``day`` (0 when it is past), as
        ``Piece.not_before`` wants them: the number of slots before the day, over the slots of a week."""
        weeks = max((day - self.start).days // 7 + 1, 0)
        before = np.searchsorted(self.ordinals(weeks), day.toordinal(), side="left")
        return float(before) / self.slots_per_week
