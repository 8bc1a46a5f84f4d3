"""Who is among the first, draw by draw; after a change only in the draws that it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from northing_engine.scoring.spreads import Draws, Floats

COLUMNS = 500
"""Draws compared together."""


@dataclass(frozen=True)
class Top:
    """The first `count` of candidates by draws; nan is never among them, and as many have a score.

    `last`: of each draw the lowest score that is in. `places`: how many of these places each candidate takes
    over all draws; those that tie share theirs.
    """

    count: int
    last: Draws
    places: Floats

    @classmethod
    def of(cls, draws: Draws, count: int) -> Top:
        last = np.empty(draws.shape[1], dtype=draws.dtype)
        places = np.zeros(len(draws))
        for first in range(0, draws.shape[1], COLUMNS):
            part = slice(first, first + COLUMNS)
            last[part] = _last(draws[:, part], count)
            places += _places(draws[:, part], last[part], count)
        return cls(count, last, places)

    def changed(self, before: Draws, after: Draws, rows: Sequence[int]) -> Top:
        """The same of `after`, which differs from `before` in these rows alone. Where each of them stays on its
        side of the last one that is in, nobody's place changes."""
        was, now = before[rows], after[rows]
        stays = ((was < self.last) & (now < self.last)) | ((was > self.last) & (now > self.last))
        touched = np.flatnonzero(~stays.all(axis=0))
        last, places = self.last.copy(), self.places.copy()
        for first in range(0, touched.size, COLUMNS):
            columns = touched[first : first + COLUMNS]
            places -= _places(before[:, columns], last[columns], self.count)
            anew = after[:, columns]
            last[columns] = _last(anew, self.count)
            places += _places(anew, last[columns], self.count)
        return Top(self.count, last, places)


def _last(scores: Draws, count: int) -> Draws:
    found = np.negative(scores.T, order="C")
    found.partition(count - 1, axis=1)
    return np.negative(found[:, count - 1])


def _places(scores: Draws, last: Draws, count: int) -> Floats:
    within = scores >= last
    places = np.count_nonzero(within, axis=1)
    if places.sum() == count * last.size:
        return np.asarray(places, dtype=np.float64)
    above = scores > last
    level = within & ~above
    left = count - np.count_nonzero(above, axis=0)
    share: Floats = left / np.count_nonzero(level, axis=0)
    return np.asarray(np.count_nonzero(above, axis=1) + level @ share, dtype=np.float64)
