"""What moves a score, and what it would be worth to know better (Howard 1966, "Information Value Theory")."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from northing_engine.scoring.errors import ScoringError
from northing_engine.scoring.scores import Scores
from northing_engine.scoring.spreads import Draws, Floats, Spread

POINTS = 64
"""Amounts at which a field is taken as known: the middles of so many equally likely parts of its range."""
INNER = 512
"""Draws of the other fields at each."""


@dataclass(frozen=True, slots=True)
class Mover:
    """The score with one field at its low and at its high end and all others as likely."""

    field: str
    spread: Spread
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Knowing:
    """To know one field for sure before choosing the top set: what that adds to the set's expected score, and
    in what share of cases it would change whether the candidate is in."""

    field: str
    worth: float
    changes: float


def drivers_of(scores: Scores, candidate: Hashable) -> tuple[Mover, ...]:
    """What moves the candidate's score, the widest swing first; empty where it has no score."""
    row = scores.place[candidate]
    if math.isnan(scores.middle[row]):
        return ()
    said = scores.inputs.of_row(row)
    likely = {name: said[name].likely for name in scores.method.fields}
    ends = []
    for name in scores.method.fields:
        low, high = (_point(scores, {**likely, name: end}) for end in _ends(said[name]))
        ends.append(Mover(name, said[name], low, high))
    return tuple(sorted(ends, key=lambda mover: -mover.swing if math.isfinite(mover.swing) else 0.0))


def value_of_knowing(scores: Scores, candidate: Hashable, count: int) -> tuple[Knowing, ...]:
    """For each unsure field of one candidate: what it is worth to know it, when the first `count` by expected
    score are chosen; the most worth first. In points of the score: the expected value of partial perfect
    information."""
    row = scores.place[candidate]
    scored = ~np.isnan(scores.middle)
    if not scored[row] or count <= 0:
        return ()
    means = scores.draws[scored].mean(axis=1, dtype=np.float64)
    others = np.delete(means, np.count_nonzero(scored[:row]))
    if others.size < count:  # everything is chosen whatever is known
        return tuple(Knowing(name, 0.0, 0.0) for name in _unsure(scores, row))
    last_in = float(np.partition(others, others.size - count)[others.size - count])
    found = [_knowing(scores, row, name, last_in) for name in _unsure(scores, row)]
    return tuple(sorted(found, key=lambda knowing: -knowing.worth))


def evpi_normal(mean: float, deviation: float, other_mean: float, other_deviation: float = 0.0) -> float:
    """What it is worth to know which of two independent normal options is the better, before choosing one."""
    spread = math.hypot(deviation, other_deviation)
    if spread == 0:
        return 0.0
    z = abs(mean - other_mean) / spread
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return spread * (density - z * math.erfc(z / math.sqrt(2)) / 2)


def chance_to_beat(median: float, sigma: float, other_median: float, other_sigma: float) -> float:
    """P(A > B) of two independent lognormal scores: Phi((muA - muB) / sqrt(sA^2 + sB^2))."""
    z = (math.log(median) - math.log(other_median)) / math.hypot(sigma, other_sigma)
    return math.erfc(-z / math.sqrt(2)) / 2


def evpi_of_trial(alpha: float, beta: float, bar: float = 0.5) -> float:
    """What it is worth to know for sure a rate with prior Beta(`alpha`, `beta`), when one goes ahead above
    `bar` and gains the difference. Both parameters whole numbers of 1 or more.

    E[max(p - bar, 0)] - max(E p - bar, 0), with the tail of a Beta of whole parameters as a binomial sum.
    """
    mean = alpha / (alpha + beta)
    gain = mean * _beta_tail(alpha + 1, beta, bar) - bar * _beta_tail(alpha, beta, bar)
    return gain - max(mean - bar, 0.0)


def evsi_of_trial(count: int, alpha: float, beta: float, bar: float = 0.5) -> float:
    """What a trial of `count` cases is worth before the same choice: discovery that costs less pays."""
    now = max(alpha / (alpha + beta) - bar, 0.0)
    after = sum(
        _beta_binomial(hits, count, alpha, beta) * max((alpha + hits) / (alpha + beta + count) - bar, 0.0)
        for hits in range(count + 1)
    )
    return after - now


def _unsure(scores: Scores, row: int) -> list[str]:
    said = scores.inputs.of_row(row)
    return [name for name in scores.method.fields if not said[name].is_sure]


def _knowing(scores: Scores, row: int, name: str, last_in: float) -> Knowing:
    given = _means_given(scores, row, name)
    mean = float(given.mean())
    worth = float(np.maximum(given, last_in).mean()) - max(mean, last_in)
    return Knowing(name, max(worth, 0.0), float(np.mean((given > last_in) != (mean > last_in))))


def _means_given(scores: Scores, row: int, name: str) -> Floats:
    """The expected score at each of POINTS equally likely amounts of one field, shape (POINTS,)."""
    inputs, draws = scores.inputs, min(INNER, scores.chances.draws)
    values: dict[str, Draws] = {}
    for field in scores.method.fields:
        if field == name:
            known = _normal_middles()
            values[field] = inputs.fields[field].at(row, np.minimum(known, 0), np.maximum(known, 0))[:, None]
        else:
            values[field] = scores.chances.of(field, inputs.fields[field], row)[None, :draws]
    found = np.broadcast_to(scores.method.score(values), (POINTS, draws))
    return np.asarray(found.mean(axis=1, dtype=np.float64))


def _normal_middles() -> Draws:
    """Standard normal scores in the middles of POINTS equally likely parts, by bisection."""
    level = (np.arange(POINTS) + 0.5) / POINTS
    low, high = np.full(POINTS, -8.0), np.full(POINTS, 8.0)
    for _ in range(50):
        middle = (low + high) / 2
        below = np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in middle]) < level
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float32)


def _ends(spread: Spread) -> tuple[float, float]:
    return min(spread.low, spread.most), min(spread.high, spread.most)


def _point(scores: Scores, values: dict[str, float]) -> float:
    return float(scores.method.score({n: np.array([value], np.float32) for n, value in values.items()})[0])


def _beta_tail(alpha: float, beta: float, bar: float) -> float:
    """P(p > bar) of Beta(alpha, beta): at most alpha - 1 of alpha + beta - 1 uniforms lie below it."""
    if alpha < 1 or beta < 1 or alpha != int(alpha) or beta != int(beta):
        raise ScoringError("the parameters are whole numbers of 1 or more")
    tries = int(alpha + beta) - 1
    return sum(math.comb(tries, hits) * bar**hits * (1 - bar) ** (tries - hits) for hits in range(int(alpha)))


def _beta_binomial(hits: int, count: int, alpha: float, beta: float) -> float:
    def log_beta(a: float, b: float) -> float:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

    ways = math.lgamma(count + 1) - math.lgamma(hits + 1) - math.lgamma(count - hits + 1)
    return math.exp(ways + log_beta(alpha + hits, beta + count - hits) - log_beta(alpha, beta))
