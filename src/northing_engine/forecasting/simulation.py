"""Many futures at once: the same weeks for all teams, needs across teams, ranges that are wrong together.

What a draw is: for each week to come one week of the common history, the same for every team, so that
holidays and outages hit everybody in it; for each range one size. Then, piece by piece in working order, each
piece takes its team's time from the moment its needs are finished:

* A team never idles while it has something that can start: what waits leaves its time to lower ranks, and
  takes the next free time when it is ready. A higher rank that becomes ready goes first from then on.
* A week is the grain. Inside a week its items are finished evenly; of the week in which a piece becomes
  ready it can use the part that is left. The order of pieces inside one week of one team is not tracked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.pace import Pace
from northing_engine.forecasting.ranges import Range, correlated_scores
from northing_engine.forecasting.streams import Streams
from northing_engine.forecasting.team_weeks import BLOCK, Pulled, Spots, TeamWeeks, Weeks
from northing_engine.forecasting.throughput import MOST_WEEKS
from northing_engine.forecasting.work import Key, Piece

CHUNK = 20_000
"""Draws that are worked on together: small enough for the cache, large enough for numpy."""

ROUNDING = np.float32(5e-3)
"""Part of a slot: what float32 may be off after ten years of weeks."""

SLACK = np.float32(0.02)
"""Part of a week below which a piece did not really wait."""

Slots = NDArray[np.int16]


@dataclass(eq=False)
class Simulated:
    """What became of the simulated pieces.

    finish: for each piece the day in each draw, counted in slots, shape (draws,), int16: 0 is "before the
            start", s is the s-th working day, ``never_slot`` is never.
    start:  the same for the day on which it is begun.
    waited: for each piece that has needs, the share of draws in which it waited for each of them.
    """

    finish: dict[Key, Slots] = field(default_factory=dict)
    start: dict[Key, Slots] = field(default_factory=dict)
    waited: dict[Key, dict[Key, float]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Simulation:
    """One set of futures.

    order:   the pieces to simulate, in working order, complete upstream; each can be turned into time.
    paces:   the pace of each of their teams.
    rows:    weeks of the common history.
    rho:     correlation of the ranges.
    draws:   how many futures. slots: working days of a week.
    """

    order: Sequence[Piece]
    paces: Mapping[Key, Pace]
    rows: int
    rho: float
    draws: int
    slots: int
    streams: Streams

    def run(self) -> Simulated:
        """All pieces in all draws."""
        result = Simulated()
        for piece in self.order:
            result.finish[piece.id] = np.empty(self.draws, np.int16)
            result.start[piece.id] = np.empty(self.draws, np.int16)
            if piece.needs:
                result.waited[piece.id] = dict.fromkeys(piece.needs, 0.0)
        for number, first in enumerate(range(0, self.draws, self.lanes)):
            chunk = Chunk(self, number)
            self._run_chunk(chunk, slice(first, min(first + self.lanes, self.draws)), result)
        return result

    @property
    def lanes(self) -> int:
        """Draws in a chunk: all chunks are equally large, the last one may be cut when it is read."""
        chunks = -(-self.draws // CHUNK)
        return -(-self.draws // chunks)

    def _run_chunk(self, chunk: "Chunk", where: slice, result: Simulated) -> None:
        count = where.stop - where.start
        latest: dict[Key, tuple[Weeks, Slots]] = {}
        for piece in self.order:
            pulled = chunk.pull(piece)
            before, before_slots = latest.get(piece.team, (None, None))
            start = before_slots if pulled.start is before else None
            result.start[piece.id][where] = self._slot(pulled.start[:count]) if start is None else start
            finish = result.finish[piece.id][where] = self._slot(pulled.finish[:count])
            latest[piece.team] = pulled.finish, finish
            for need, lanes in chunk.waits(piece, pulled).items():
                result.waited[piece.id][need] += float(np.count_nonzero(lanes[:count])) / self.draws

    def _slot(self, weeks: Weeks) -> Slots:
        slots: Slots = np.ceil(weeks * np.float32(self.slots) - ROUNDING).astype(np.int16)
        return slots

    @property
    def never_slot(self) -> int:
        """Slots from this one on mean never."""
        return MOST_WEEKS * self.slots + 1


class Chunk:
    """Some of a simulation's futures: the teams' weeks and when each piece that others wait for is finished."""

    def __init__(self, simulation: Simulation, number: int) -> None:
        self._simulation, self._number = simulation, number
        self._lanes = simulation.lanes
        self._teams: dict[Key, TeamWeeks] = {}
        self._blocks: dict[int, Spots] = {}
        self._finish: dict[Key, Weeks] = {}
        self._needed = {need for piece in simulation.order for need in piece.needs}
        self._common = simulation.streams.named("sizes", number).standard_normal(self._lanes)

    def pull(self, piece: Piece) -> Pulled:
        """Give the piece its team's time."""
        ready, amount = self._ready(piece), self.amount(piece)
        if isinstance(amount, float) and amount == 0:
            at = ready if ready is not None else np.zeros(self._lanes, np.float32)
            pulled = Pulled(at, at, at)
        else:
            pulled = self.team(piece.team).pull(amount, ready)
        if piece.id in self._needed:
            self._finish[piece.id] = pulled.finish
        return pulled

    def done_by_week(self, piece: Piece, weeks: int) -> Weeks:
        """How much of the piece is done after each week, shape (weeks + 1, lanes), in its team's unit."""
        amount = self.amount(piece)
        if isinstance(amount, float) and amount == 0:
            return np.zeros((weeks + 1, self._lanes), np.float32)
        return self.team(piece.team).done_by_week(amount, self._ready(piece), weeks)

    def waits(self, piece: Piece, pulled: Pulled) -> dict[Key, NDArray[np.bool_]]:
        """The lanes in which the piece waited for each need: it came last, and after the team was free."""
        if not piece.needs:
            return {}
        finishes = [self._finish[need] for need in piece.needs]
        last = np.maximum.reduce(finishes)
        held = last > np.maximum(pulled.idle, np.float32(piece.not_before)) + SLACK
        return {need: held & (finish == last) for need, finish in zip(piece.needs, finishes, strict=True)}

    def amount(self, piece: Piece) -> float | Weeks:
        """The piece's size in its team's unit: a number, or one a lane when it is a range."""
        pace = self._simulation.paces[piece.team]
        unit = pace.units(piece) or 0.0
        counted = piece.items is not None and pace.counts_items
        size = piece.items if counted else piece.effort
        if isinstance(size, Range):
            own = self._simulation.streams.named("size", piece.id, self._number).standard_normal(self._lanes)
            sizes = size.at(correlated_scores(self._common, own, self._simulation.rho))
            sizes = np.maximum(np.rint(sizes), 1.0) if counted else sizes
            return np.maximum(sizes * unit, 1e-3).astype(np.float32)
        return float(size or 0) * unit

    def team(self, team: Key) -> TeamWeeks:
        """The team's weeks, drawn when they are first asked for."""
        if team not in self._teams:
            pace = self._simulation.paces[team]
            self._teams[team] = TeamWeeks(
                pace, self._lanes, self._number, self._simulation.streams, self._block, self._weeks_for(team)
            )
        return self._teams[team]

    def _weeks_for(self, team: Key) -> int:
        """About as many weeks as the team will need; it draws more when it needs them."""
        pace = self._simulation.paces[team]
        total = sum(float(np.mean(self.amount(p))) for p in self._simulation.order if p.team == team)
        return min(int(1.2 * total / max(pace.mean, 1e-3)) + BLOCK, MOST_WEEKS)

    def _block(self, number: int) -> Spots:
        """Which past week each of BLOCK weeks to come is, the same for all teams, shape (BLOCK, lanes)."""
        if number not in self._blocks:
            draw = self._simulation.streams.named("weeks", self._number, number)
            width = np.uint8 if self._simulation.rows <= 256 else np.uint16
            drawn = draw.integers(self._simulation.rows, size=(BLOCK, self._lanes), dtype=width)
            self._blocks[number] = drawn.astype(np.intp)
        return self._blocks[number]

    def _ready(self, piece: Piece) -> Weeks | None:
        if not piece.needs and not piece.not_before:
            return None
        ready = np.full(self._lanes, piece.not_before, np.float32)
        for need in piece.needs:
            np.maximum(ready, self._finish[need], out=ready)
        return ready
