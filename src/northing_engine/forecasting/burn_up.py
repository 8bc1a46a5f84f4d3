"""How much of one piece will be done by which week: the bands of a burn-up chart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from northing_engine.forecasting.calendar import Calendar
from northing_engine.forecasting.capacity import Capacity
from northing_engine.forecasting.delivery import CORRELATION, simulation_of
from northing_engine.forecasting.history import History
from northing_engine.forecasting.plan import Plan
from northing_engine.forecasting.simulation import Chunk
from northing_engine.forecasting.streams import Streams
from northing_engine.forecasting.throughput import MOST_WEEKS
from northing_engine.forecasting.work import Key, Piece

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)


@dataclass(frozen=True, eq=False)
class BurnUp:
    """Bands of what is done.

    days:   the last day of each week as a proleptic ordinal, int32, shape (weeks + 1,); the first is the start.
    levels: the bands' levels, shape (k,).
    done:   what is done by the end of each week at each level, shape (k, weeks + 1): at least the k-th level's
            value in all but that share of the futures. In ``unit``.
    total:  the piece's median size in ``unit``.
    unit:   "items" or "person-weeks".
    """

    days: NDArray[np.int32]
    levels: tuple[float, ...]
    done: NDArray[np.float64]
    total: float
    unit: str


def burn_up(
    piece: Key,
    work: Sequence[Piece],
    history: History,
    capacity: Capacity,
    calendar: Calendar,
    rng: Generator,
    draws: int = 20_000,
    *,
    weeks: int = 26,
    recent_weeks: int | None = None,
    correlation: float = CORRELATION,
    doubt_mean: bool = False,
) -> BurnUp | None:
    """The bands of one piece for the next ``weeks`` weeks, from the same futures as ``forecast_delivery``.

    Arguments as there. None when the piece has no date at all. Raises what it raises.
    """
    plan = Plan.of(work, history.recent(recent_weeks), capacity, doubts_mean=doubt_mean)
    if piece in plan.without_a_date():
        return None
    weeks = min(weeks, MOST_WEEKS)
    simulation = simulation_of(plan, [piece], calendar, Streams(rng), draws, correlation)
    wanted = plan.pieces[piece]
    done, sizes = [], []
    for number in range(-(-draws // simulation.lanes)):
        chunk = Chunk(simulation, number)
        for before in simulation.order:
            if before.id == piece:
                break
            chunk.pull(before)
        done.append(chunk.done_by_week(wanted, weeks))
        sizes.append(np.broadcast_to(np.asarray(chunk.amount(wanted), np.float32), simulation.lanes))
    pace = plan.paces[wanted.team]
    counted = wanted.items is not None and pace.counts_items
    unit = 1.0 if counted else pace.per_person_week or 1.0
    futures = np.concatenate(done, axis=1)[:, :draws] / unit
    bands = np.quantile(futures, LEVELS, axis=1, method="inverted_cdf")
    total = float(np.quantile(np.concatenate(sizes)[:draws], 0.5, method="inverted_cdf")) / unit
    last = calendar.ordinals(weeks)[calendar.slots_per_week - 1 :: calendar.slots_per_week]
    days = np.concatenate([[calendar.start.toordinal()], last]).astype(np.int32)
    return BurnUp(days, LEVELS, bands, total, "items" if counted else "person-weeks")
