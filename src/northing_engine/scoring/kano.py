"""What would a feature be to people: a must, the more the better, a delight, or nothing? (Kano et al. 1984)

Two questions: how is it when it is there, how when it is not? Five answers each, 0..4: I like it, it must be
so, I don't mind, I can live with it, I dislike it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Category = Literal["M", "O", "A", "I", "R", "Q"]

# Rows: when it is there; columns: when it is not. M must-be, O one-dimensional, A attractive, I indifferent,
# R reverse (they want the opposite), Q questionable (the two answers contradict each other).
KANO_TABLE: tuple[str, ...] = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
# Ties go to what hurts most when it is missing (Berger et al. 1993).
CATEGORIES: tuple[Category, ...] = ("M", "O", "A", "I", "R", "Q")
# With fewer answers no category is named.
FEWEST = 20
FONG = 1.65


@dataclass(frozen=True, slots=True)
class Kano:
    """`counts` in the order of `CATEGORIES`, `n` their sum. `category` is "" below `FEWEST` answers; `clear`
    says whether it is ahead by more than luck. Better is in 0..1, worse in -1..0, each with its 80 % range;
    None when nobody's answer counts for them."""

    counts: tuple[int, ...]
    n: int
    category: Category | Literal[""]
    clear: bool
    better: float | None
    worse: float | None
    better_range: tuple[float, float] | None
    worse_range: tuple[float, float] | None

    @property
    def too_few(self) -> bool:
        return self.n < FEWEST


def category_of(present: int, absent: int) -> Category:
    """One respondent's, from two answers of 0..4. Raises ValueError for another answer."""
    if not (0 <= present <= 4 and 0 <= absent <= 4):
        raise ValueError("answers are 0 to 4: like, must be, don't mind, live with, dislike")
    said = KANO_TABLE[present][absent]
    return next(each for each in CATEGORIES if each == said)


def better_worse(
    attractive: float, one_dimensional: float, must_be: float, indifferent: float
) -> tuple[float, float]:
    """(A+O)/(A+O+M+I) and -(O+M)/(A+O+M+I) (Berger et al. 1993). Raises ValueError when all are zero."""
    every = attractive + one_dimensional + must_be + indifferent
    if every <= 0:
        raise ValueError("nobody's answer counts for better or worse")
    return (attractive + one_dimensional) / every, -(one_dimensional + must_be) / every


def is_clear(first: int, second: int, n: int) -> bool:
    """Is the commonest category ahead of the next by more than luck? (Fong 1996, 90 %)"""
    spread = (first + second) * (2 * n - first - second) / (2 * n)
    return abs(first - second) >= FONG * math.sqrt(spread)


def kano(answers: Sequence[tuple[int, int]], rng: np.random.Generator, *, draws: int = 2000) -> Kano:
    """All of one segment: a mixture of segments averages a must and a delight to nonsense.

    `answers`: (when it is there, when it is not), 0..4 each. Ranges by bootstrap over respondents.
    """
    given = [category_of(*pair) for pair in answers]
    counts = np.array([given.count(each) for each in CATEGORIES])
    n = len(given)
    order = sorted(range(len(CATEGORIES)), key=lambda at: (-counts[at], at))
    first, second = (int(counts[at]) for at in order[:2])
    named = n >= FEWEST
    better, worse = _both(counts)
    ranges = _ranges(counts, rng, draws) if better is not None else (None, None)
    return Kano(
        counts=tuple(int(count) for count in counts),
        n=n,
        category=CATEGORIES[order[0]] if named else "",
        clear=named and is_clear(first, second, n),
        better=better,
        worse=worse,
        better_range=ranges[0],
        worse_range=ranges[1],
    )


def _both(counts: np.ndarray) -> tuple[float | None, float | None]:
    must, one, delight, nothing = (float(count) for count in counts[:4])
    if must + one + delight + nothing == 0:
        return None, None
    return better_worse(delight, one, must, nothing)


Range = tuple[float, float]


def _ranges(counts: np.ndarray, rng: np.random.Generator, draws: int) -> tuple[Range, Range]:
    drawn = rng.multinomial(int(counts.sum()), counts / counts.sum(), size=draws)[:, :4].astype(float)
    every = drawn.sum(axis=1)
    drawn, every = drawn[every > 0], every[every > 0]
    better = np.quantile((drawn[:, 2] + drawn[:, 1]) / every, [0.1, 0.9])
    worse = np.quantile(-(drawn[:, 1] + drawn[:, 0]) / every, [0.1, 0.9])
    return (float(better[0]), float(better[1])), (float(worse[0]), float(worse[1]))
