"""When will all of these be done? Futures side by side: what happens to several pieces in the same one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from northing_engine.forecasting.calendar import Calendar
from northing_engine.forecasting.capacity import Capacity
from northing_engine.forecasting.delivery import CORRELATION, simulation_of
from northing_engine.forecasting.futures import ROUNDING
from northing_engine.forecasting.history import History
from northing_engine.forecasting.plan import Plan
from northing_engine.forecasting.streams import Streams
from northing_engine.forecasting.throughput import MOST_WEEKS
from northing_engine.forecasting.work import Key, Piece

NEVER = np.int32(date.max.toordinal())
"""The day of what is not done within ten years."""


@dataclass(frozen=True, eq=False)
class JointForecast:
    """Every future of every piece, in the same order of futures.

    finish: the day, a proleptic ordinal, int32, shape (draws,); `NEVER` when it is not done within ten years.
    start:  the same for the day on which it is begun.
    A piece without a date (no pace, no size) is in neither.
    """

    finish: Mapping[Key, NDArray[np.int32]]
    start: Mapping[Key, NDArray[np.int32]]
    draws: int

    def done_by(self, piece: Key, day: date) -> NDArray[np.bool_]:
        """In which futures the piece is done by the end of the day; in none when it has no date."""
        days = self.finish.get(piece)
        return np.zeros(self.draws, bool) if days is None else days <= day.toordinal()

    def all_by(self, pieces: Collection[Key], day: date) -> float:
        """The chance that all of these are done by the end of the day: 1 when there are none."""
        kept = np.ones(self.draws, bool)
        for piece in pieces:
            kept &= self.done_by(piece, day)
        return float(kept.mean())

    def percentile(self, piece: Key, level: float) -> date | None:
        """The first day by whose end it is done with at least that chance; None: not within ten years."""
        return _percentile(self.finish.get(piece), level)

    def begun(self, piece: Key) -> date | None:
        """The day by which it is begun in half of the futures."""
        return _percentile(self.start.get(piece), 0.5)


def forecast_together(
    work: Sequence[Piece],
    history: History,
    capacity: Capacity,
    calendar: Calendar,
    rng: Generator,
    draws: int = 20_000,
    *,
    correlation: float = CORRELATION,
) -> JointForecast:
    """`forecast_delivery` with `doubt_mean`, future by future: with an equal seed, the same days.

    Raises what `forecast_delivery` raises.
    """
    plan = Plan.of(work, history, capacity, doubts_mean=True)
    without = plan.without_a_date()
    asked = [piece.id for piece in work if piece.id not in without]
    outcome = simulation_of(plan, asked, calendar, Streams(rng), draws, correlation).run()
    ordinals = np.concatenate([[calendar.start.toordinal()], calendar.ordinals(MOST_WEEKS)]).astype(np.int32)
    days = np.append(ordinals, NEVER)

    def on(slots: NDArray[np.int16]) -> NDArray[np.int32]:
        return days[np.minimum(slots, days.size - 1)]

    return JointForecast(
        {id_: on(outcome.finish[id_]) for id_ in asked}, {id_: on(outcome.start[id_]) for id_ in asked}, draws
    )


def _percentile(days: NDArray[np.int32] | None, level: float) -> date | None:
    if days is None:
        return None
    place = max(int(np.ceil(level * days.size - ROUNDING)) - 1, 0)
    day = int(np.partition(days, place)[place])
    return None if day == NEVER else date.fromordinal(day)
