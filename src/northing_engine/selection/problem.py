"""Candidates and limits as one integer programme (van den Akker et al. 2005).

A column for each candidate and period; a row, or a few, for each limit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from northing_engine.selection.candidates import Candidate, Key, Pool
from northing_engine.selection.errors import SelectionError, UnknownCandidate
from northing_engine.selection.limits import Limit, Limits

TOLERANCE = 1e-6
Terms = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum of amounts x columns <= upper, on behalf of `limit` (None: what a plan is)."""

    limit: Limit | None
    terms: Terms
    lower: float
    upper: float


class Problem:
    """The programme. Candidates stand by their ids, so that the order they came in changes nothing.

    values: (candidates x periods); effort: (candidates x pools); capacity: (pools x periods).
    Raises SelectionError for ids that appear twice, UnknownCandidate for ids nobody has.
    """

    def __init__(self, candidates: Sequence[Candidate], limits: Limits) -> None:
        if limits.periods < 1:
            raise SelectionError("a plan has at least one period")
        self.limits = limits
        self.candidates = sorted(candidates, key=lambda each: (str(each.id), repr(each.id)))
        self.at: dict[Key, int] = {each.id: at for at, each in enumerate(self.candidates)}
        if len(self.at) < len(self.candidates):
            raise SelectionError("a candidate appears more than once")
        self.periods = limits.periods
        self.size = len(self.candidates)
        self.values = np.array([each.values(self.periods) for each in self.candidates], dtype=float).reshape(
            self.size, self.periods
        )
        self.pools: list[Pool] = sorted({pool for each in self.candidates for pool in each.effort}, key=repr)
        self.effort = np.array(
            [[each.effort.get(pool, 0.0) for pool in self.pools] for each in self.candidates], dtype=float
        ).reshape(self.size, len(self.pools))
        self.cost = np.array([each.cost for each in self.candidates], dtype=float)
        self.capacity = np.array(
            [[limits.weeks(pool, period) for period in range(self.periods)] for pool in self.pools]
        ).reshape(len(self.pools), self.periods)

    def column(self, at: int, period: int) -> int:
        return at * self.periods + period

    @property
    def width(self) -> int:
        return self.size * self.periods

    @cached_property
    def needs(self) -> list[list[int]]:
        """What each candidate needs, as places."""
        return [self.places(each.needs) for each in self.candidates]

    def places(self, ids: Collection[Key]) -> list[int]:
        try:
            return sorted(self.at[each] for each in ids)
        except KeyError as unknown:
            raise UnknownCandidate(f"{unknown.args[0]} is not among the candidates") from None

    def whole(self, at: int, sign: float = 1.0) -> Terms:
        """A candidate in any period."""
        return [(self.column(at, period), sign) for period in range(self.periods)]

    @cached_property
    def rows(self) -> list[Row]:
        return [*self._once(), *self._capacities(), *self._budget(), *self._shares(), *self._choices()]

    def _once(self) -> Iterator[Row]:
        if self.periods > 1:
            yield from (Row(None, self.whole(at), -np.inf, 1.0) for at in range(self.size))

    def _capacities(self) -> Iterator[Row]:
        for k, pool in enumerate(self.pools):
            takers = np.flatnonzero(self.effort[:, k])
            for period in range(self.periods):
                weeks = float(self.capacity[k, period])
                if np.isfinite(weeks):
                    limit = Limit("capacity", pool=pool, period=period, amount=weeks)
                    terms = [(self.column(int(at), period), float(self.effort[at, k])) for at in takers]
                    yield Row(limit, terms, -np.inf, weeks)

    def _budget(self) -> Iterator[Row]:
        budget = self.limits.budget
        if budget is not None:
            terms = self._weighted(self.cost)
            yield Row(Limit("budget", amount=budget), terms, -np.inf, budget)

    def _shares(self) -> Iterator[Row]:
        weeks = self.effort.sum(axis=1)
        for share in self.limits.shares:
            inside = np.zeros(self.size)
            inside[self.places(share.members)] = 1.0
            ids = tuple(each.id for each in self.candidates if each.id in share.members)
            if (most := share.at_most) is not None:
                limit = Limit("share_max", ids, amount=most, name=share.name)
                yield Row(limit, self._weighted(weeks * (inside - most)), -np.inf, 0.0)
            if (least := share.at_least) is not None:
                limit = Limit("share_min", ids, amount=least, name=share.name)
                yield Row(limit, self._weighted(weeks * (inside - least)), 0.0, np.inf)

    def _weighted(self, amounts: np.ndarray) -> Terms:
        return [
            (column, float(amounts[at])) for at in np.flatnonzero(amounts) for column, _ in self.whole(int(at))
        ]

    def _choices(self) -> Iterator[Row]:
        for group in self.limits.not_both:
            yield Row(Limit("not_both", group), self._any(group), -np.inf, 1.0)
        for at, needed in enumerate(self.needs):
            for other in needed:
                yield from self._before(at, other)
        for group in self.limits.together:
            for one, other in pairwise(self.places(group)):
                yield Row(Limit("together", group), self.whole(one) + self.whole(other, -1.0), 0.0, 0.0)
        for group in self.limits.either:
            yield Row(Limit("either", group), self._any(group), 1.0, np.inf)
        yield from self._windows()
        for at in self.places(self.limits.must_not):
            yield Row(Limit("must_not", (self.candidates[at].id,)), self.whole(at), -np.inf, 0.0)
        for at in self.places(self.limits.must):
            yield Row(Limit("must", (self.candidates[at].id,)), self.whole(at), 1.0, np.inf)

    def _any(self, group: Sequence[Key]) -> Terms:
        return [term for at in self.places(group) for term in self.whole(at)]

    def _before(self, at: int, other: int) -> Iterator[Row]:
        """Whatever is taken up to a period has what it needs up to then."""
        limit = Limit("needs", (self.candidates[at].id, self.candidates[other].id))
        terms: Terms = []
        for period in range(self.periods):
            terms = [*terms, (self.column(other, period), 1.0), (self.column(at, period), -1.0)]
            yield Row(limit, terms, 0.0, np.inf)

    def _windows(self) -> Iterator[Row]:
        for at, each in enumerate(self.candidates):
            closed = [period for period in range(self.periods) if not self.open_in(at, period)]
            if closed:
                limit = Limit("window", (each.id,))
                yield Row(limit, [(self.column(at, period), 1.0) for period in closed], -np.inf, 0.0)

    def open_in(self, at: int, period: int) -> bool:
        each = self.candidates[at]
        return each.earliest <= period and (each.latest is None or period <= each.latest)

    def columns_of(self, chosen: Mapping[Key, int]) -> np.ndarray:
        """A choice as columns of 0 and 1."""
        x = np.zeros(self.width)
        for id_, period in chosen.items():
            x[self.column(self.at[id_], period)] = 1.0
        return x

    def chosen(self, x: np.ndarray) -> dict[Key, int]:
        """Columns as a choice: the period of each candidate that is taken."""
        taken = np.asarray(x).reshape(self.size, self.periods) > 0.5
        return {self.candidates[at].id: int(taken[at].argmax()) for at in np.flatnonzero(taken.any(axis=1))}

    def value(self, x: np.ndarray) -> float:
        return float(self.values.reshape(-1) @ np.asarray(x))

    def kept(self, x: np.ndarray) -> bool:
        """Does it keep every limit?"""
        activity = self.matrix.times(np.asarray(x))
        room = TOLERANCE * np.maximum(1.0, np.abs(self.matrix.upper_or_zero))
        return bool(
            np.all(activity >= self.matrix.lower - room) and np.all(activity <= self.matrix.upper + room)
        )

    @cached_property
    def enablers(self) -> np.ndarray:
        """Columns of what is worth nothing and named by no limit but needs: in when something needs it.

        Only in a single period: with several, where it fits is a question of its own.
        """
        if self.periods > 1:
            return np.array([], dtype=np.int64)
        limits, named = self.limits, set[int]()
        pinned: list[Collection[Key]] = [limits.must, limits.must_not]
        for group in (*pinned, *limits.together, *limits.either, *limits.not_both):
            named.update(self.places(group))
        worth = self.values[:, 0] > 0
        counted = bool(limits.shares) & (self.effort.sum(axis=1) > 0)
        late = np.array([not self.open_in(at, 0) for at in range(self.size)], dtype=bool)
        free = np.flatnonzero(~(worth | counted | late))
        return np.array([at for at in free if at not in named], dtype=np.int64)

    def rounded(self, x: np.ndarray) -> np.ndarray:
        """0 and 1 throughout; what is only a need of others is in when one of them is."""
        whole = (np.asarray(x) > 0.5).astype(float)
        if len(self.enablers):
            whole[self.enablers] = 0.0
            stack = [int(at) for at in np.flatnonzero(whole)]
            while stack:
                for other in self.needs[stack.pop()]:
                    if not whole[other]:
                        whole[other] = 1.0
                        stack.append(other)
        return whole

    @cached_property
    def matrix(self) -> Matrix:
        return Matrix.of(self.rows)


@dataclass(frozen=True)
class Matrix:
    """Rows laid end to end: `start[r]:start[r + 1]` are row r's places in `index` (columns) and `amount`."""

    start: np.ndarray
    index: np.ndarray
    amount: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Matrix:
        lengths = np.array([len(row.terms) for row in rows], dtype=np.int64)
        flat = [term for row in rows for term in row.terms]
        return cls(
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            np.array([column for column, _ in flat], dtype=np.int32),
            np.array([amount for _, amount in flat], dtype=float),
            np.array([row.lower for row in rows], dtype=float),
            np.array([row.upper for row in rows], dtype=float),
        )

    @property
    def upper_or_zero(self) -> np.ndarray:
        return np.where(np.isfinite(self.upper), self.upper, 0.0)

    def times(self, x: np.ndarray) -> np.ndarray:
        row_of = np.repeat(np.arange(len(self.lower)), np.diff(self.start))
        return np.bincount(row_of, weights=self.amount * x[self.index], minlength=len(self.lower))
