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
"""Stands for the speed of a week in which nothing is done, so that nothing left is no share of it."""

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

    ``_speed`` (what is done in a week, in the team's unit) and ``_free`` (what of it is still free) are flat,
    week after week, one lane a draw: the spot of week w in lane d is w * lanes + d.
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
        self._speed: Weeks = np.empty(0, np.float32)
        self._draw_until(max(weeks, 1))
        self._left: Weeks = self._free[:lanes].copy()

    def pull(self, amount: float | Weeks, ready: Weeks | None = None) -> Pulled:
        """Work off ``amount`` (above 0; a number or one a lane) from ``ready`` weeks on, in what is free."""
        if ready is None:
            return self._pull_next(amount)
        waits = ready > self._idle + HAIR
        lane = waits.nonzero()[0]
        if not lane.size:
            return self._pull_next(amount)
        pulled = self._pull_next((amount * ~waits).astype(np.float32))
        amounts = np.full(lane.size, amount, np.float32) if isinstance(amount, float) else amount[lane]
        start, finish = pulled.start.copy(), pulled.finish.copy()
        start[lane], finish[lane] = self._pull_later(amounts, ready[lane], lane)
        return Pulled(start, finish, pulled.idle)

    def done_by_week(self, amount: float | Weeks, ready: Weeks | None, weeks: int) -> Weeks:
        """How much of the team's last piece, ``amount``, is done after 0, 1, ... ``weeks`` weeks.

        weeks: at most ten years. Returns shape (weeks + 1, lanes). Nothing can be pulled after it.
        """
        self._draw_until(weeks)
        self._free[self._first] = self._left
        before = self._free[: weeks * self._lanes].copy()
        at_once = np.zeros(self._lanes, np.float32)
        amounts = np.full(self._lanes, amount, np.float32)
        self._pull_later(amounts, at_once if ready is None else ready, self._lane)
        done = np.zeros((weeks + 1, self._lanes), np.float32)
        taken = (before - self._free[: weeks * self._lanes]).reshape(weeks, self._lanes)
        np.cumsum(taken, axis=0, out=done[1:])
        return done

    def _pull_next(self, amount: float | Weeks) -> Pulled:
        """Work off what need not wait: from the first free week on, leaving nothing behind."""
        idle, lanes = self._idle, self._lanes
        left = self._left = (self._left - amount).astype(np.float32, copy=False)
        lane = (left < 0).nonzero()[0]
        here, short = self._first.take(lane), left.take(lane)
        highest = int(self._first.max()) // lanes + 1
        while lane.size:
            highest += 1
            if highest > MOST_WEEKS:
                going = (here < MOST_WEEKS * lanes).nonzero()[0]
                lane, here, short = lane.take(going), here.take(going), short.take(going)
            if highest > self._weeks:
                self._draw_until(highest)
            here += lanes
            short += self._free.take(here)
            self._first[lane], left[lane] = here, short
            on = (short < 0).nonzero()[0]
            lane, here, short = lane.take(on), here.take(on), short.take(on)
        if highest > MOST_WEEKS:
            np.maximum(left, 0, out=left)
        self._idle = self._week_end(self._first) - left / self._speed_at(self._first)
        return Pulled(idle, self._idle, idle)

    def _pull_later(self, amount: Weeks, ready: Weeks, lane: Spots) -> tuple[Weeks, Weeks]:
        """Work off what must wait in the lanes ``lane``, leaving the time until then free; start and finish.

        amount, ready: one a lane in ``lane``.
        """
        possible = ready < MOST_WEEKS
        first = self._first.take(lane)
        self._free[first] = self._left.take(lane)
        entry = np.minimum(ready, np.float32(MOST_WEEKS - 1)).astype(np.int64) * self._lanes + lane
        self._draw_until(int(entry.max()) // self._lanes + 1)
        spot = np.maximum(first, entry)
        free = self._open(spot)
        speed, week_end = self._speed_at(spot), self._week_end(spot)
        share, rest = free / speed, np.maximum(week_end - ready, 0)
        start = np.maximum(ready, week_end - share)
        usable = np.minimum(free, rest * speed)
        self._take(spot, amount * possible, free, np.where(rest < share - HAIR, usable, free))
        self._left[lane] = self._free.take(first)
        finish = self._week_end(spot) - self._free.take(spot) / self._speed_at(spot)
        quick = (finish - ready < 1).nonzero()[0]
        alone = ready[quick] + amount[quick] / self._speed_at(spot[quick])
        finish[quick] = np.maximum(finish[quick], np.minimum(alone, self._week_end(entry[quick])))
        return np.where(possible, start, NEVER), np.where(possible, finish, NEVER)

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

    def _speed_at(self, spot: Spots) -> Weeks:
        speed = self._speed.take(spot)
        return np.maximum(speed, LEAST, out=speed)

    def _week_end(self, spot: Spots) -> Weeks:
        return (spot // self._lanes + 1).astype(np.float32)

    def _take(self, spot: Spots, amount: float | Weeks, free: Weeks, usable: Weeks) -> None:
        """Take ``amount`` from ``spot`` on, week after week; moves ``spot`` to where the last of it is taken.

        free: what is left at each spot. usable: how much of that may be taken.
        """
        lanes = self._lanes
        taken = np.minimum(usable, amount)
        self._free[spot] = free - taken
        short = amount - taken
        lane = (short > 0).nonzero()[0]
        here, short = spot.take(lane), short.take(lane)
        highest = int(spot.max()) // lanes + 1
        while lane.size:
            highest += 1
            if highest > MOST_WEEKS:
                going = (here < MOST_WEEKS * lanes).nonzero()[0]
                lane, here, short = lane.take(going), here.take(going), short.take(going)
            if highest > self._weeks:
                self._draw_until(highest)
            here += lanes
            free = self._free.take(here)
            taken = np.minimum(free, short)
            self._free[here] = free - taken
            short -= taken
            spot[lane] = here
            on = (short > 0).nonzero()[0]
            lane, here, short = lane.take(on), here.take(on), short.take(on)

    def _draw_until(self, weeks: int) -> None:
        """Have at least ``weeks`` weeks drawn, and the one that is never reached after the last."""
        while self._weeks < weeks and self._weeks <= MOST_WEEKS:
            count = BLOCK if self._weeks < MOST_WEEKS else 1
            self._reserve(self._weeks + count, weeks)
            where = slice(self._weeks * self._lanes, (self._weeks + count) * self._lanes)
            drawn = self._speed[where].reshape(count, self._lanes)
            if count == BLOCK:
                self._draw(self._weeks, drawn)
            else:
                drawn.fill(0)
            self._free[where] = self._speed[where]
            self._weeks += count

    def _reserve(self, weeks: int, expected: int) -> None:
        """Make room for ``weeks`` weeks; for more than are asked for, since moving them is dear."""
        if weeks * self._lanes <= self._free.size:
            return
        room = max(2 * self._weeks, expected + BLOCK, weeks) * self._lanes
        for name in ("_free", "_speed"):
            larger = np.empty(room, np.float32)
            larger[: self._weeks * self._lanes] = getattr(self, name)[: self._weeks * self._lanes]
            setattr(self, name, larger)

    def _draw(self, first: int, out: Weeks) -> None:
        """Fill ``out``, shape (BLOCK, lanes), with the units done in each of the weeks from ``first`` on."""
        pace, factors = self._pace, self._pace.capacity.weeks(first, BLOCK).astype(np.float32)
        if not pace.counts_items:
            out[:] = factors[:, None] * np.float32(pace.mean)
            return
        names = (pace.team, self._chunk, first // BLOCK)
        pace.table.take(self._block(first // BLOCK), out=out, mode="clip")
        if np.isnan(pace.table).any():
            own = self._streams.named("own weeks", *names).choice(pace.own, size=out.shape)
            np.copyto(out, own.astype(np.float32), where=np.isnan(out))
        if self._factor is None and (factors == 1).all():
            return
        out *= factors[:, None] if self._factor is None else factors[:, None] * self._factor
        uneven = (factors % 1).nonzero()[0] if self._factor is None else np.arange(BLOCK)
        up = self._streams.named("rounding", *names).random(out.shape, np.float32)
        out[uneven] = np.floor(out[uneven] + up[uneven])
