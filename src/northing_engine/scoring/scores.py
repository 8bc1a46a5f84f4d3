"""Scores as distributions: how high, how sure to be among the first, and who cannot be told apart.

Plain Monte Carlo over the ranges of the inputs: a share p of n draws has standard error sqrt(p (1 - p) / n).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from northing_engine.scoring.formula import Undefined
from northing_engine.scoring.method import Method
from northing_engine.scoring.spreads import Chances, Draws, Floats, Inputs
from northing_engine.scoring.top import Top

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
TOO_CLOSE = (0.3, 0.7)
SURE_ENOUGH = 0.8
"""Two candidates can be told apart when one beats the other in so many draws."""


@dataclass(frozen=True)
class Scores:
    """`draws`: candidates by draws. `quantiles`: candidates by LEVELS, nan where there is no score.
    `missing`: the fields that a candidate lacks; `undefined`: why its formula has no value ("" where it has).
    `tops`: what was asked of last.
    """

    method: Method
    inputs: Inputs
    draws: Draws
    quantiles: Floats
    missing: tuple[tuple[str, ...], ...]
    undefined: tuple[str, ...]
    chances: Chances
    tops: dict[int, Top] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def place(self) -> dict[Hashable, int]:
        return {candidate: row for row, candidate in enumerate(self.inputs.candidates)}

    @property
    def middle(self) -> Floats:
        return self.quantiles[:, LEVELS.index(0.5)]

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Rows from the highest middle to the lowest, then those without a score, ties as they came. Each
        middle follows from its own candidate alone: adding or removing one never reorders the others."""
        return np.argsort(-self.middle, kind="stable")

    def quantile(self, level: float) -> Floats:
        return self.quantiles[:, LEVELS.index(level)]

    def top_chance(self, count: int) -> Floats:
        """In what share of draws each candidate is among the first `count`; ties share their places, so that
        the chances sum to `count` (or to all that have a score). Nan without a score."""
        scored = np.flatnonzero(~np.isnan(self.middle))
        chance = np.full(len(self.middle), np.nan)
        if count >= scored.size or count <= 0:
            chance[scored] = 1.0 if count > 0 else 0.0
            return chance
        top = self.tops.get(count) or Top.of(self.draws, count)
        self.tops.clear()
        self.tops[count] = top
        chance[scored] = top.places[scored] / self.draws.shape[1]
        return chance

    def beats(self, one: Hashable, other: Hashable) -> float:
        """In what share of draws `one` scores higher than `other`, a tie counted as half."""
        return self._beats(self.place[one], self.place[other])

    def bands(self) -> NDArray[np.int64]:
        """The band of each row, 1 for the highest: within one, nothing is surely below its first candidate
        (which beats it in fewer than four of five draws). 0 without a score."""
        found = np.zeros(len(self.middle), dtype=np.int64)
        leader, band = -1, 0
        for row in self.order:
            if math.isnan(self.middle[row]):
                break
            if leader < 0 or self._beats(leader, int(row)) >= SURE_ENOUGH:
                leader, band = int(row), band + 1
            found[row] = band
        return found

    def changed(self, rows: Sequence[int], inputs: Inputs) -> Scores:
        """The same scores after the inputs of these candidates changed: nothing else is computed again."""
        draws, quantiles = self.draws.copy(), self.quantiles.copy()
        missing, undefined = list(self.missing), list(self.undefined)
        for row in rows:
            missing[row] = _missing(self.method, inputs, row)
            if missing[row]:
                draws[row], undefined[row], quantiles[row] = np.nan, "", np.nan
            else:
                draws[row], undefined[row] = _draw(self.method, inputs, row, self.chances)
                quantiles[row] = _quantiles(draws[row])
        as_many = np.array_equal(np.isnan(self.middle), np.isnan(quantiles[:, LEVELS.index(0.5)]))
        tops = self.tops.copy() if as_many else {}
        return replace(
            self,
            inputs=inputs,
            draws=draws,
            quantiles=quantiles,
            missing=tuple(missing),
            undefined=tuple(undefined),
            tops={count: top.changed(self.draws, draws, rows) for count, top in tops.items()},
        )

    def middle_of(self, inputs: Inputs) -> float:
        """The middle score that the only candidate of `inputs` has in the same draws; nan where it has none."""
        if _missing(self.method, inputs, 0):
            return math.nan
        draws, _ = _draw(self.method, inputs, 0, self.chances)
        return float(_quantiles(draws)[LEVELS.index(0.5)])

    def _beats(self, one: int, other: int) -> float:
        a, b = self.draws[one], self.draws[other]
        return float((np.count_nonzero(a > b) + np.count_nonzero(a >= b)) / (2 * a.size))


def score(method: Method, inputs: Inputs, draws: int, rng: np.random.Generator) -> Scores:
    """Score all candidates in `draws` joint draws (float32). The same generator state gives the same scores."""
    chances = Chances(draws, rng)
    count = len(inputs.candidates)
    scores = np.empty((count, draws), dtype=np.float32)
    quantiles = np.full((count, len(LEVELS)), np.nan)
    undefined = [""] * count
    missing = tuple(_missing(method, inputs, row) for row in range(count))
    for row in range(count):
        if missing[row]:
            scores[row] = np.nan
            continue
        scores[row], undefined[row] = _draw(method, inputs, row, chances)
        quantiles[row] = _quantiles(scores[row])
    return Scores(method, inputs, scores, quantiles, missing, tuple(undefined), chances)


def _missing(method: Method, inputs: Inputs, row: int) -> tuple[str, ...]:
    nothing: tuple[None, ...] = (None,) * len(inputs.candidates)
    return tuple(name for name in method.fields if inputs.said.get(name, nothing)[row] is None)


def _draw(method: Method, inputs: Inputs, row: int, chances: Chances) -> tuple[Draws, str]:
    """One candidate's scores; all nan and the reason where some draw has none."""
    values = {name: chances.of(name, inputs.fields[name], row) for name in method.fields}
    found: list[Undefined] = []
    scores = np.broadcast_to(method.score(values, found), (chances.draws,)).astype(np.float32, copy=False)
    if not np.isnan(scores).any():
        return scores, ""
    why = f"{found[0].message} (character {found[0].position + 1})" if found else "It has no value."
    return np.full(chances.draws, np.nan, dtype=np.float32), why


def _quantiles(scores: Draws) -> Floats:
    """The smallest draw with at least the level's share at or below it."""
    kth = [max(math.ceil(level * scores.size) - 1, 0) for level in LEVELS]
    return np.asarray(np.sort(scores)[kth], dtype=np.float64)
