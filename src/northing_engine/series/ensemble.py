"""What the members foretell together: smoothing of the steps, of sums of steps, and Theta."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from northing_engine.series.seasons import Floats, seasonal_indices
from northing_engine.series.smoothing import smooth
from northing_engine.series.theta import theta

# Means of so many steps show the trend with less noise (temporal aggregation, Kourentzes et al. 2014).
BLOCKS = (2, 3, 6)
FEWEST_BLOCKS = 8


@dataclass(frozen=True)
class Members:
    """`point`: the mean of the members, `apart`: how far (standard deviation) they lie from each other.

    `errors[origin, step]`: of the smoothing among them.
    """

    point: Floats
    apart: Floats
    errors: Floats
    parameters: float


def foretell(values: Floats, season: int, horizon: int) -> Members:
    """Values on a scale where the season adds."""
    indices = seasonal_indices(values, season)
    at = np.arange(values.size + horizon) % indices.size
    plain = values - indices[at[: values.size]]
    ahead = indices[at[values.size :]]
    smoothed = smooth(values, indices, horizon)
    members = [smoothed.forecast, theta(plain, horizon) + ahead]
    blocks = [block for block in BLOCKS if plain.size // block >= FEWEST_BLOCKS]
    members += [_of_blocks(plain, block, horizon) + ahead for block in blocks]
    return Members(np.mean(members, axis=0), np.std(members, axis=0), smoothed.errors, smoothed.parameters)


def _of_blocks(plain: Floats, block: int, horizon: int) -> Floats:
    count = plain.size // block
    means = plain[plain.size - count * block :].reshape(count, block).mean(axis=1)
    ahead = smooth(means, np.zeros(1), -(-horizon // block) + 1).forecast
    middle = np.arange(ahead.size) * block + (block + 1) / 2
    return np.asarray(np.interp(np.arange(1, horizon + 1), middle, ahead), dtype=float)
