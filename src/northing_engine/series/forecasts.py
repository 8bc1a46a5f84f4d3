"""Where is a series going, and between which values?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.series.bands import Spread, spread
from northing_engine.series.ensemble import foretell
from northing_engine.series.errors import SeriesError, TooShort
from northing_engine.series.seasons import TIMES_SEEN, Floats, find_season

FEWEST = 8
# The values that a forecast looks back on: five years of weeks and more.
LONGEST = 300
# Most measures of business grow by shares: differences have to be clearly more alike.
PREFERENCE = 5.0


@dataclass(frozen=True)
class Band:
    """Holds the value of each step with the chance `level`."""

    level: float
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Forecast:
    """`point`: as likely too high as too low, one a step ahead. `season`: the cycle it saw, 1 for none.

    `logarithmic`: worked on logarithms, so that bands are wider above than below.
    """

    point: Floats
    bands: tuple[Band, ...]
    season: int
    logarithmic: bool
    floor: float
    middle: Floats
    spread: Spread

    def quantiles(self, probabilities: ArrayLike) -> Floats:
        """Values that are not exceeded with these chances: one row a probability, one column a step."""
        rows = []
        for chance in np.asarray(probabilities, dtype=float):
            if not 0 < chance < 1:
                raise SeriesError("a probability lies between 0 and 1")
            away = self.spread.half_width(abs(2 * float(chance) - 1))
            rows.append(self._value(self.middle + np.sign(chance - 0.5) * away))
        return np.array(rows)

    def _value(self, scaled: Floats) -> Floats:
        return np.asarray(np.maximum(np.exp(scaled) if self.logarithmic else scaled, self.floor), dtype=float)


def forecast(
    values: ArrayLike,
    season: int | None = None,
    horizon: int = 12,
    levels: Sequence[float] = (0.5, 0.8),
) -> Forecast:
    """Forecast the next `horizon` values of an evenly spaced series, oldest first, NaN for a missing one.

    `season` is the number of steps after which the series repeats itself: found when None, 1 for none. What
    never was below zero is not forecast below it. Bands hold what they say on the series' own past.

    >>> forecast([10, 12, 11, 13, 12, 14, 13, 15, 14, 16], horizon=2).point.round(1).tolist()
    [15.4, 15.8]

    Raises TooShort below `FEWEST` values, SeriesError for infinite ones or a horizon below 1.
    """
    known = _known(values)
    if horizon < 1 or not all(0 < level < 1 for level in levels):
        raise SeriesError("give a horizon of 1 or more and levels between 0 and 1")
    logarithmic = _grows_by_shares(known)
    scaled = np.log(known) if logarithmic else known
    cycle = find_season(scaled) if season is None else season
    if cycle < 2 or scaled.size <= TIMES_SEEN * cycle:
        cycle = 1
    members = foretell(scaled, cycle, horizon)
    wide = spread(members.errors, members.apart, cycle, members.parameters)
    floor = 0.0 if known.min() >= 0 else -np.inf
    bare = Forecast(members.point, (), cycle, logarithmic, floor, members.point, wide)
    bands = []
    for level in levels:
        low, high = bare.quantiles([(1 - level) / 2, (1 + level) / 2])
        bands.append(Band(level, low, high))
    return Forecast(bare.quantiles([0.5])[0], tuple(bands), cycle, logarithmic, floor, members.point, wide)


def _known(values: ArrayLike) -> Floats:
    """The last values up to the newest known one, gaps filled by a line between their neighbours."""
    z = np.asarray(values, dtype=float)
    if z.ndim != 1 or np.isinf(z).any():
        raise SeriesError("give one column of finite values, NaN for those that are missing")
    here = np.flatnonzero(~np.isnan(z))
    if here.size < FEWEST:
        raise TooShort(f"A forecast needs {FEWEST} values; there are {here.size}.")
    filled = np.interp(np.arange(here[0], here[-1] + 1), here, z[here])
    return np.asarray(filled[-LONGEST:], dtype=float)


def _grows_by_shares(values: Floats) -> bool:
    """Are changes more alike as shares of the value than as differences? The likelihood of both says."""
    if values.min() <= 0:
        return False
    logs = np.log(values)
    plain, shares = np.diff(values).std(), np.diff(logs).std()
    if plain <= 0 or shares <= 0:
        return False
    return bool(np.log(plain) - np.log(shares) - logs[1:].mean() > -PREFERENCE / values.size)
