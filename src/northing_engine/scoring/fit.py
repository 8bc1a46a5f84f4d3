"""Does everything above the line fit into the time there is?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from northing_engine.scoring.errors import ScoringError
from northing_engine.scoring.scores import Scores
from northing_engine.scoring.spreads import Draws, Floats, Spread, Spreads

CORRELATION = 0.3
"""Estimates made together are wrong together: the usual correlation of one plan's efforts."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one candidate takes of each pool (a team), in person-weeks."""

    candidate: Hashable
    of: Mapping[Hashable, Spread]


def fit_chances(
    efforts: Sequence[Effort],
    capacity: Mapping[Hashable, Spread],
    draws: int,
    rng: np.random.Generator,
    *,
    correlation: float = CORRELATION,
) -> Floats:
    """The chance that the first 1, 2, ... all of `efforts` fit every pool they use, shape (len(efforts),).

    A pool without a capacity has none. Never rises from one to the next: more work never fits better.
    """
    if not 0 <= correlation <= 1:
        raise ScoringError(f"a correlation lies between 0 and 1, not {correlation}")
    pools = list(dict.fromkeys(pool for effort in efforts for pool in effort.of))
    common = rng.standard_normal(draws, dtype=np.float32)
    room = {pool: _amounts(capacity[pool], rng, draws) if pool in capacity else 0.0 for pool in pools}
    used = {pool: np.zeros(draws, dtype=np.float32) for pool in pools}
    fits = np.ones(draws, dtype=bool)
    found = np.empty(len(efforts))
    for at, effort in enumerate(efforts):
        own = rng.standard_normal(draws, dtype=np.float32)
        scores = np.float32(correlation**0.5) * common + np.float32((1 - correlation) ** 0.5) * own
        for pool, spread in effort.of.items():
            used[pool] += spread.at(scores)
            fits &= used[pool] <= room[pool]
        found[at] = fits.mean()
    return found


def fit_chance(scores: Scores, rows: Sequence[int], field: str, capacity: float) -> float:
    """In what share of the scores' own draws `field` (effort) of all `rows` sums to at most `capacity`.
    The same draws as in the scores, so that a line moved by one candidate changes by that candidate alone."""
    spreads = scores.inputs.fields.get(field)
    total = np.zeros(scores.chances.draws, dtype=np.float32)
    for row in rows:
        if spreads is not None and not np.isnan(spreads.middle[row]):
            total += scores.chances.of(field, spreads, row)
    return float(np.mean(total <= capacity))


def _amounts(spread: Spread, rng: np.random.Generator, draws: int) -> Draws:
    scores = rng.standard_normal(draws, dtype=np.float32)
    return Spreads.of([spread], ["capacity"]).at(0, np.minimum(scores, 0), np.maximum(scores, 0))
