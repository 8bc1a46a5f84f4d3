"""One team's weeks to come in many draws at once, and what is still free in them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.pace import Pace
from northing_engine.forecasting.streams import Streams
from northing_engine.forecasting.throughput import MOST_WEEKS

NEVER = np.float32(MOST_WEEKS + 1)
"""The finish of what is not finished, in weeks: after every real one."""

BLOCK = 20
"""Weeks are drawn in blocks of this many."""

LEAST = np.float32(1e-9)
"""Keeps the share of a week per unit finite in a week in which nothing is done."""

HAIR = np.float32(1e-4)
"""Part of a week that is not worth waiting for."""

Weeks = NDArray[np.float32]
Spots = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pulled:
    """A piece's time in each draw, in weeks after the start, shape (lanes,), NEVER where there is none.

    idle: when the team could have begun it, had it not had to wait.
    """

    start: Weeks
    finish: Weeks
    idle: Weeks


class TeamWeeks:
    """The weeks of one team in a chunk of draws.

    ``_free`` (what is left of each week, in the team's unit) and ``_per_unit`` (the share of that week which
    one unit takes) are flat, week after week, one lane a draw: the spot of week w in lane d is w * lanes + d.
    ``_first`` is each lane's first spot that can still have something free, ``_idle`` the moment from which on
    it is, and ``_left`` how much: ``_free`` may lag behind it in that week, and is not kept for the weeks
    before. After the last of the ten years comes one week in which nothing is ever free: who ends up there is
    never finished.
    """

    def __init__(
        self, pace: Pace, lanes: int, chunk: int, streams: Streams, block: Callable[[int], Spots], weeks: int
    ) -> None:
        self._pace, self._lanes, self._chunk, self._streams = pace, lanes, chunk, streams
        self._block = block
        self._factor: Weeks | None = None
        if pace.doubt:
            scores = streams.named("pace", pace.team, chunk).standard_normal(lanes)
            self._factor = np.exp(pace.doubt * scores).astype(np.float32)
        self._first: Spots = np.arange(lanes)
        self._idle: Weeks = np.zeros(lanes, np.float32)
        self._lane: Spots = np.arange(lanes)
        self._weeks = 0
        self._free: Weeks = np.empty(0, np.float32)
        self._per_unit: Weeks = np.empty(0, np.float32)
        self._draw_until(max(weeks, 1))
        self._left: Weeks = self._free[:lanes].copy()

    def pull(self, amount: float | Weeks, ready: Weeks | None = None) -> Pulled:
        """Work off ``amount`` (above 0; a number or one a lane) from ``ready`` weeks on, in what is free."""
        if ready is None:
            return self._pull_next(amount)
        if float(ready.max()) < MOST_WEEKS:
            return self._pull_when_ready(amount, ready)
        possible = ready < MOST_WEEKS
        pulled = self._pull_when_ready(
            (amount * possible).astype(np.float32), np.minimum(ready, np.float32(MOST_WEEKS - 1))
        )
        start, finish = (np.where(possible, at, NEVER) for at in (pulled.start, pulled.finish))
        return Pulled(start, finish, pulled.idle)

    def done_by_week(self, amount: float | Weeks, ready: Weeks | None, weeks: int) -> Weeks:
        """Like ``pull``, but answers how much of ``amount`` is done after 0, 1, ... ``weeks`` weeks.

        weeks: at most ten years. Returns shape (weeks + 1, lanes).
        """
        self._draw_until(weeks)
        self._free[self._first] = self._left
        before = self._free[: weeks * self._lanes].copy()
        self.pull(amount, np.zeros(self._lanes, np.float32) if ready is None else ready)
        done = np.zeros((weeks + 1, self._lanes), np.float32)
        taken = (before - self._free[: weeks * self._lanes]).reshape(weeks, self._lanes)
        np.cumsum(taken, axis=0, out=done[1:])
        return done

    def _pull_next(self, amount: float | Weeks) -> Pulled:
        """Work off what need not wait: from the first free week on, leaving nothing behind."""
        idle, lanes, last = self._idle, self._lanes, MOST_WEEKS * self._lanes
        left = self._left = (self._left - amount).astype(np.float32, copy=False)
        lane = (left < 0).nonzero()[0]
        here, short = self._first.take(lane), left.take(lane)
        highest = int(self._first.max()) // lanes + 1
        while lane.size:
            highest += 1
            if highest > self._weeks:
                self._draw_until(highest)
            here += lanes
            short += self._free.take(here)
            self._first[lane], left[lane] = here, short
            on = (short < 0 if highest <= MOST_WEEKS else (short < 0) & (here < last)).nonzero()[0]
            lane, here, short = lane.take(on), here.take(on), short.take(on)
        if highest > MOST_WEEKS:
            np.maximum(left, 0, out=left)
        self._idle = self._week_end(self._first) - left * self._per_unit.take(self._first)
        return Pulled(idle, self._idle, idle)

    def _pull_when_ready(self, amount: float | Weeks, ready: Weeks) -> Pulled:
        entry = ready.astype(np.int64) * self._lanes + self._lane
        self._draw_until(int(entry.max()) // self._lanes + 1)
        self._free[self._first] = self._left
        spot = np.maximum(self._first, entry)
        free = self._open(spot)
        per_unit, week_end = self._per_unit.take(spot), self._week_end(spot)
        share, rest = free * per_unit, week_end - ready
        start = np.maximum(ready, week_end - share)
        late = (rest < share - HAIR).nonzero()[0]
        usable = free.copy()
        usable[late] = rest[late] / per_unit[late]
        gap = entry > self._first
        gap[late] = True
        self._take(spot, amount, free, usable)
        finish = self._week_end(spot) - self._free.take(spot) * self._per_unit.take(spot)
        quick = (finish - ready < 1).nonzero()[0]
        alone = (amount if isinstance(amount, float) else amount[quick]) * self._per_unit[spot[quick]]
        earliest = np.minimum(ready[quick] + alone, self._week_end(entry[quick]))
        finish[quick] = np.maximum(finish[quick], earliest)
        idle = self._idle
        np.copyto(self._first, spot, where=~gap)
        self._left = self._free.take(self._first)
        self._idle = np.where(gap, idle, finish)
        return Pulled(start, finish, idle)

    def _open(self, spot: Spots) -> Weeks:
        """Move every spot, in place, to the first week from there on in which something is free; how much."""
        free = self._free.take(spot)
        lane = (free <= 0).nonzero()[0]
        while lane.size:
            lane = lane[spot[lane] < MOST_WEEKS * self._lanes]
            here = spot[lane] + self._lanes
            self._draw_until(int(here.max(initial=0)) // self._lanes + 1)
            spot[lane], free[lane] = here, self._free[here]
            lane = lane[free[lane] <= 0]
        return free

    def _week_end(self, spot: Spots) -> Weeks:
        return (spot // self._lanes + 1).astype(np.float32)

    def _take(self, spot: Spots, amount: float | Weeks, free: Weeks, usable: Weeks) -> None:
        """Take ``amount`` from ``spot`` on, week after week; moves ``spot`` to where the last of it is taken.

        free: what is left at each spot. usable: how much of that may be taken.
        """
        lanes, last = self._lanes, MOST_WEEKS * self._lanes
        taken = np.minimum(usable, amount)
        self._free[spot] = free - taken
        short = amount - taken
        lane = (short > 0).nonzero()[0]
        here, short = spot.take(lane), short.take(lane)
        highest = int(spot.max()) // lanes + 1
        while lane.size:
            highest += 1
            if highest > self._weeks:
                self._draw_until(highest)
            here += lanes
            free = self._free.take(here)
            taken = np.minimum(free, short)
            self._free[here] = free - taken
            short -= taken
            spot[lane] = here
            on = (short > 0 if highest <= MOST_WEEKS else (short > 0) & (here < last)).nonzero()[0]
            lane, here, short = lane.take(on), here.take(on), short.take(on)

    def _draw_until(self, weeks: int) -> None:
        """Have at least ``weeks`` weeks drawn, and the one that is never reached after the last."""
        while self._weeks < weeks and self._weeks <= MOST_WEEKS:
            count = BLOCK if self._weeks < MOST_WEEKS else 1
            self._reserve(self._weeks + count, weeks)
            where = slice(self._weeks * self._lanes, (self._weeks + count) * self._lanes)
            drawn = self._drawn(self._weeks).ravel() if count == BLOCK else np.zeros(self._lanes, np.float32)
            self._free[where] = drawn
            np.reciprocal(np.maximum(drawn, LEAST), out=self._per_unit[where])
            self._weeks += count

    def _reserve(self, weeks: int, expected: int) -> None:
        """Make room for ``weeks`` weeks; for more than are asked for, since moving them is dear."""
        if weeks * self._lanes <= self._free.size:
            return
        room = max(2 * self._weeks, expected + BLOCK, weeks) * self._lanes
        for name in ("_free", "_per_unit"):
            larger = np.empty(room, np.float32)
            larger[: self._weeks * self._lanes] = getattr(self, name)[: self._weeks * self._lanes]
            setattr(self, name, larger)

    def _drawn(self, first: int) -> Weeks:
        """The units done in each of the BLOCK weeks from ``first`` on, shape (BLOCK, lanes)."""
        pace, factors = self._pace, self._pace.capacity.weeks(first, BLOCK).astype(np.float32)
        if not pace.counts_items:
            return np.repeat(factors * np.float32(pace.mean), self._lanes).reshape(BLOCK, self._lanes)
        drawn = pace.table.take(self._block(first // BLOCK))
        names = (pace.team, self._chunk, first // BLOCK)
        absent = np.isnan(drawn)
        if absent.any():
            own = self._streams.named("own weeks", *names).choice(pace.own, size=drawn.shape)
            drawn = np.where(absent, own, drawn).astype(np.float32)
        uneven = np.arange(BLOCK) if self._factor is not None else (factors % 1).nonzero()[0]
        drawn *= factors[:, None]
        if self._factor is not None:
            drawn *= self._factor
        if uneven.size:
            up = self._streams.named("rounding", *names).random(drawn.shape, np.float32)
            drawn[uneven] = np.floor(drawn[uneven] + up[uneven])
        return drawn
