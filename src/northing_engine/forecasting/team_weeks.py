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

TINY = np.float32(1e-9)

BLOCK = 20
"""Weeks are drawn in blocks of this many."""

Weeks = NDArray[np.float32]
Spots = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pulled:
    """A piece's time in each draw, in weeks after the start, shape (draws,), NEVER where it is not finished.

    start: when it is begun, where that was asked for.
    idle:  when the team could have begun it, had it not had to wait; only for a piece that may have to.
    """

    finish: Weeks
    start: Weeks | None = None
    idle: Weeks | None = None


class TeamWeeks:
    """The weeks of one team in a chunk of draws.

    ``_speed`` and ``_free`` are flat, week after week, one lane a draw: the spot of week w in lane d is
    w * lanes + d. ``_first`` is each lane's first spot that can still have something free.
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
        self._speed: Weeks = np.empty(0, np.float32)
        self._free: Weeks = np.empty(0, np.float32)
        self._grow(weeks)

    def pull(self, amount: float | Weeks, ready: Weeks | None = None, *, with_start: bool = True) -> Pulled:
        """Work off ``amount`` (more than 0; a number or one a lane) from ``ready`` weeks on, in what is free."""
        if ready is not None:
            return self._pull_when_ready(amount, ready)
        start = self._moment(self._first) if with_start else None
        self._work(self._first, amount, self._free.take(self._first))
        return Pulled(self._moment(self._first), start)

    def done_by_week(self, amount: float | Weeks, ready: Weeks | None, weeks: int) -> Weeks:
        """Like ``pull``, but answers how much of ``amount`` is done after 0, 1, ... ``weeks`` weeks, shape
        (weeks + 1, lanes)."""
        self._grow(min(weeks, MOST_WEEKS))
        before = self._free[: weeks * self._lanes].copy()
        self.pull(amount, ready)
        taken = (before - self._free[: weeks * self._lanes]).reshape(-1, self._lanes)
        done = np.zeros((weeks + 1, self._lanes), np.float32)
        np.cumsum(taken, axis=0, out=done[1 : len(taken) + 1])
        done[len(taken) + 1 :] = done[len(taken)]
        return done

    def _pull_when_ready(self, amount: float | Weeks, ready: Weeks) -> Pulled:
        lanes = self._lanes
        entry = np.minimum(ready, MOST_WEEKS - 1).astype(np.int64)
        entry_spot = entry * lanes + np.arange(lanes)
        self._grow(int(entry.max()) + 1)
        idle = self._moment(self._first)
        spot = np.maximum(self._first, entry_spot)
        free, speed = self._free.take(spot), self._speed.take(spot)
        rest_of_week = np.maximum(speed * (entry + 1 - ready), 0)
        late = (spot == entry_spot) & (rest_of_week < free)
        leaves_a_gap = late | (entry_spot > self._first)
        possible = ready < MOST_WEEKS
        start = np.where(free > 0, np.maximum(ready, spot // lanes + 1 - free / np.maximum(speed, TINY)), NEVER)
        usable = np.where(late, rest_of_week, free).astype(np.float32)
        self._work(spot, np.where(possible, amount, 0).astype(np.float32), usable, start)
        self._first = np.where(leaves_a_gap, self._first, spot)
        finish = self._moment(spot)
        earliest = np.minimum(ready + amount / np.maximum(self._speed.take(spot), TINY), entry + 1)
        finish = np.where(spot // lanes == entry, np.maximum(finish, earliest), finish)
        finish = np.where(possible, finish, NEVER).astype(np.float32)
        return Pulled(finish, np.minimum(start, finish).astype(np.float32), idle)

    def _work(self, spot: Spots, amount: float | Weeks, usable: Weeks, start: Weeks | None = None) -> None:
        """Take ``amount`` from ``spot`` on, week after week; moves ``spot`` to where the last of it is taken.

        usable: what may be taken in the first week. start: set for the lanes that find nothing there.
        """
        lanes = self._lanes
        taken = np.minimum(usable, amount)
        self._free[spot] -= taken
        left = amount - taken
        lane = np.flatnonzero(left > 0)
        here, left = spot[lane], left[lane]
        fresh = usable[lane] <= 0 if start is not None else None
        while lane.size:
            here = here + lanes
            self._grow(int(here[-1]) // lanes + 1 if lane.size == 1 else int(here.max()) // lanes + 1)
            usable = self._free.take(here)
            taken = np.minimum(usable, left)
            self._free[here] = usable - taken
            left = left - taken
            if start is not None and fresh is not None:
                begins = fresh & (taken > 0)
                at = here[begins]
                start[lane[begins]] = at // lanes + 1 - usable[begins] / self._speed.take(at)
                fresh = fresh & ~begins
            spot[lane] = here
            on = np.flatnonzero((left > 0) & (here < MOST_WEEKS * lanes))
            lane, here, left = lane[on], here[on], left[on]
            fresh = None if fresh is None else fresh[on]

    def _moment(self, spot: Spots) -> Weeks:
        """The time at which everything taken so far from the week of each spot is done, in weeks, shape (lanes,)."""
        share_left = self._free.take(spot) / np.maximum(self._speed.take(spot), TINY)
        return (spot // self._lanes + 1 - share_left).astype(np.float32)

    def _grow(self, weeks: int) -> None:
        """Have at least ``weeks`` weeks drawn (and the one that is never reached after the last)."""
        have = self._speed.size // self._lanes
        if weeks <= have or have > MOST_WEEKS:
            return
        blocks = [self._speed]
        for first in range(have, min(weeks, MOST_WEEKS), BLOCK):
            blocks.append(self._drawn(first).ravel())
        if weeks > MOST_WEEKS:
            blocks.append(np.zeros(self._lanes, np.float32))
        grown = np.concatenate(blocks)
        self._free = np.concatenate([self._free, grown[self._speed.size :]])
        self._speed = grown

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
        uneven = np.arange(BLOCK) if self._factor is not None else np.flatnonzero(factors % 1)
        drawn *= factors[:, None]
        if self._factor is not None:
            drawn *= self._factor
        if uneven.size:
            up = self._streams.named("rounding", *names).random(drawn.shape, np.float32)
            drawn[uneven] = np.floor(drawn[uneven] + up[uneven])
        return drawn
