"""Several people scored alone: how far apart are they, and who should speak first?"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from northing_engine.scoring.errors import ScoringError
from northing_engine.scoring.spreads import Key, Spread

WIDE = 2.0
"""The highest likely value is at least so many times the lowest: worth talking about."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What several people said of one field. `first_to_speak`: who is furthest from the middle, to either side;
    `pooled`: the middle of what was said, at each of low, likely and high. `wide`: worth talking about."""

    lowest: Hashable
    highest: Hashable
    first_to_speak: tuple[Hashable, ...]
    pooled: Spread
    ratio: float
    wide: bool


def disagreement(said: Mapping[Key, Spread]) -> Disagreement:
    """How far apart people are; of those equally far from the middle the first ones as given speak."""
    if not said:
        raise ScoringError("nobody said anything")
    people = list(said)
    lowest = min(people, key=lambda who: said[who].likely)
    highest = max(people, key=lambda who: said[who].likely)
    low, high = said[lowest].likely, said[highest].likely
    ratio = high / low if low > 0 else (1.0 if high == low else math.inf)
    speakers = () if low == high else tuple(_furthest(said, lowest, highest))
    pooled = Spread(
        *(_middle([getattr(spread, end) for spread in said.values()]) for end in ("low", "likely", "high"))
    )
    return Disagreement(lowest, highest, speakers, pooled, ratio, ratio >= WIDE)


def _furthest(said: Mapping[Key, Spread], lowest: Key, highest: Key) -> list[Key]:
    """The two ends, the one that is further from the middle first."""
    middle = _middle([spread.likely for spread in said.values()])
    return sorted([highest, lowest], key=lambda who: -abs(_scale(said[who].likely) - _scale(middle)))


def _scale(value: float) -> float:
    """Twice as much is as far as half as much, wherever amounts are positive."""
    return math.log(value) if value > 0 else value


def _middle(values: list[float]) -> float:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
