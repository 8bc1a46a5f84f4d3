"""When will each piece be done?"""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from northing_engine.forecasting.assumptions import assumptions_of, no_date_because
from northing_engine.forecasting.calendar import Calendar
from northing_engine.forecasting.capacity import Capacity
from northing_engine.forecasting.futures import DeliveryForecast, Method, PieceForecast
from northing_engine.forecasting.history import History
from northing_engine.forecasting.order import downstream, upstream, working_order
from northing_engine.forecasting.plan import Plan
from northing_engine.forecasting.simulation import Simulated, Simulation
from northing_engine.forecasting.streams import Streams
from northing_engine.forecasting.throughput import MOST_WEEKS, NEGLIGIBLE, slot_chances
from northing_engine.forecasting.work import Key, Piece, checked

CORRELATION = 0.3
"""Usual correlation of the ranges of one plan: estimates made together are wrong together."""

UNSUPPORTED = frozenset({0.95})
"""Levels that fewer than seven weeks cannot support."""


def forecast_delivery(
    work: Sequence[Piece],
    history: History,
    capacity: Capacity,
    calendar: Calendar,
    rng: Generator,
    draws: int = 20_000,
    *,
    recent_weeks: int | None = None,
    correlation: float = CORRELATION,
    doubt_mean: bool = False,
    only: Collection[Key] | None = None,
) -> DeliveryForecast:
    """When each piece of the work will be done.

    work:         the pieces; their order does not matter, their ranks do.
    history:      items done a week by each team.
    capacity:     factors of the weeks to come, person-weeks for pieces estimated as effort.
    calendar:     from weeks to days; its start is the day the forecast is made for.
    rng:          source of the seed; one number is taken from it. Equal seeds give equal answers, and a plan
                  and its what-if made with equal seeds share their random numbers.
    draws:        futures to simulate; 20,000 for what is shown, fewer for a first look.
    recent_weeks: how many of the last weeks of history to draw from; None for all.
    correlation:  common correlation of the ranges, 0 to 1.
    doubt_mean:   take each team's mean pace as uncertain by its standard error, as is right for long plans
                  from short histories; all is simulated then. False takes the history at its word.
    only:         ids to answer for. Only they and what can delay them is computed, with the same answer as
                  in the whole: this is how a what-if is made cheap. ``affected`` names what a change can move.

    A piece is convolved exactly when nothing needs it and neither it nor what its team does before it waits or
    is a range; the others are simulated, together with what needs them (see ``simulation`` for the policy).
    A team with history counts items; effort is turned into items at its own rate. A team without history works
    off effort at its person-weeks a week.

    Raises CircularNeeds (naming the cycle), UnknownNeed, DuplicatePiece, InvalidRange; KeyError for an id in
    ``only`` that is not in the work.
    """
    plan = Plan.of(work, history.recent(recent_weeks), capacity, doubts_mean=doubt_mean)
    asked = [piece.id for piece in work] if only is None else [plan.pieces[id_].id for id_ in only]
    report = _Report(plan, calendar)
    targets = plan.exact_targets()
    alone = targets.keys() - plan.needed()
    simulated = [id_ for id_ in asked if id_ not in alone and id_ not in report.without]
    simulation = simulation_of(plan, simulated, calendar, Streams(rng), draws, correlation)
    outcome = simulation.run()
    answers = report.exact(targets, [id_ for id_ in asked if id_ in alone])
    answers |= {id_: report.simulated(plan.pieces[id_], outcome) for id_ in simulated}
    answers |= {id_: report.unknown(plan.pieces[id_]) for id_ in asked if id_ in report.without}
    return DeliveryForecast({id_: answers[id_] for id_ in asked}, draws)


def affected(work: Sequence[Piece], *, pieces: Collection[Key] = (), teams: Collection[Key] = ()) -> set[Key]:
    """Ids of all pieces whose forecast may move when ``pieces`` or the capacity of ``teams`` change.

    Pass them as ``only`` to forecast a what-if; every other piece keeps the date that it has.
    Raises CircularNeeds, UnknownNeed, DuplicatePiece.
    """
    return downstream(working_order(checked(work)), ids=pieces, teams=teams)


def simulation_of(
    plan: Plan, ids: Collection[Key], calendar: Calendar, streams: Streams, draws: int, correlation: float
) -> Simulation:
    """The smallest simulation that answers for the pieces ``ids``: they and what can delay them."""
    needed = upstream(ids, plan.order) - plan.without_a_date()
    return Simulation(
        order=[piece for piece in plan.order if piece.id in needed],
        paces=plan.paces,
        rows=len(plan.history.done),
        rho=correlation,
        draws=draws,
        slots=calendar.slots_per_week,
        streams=streams,
    )


class _Report:
    """Turns distributions over slots into forecasts with dates and assumptions."""

    def __init__(self, plan: Plan, calendar: Calendar) -> None:
        self.plan, self.without = plan, plan.without_a_date()
        self._slots = calendar.slots_per_week
        ordinals = calendar.ordinals(MOST_WEEKS)
        self._days = np.concatenate([[calendar.start.toordinal()], ordinals]).astype(np.int32)

    def exact(self, targets: dict[Key, int], asked: Sequence[Key]) -> dict[Key, PieceForecast]:
        """Convolve every team that has an exact piece among ``asked``."""
        answers: dict[Key, PieceForecast] = {}
        for team in dict.fromkeys(self.plan.pieces[id_].team for id_ in asked):
            queue = [piece for piece in self.plan.order if piece.team == team and piece.id in targets]
            ends = np.array([targets[piece.id] for piece in queue])
            pace = self.plan.paces[team]
            chances = np.zeros((len(queue), 1))
            if ends.any() and pace.own.any():
                chances = slot_chances(pace.own, np.maximum(ends, 1), self._slots, pace.capacity)
            chances = np.concatenate([np.zeros((len(queue), 1)), chances], axis=1)
            chances[ends == 0] = np.eye(1, chances.shape[1])
            before: int | None = 0
            for piece, row in zip(queue, np.cumsum(chances, axis=1), strict=True):
                answers[piece.id] = self._forecast(piece, Method.EXACT, 0, row, before)
                before = _median(row) if targets[piece.id] else before
        return answers

    def simulated(self, piece: Piece, outcome: Simulated) -> PieceForecast:
        """Count the draws of one piece."""
        first, finish = _shares(outcome.finish[piece.id])
        start_first, start = _shares(outcome.start[piece.id])
        median = _median(start)
        begun = None if median is None else start_first + median
        waited = outcome.waited.get(piece.id, {})
        return self._forecast(piece, self.plan.method(piece), first, finish, begun, waited)

    def unknown(self, piece: Piece) -> PieceForecast:
        """A piece without a date, and why."""
        none = np.empty(0, np.int32), np.empty(0)
        why = no_date_because(self.plan, piece, self.without)
        return PieceForecast(piece.id, piece.team, Method.NONE, *none, assumptions=why)

    def _forecast(
        self,
        piece: Piece,
        method: Method,
        first: int,
        reached: NDArray[np.float64],
        begun: int | None,
        waited: dict[Key, float] | None = None,
    ) -> PieceForecast:
        """reached: P(done by slot first, first + 1, ...); slot 0 is before the first working day."""
        kept = reached[: max(self._days.size - first, 0)]
        days = self._days[first : first + kept.size]
        changes = np.flatnonzero(np.diff(kept, prepend=0.0) > 0)
        days, last = np.unique(days[changes][::-1], return_index=True)
        chances = np.minimum(kept[changes][::-1][last], 1.0)
        start = self._date(begun)
        shy = self.plan.paces[piece.team].is_short
        said = assumptions_of(self.plan, piece, self.without)
        withheld = UNSUPPORTED if shy else frozenset()
        return PieceForecast(piece.id, piece.team, method, days, chances, start, waited or {}, withheld, said)

    def _date(self, slot: int | None) -> date | None:
        known = slot is not None and slot < self._days.size
        return date.fromordinal(int(self._days[slot])) if known else None


def _shares(slots: NDArray[np.int16]) -> tuple[int, NDArray[np.float64]]:
    """The smallest slot and the share of draws that are at or below it, the next one, ..."""
    first = int(slots.min())
    counts = np.bincount(slots - first)
    return first, np.cumsum(counts) / slots.size


def _median(reached: NDArray[np.float64]) -> int | None:
    place = int(np.searchsorted(reached, 0.5 - NEGLIGIBLE))
    return place if place < reached.size else None
