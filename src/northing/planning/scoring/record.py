"""Estimates and chances as the record of those who gave them says they should be read:
effort ratios are shrunk on the log scale under a normal prior, stated chances under a Beta prior."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from northing.planning.queries.track_record import Outcomes, Said, effort_ratios, outcomes, said_chances
from northing.ui import formatting
from northing_engine.calibration import RatioShrinkage, shrink_confidence, shrink_ratios

FEWEST = 5
"""Outcomes from which on a record says something: below, what was said stands as it was said."""
OF_A_TEAM = 10
"""Stated chances from which on a team's own record speaks; below, everybody's does."""
NEAR = 0.15
"""A chance of 80 % is judged by what was said to be 65 to 95 % sure."""
HALF_OF_90 = 1.6448536269514722
SUREST = 0.995


class Range(NamedTuple):
    """Low, likely and high: nine of ten times between the ends."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Corrections:
    """`effort`: by team, what its estimates have to be multiplied with and how far that is known."""

    ratios: Mapping[int, RatioShrinkage]
    chances: Mapping[int | None, Sequence[Said]]

    def effort(self, team: int | None, said: Range) -> Range:
        """Times the team's multiplier, and at least as wide as its estimates have been wrong."""
        record = self._ratios_of(team)
        if record is None or said.low <= 0:
            return said
        likely = said.likely * record.multiplier
        usual = HALF_OF_90 * math.sqrt(record.predictive_variance)
        below = max(math.log(said.likely / said.low), usual)
        above = max(math.log(said.high / said.likely), usual)
        return Range(likely * math.exp(-below), likely, likely * math.exp(above))

    def confidence(self, team: int | None, said: Range) -> Range:
        """Each of the three chances, 0 to 1, moved towards what came true of such chances."""
        low, likely, high = (self._chance(team, chance) for chance in said)
        return Range(min(low, likely), likely, max(high, likely))

    def said_of_effort(self, team: int | None) -> str:
        """The correction as a sentence; "" where there is none."""
        record = self._ratios_of(team)
        if record is None:
            return ""
        features = formatting.counted(record.count, "feature")
        return f"Its team took {record.multiplier:.2g} times what it estimated ({features})."

    def said_of_confidence(self, team: int | None, stated: float) -> str:
        near = self._near(team, stated)
        if len(near) < FEWEST:
            return ""
        reached = sum(each.reached for each in near)
        return (
            f"Of {len(near)} targets said to be about as sure, {reached} were reached:"
            f" {formatting.percent(stated)} is read as {formatting.percent(self._chance(team, stated))}."
        )

    def _ratios_of(self, team: int | None) -> RatioShrinkage | None:
        record = self.ratios.get(team) if team is not None else None
        return record if record is not None and record.count >= FEWEST else None

    def _chance(self, team: int | None, stated: float) -> float:
        near = self._near(team, stated)
        if len(near) < FEWEST or not 0 < stated <= 1:
            return stated
        return shrink_confidence(min(stated, SUREST), sum(each.reached for each in near), len(near)).rate

    def _near(self, team: int | None, stated: float) -> list[Said]:
        """The team's own where it has enough, else everybody's."""
        own = [each for each in self.chances.get(team, ()) if abs(each.chance - stated) <= NEAR]
        if len(own) >= OF_A_TEAM:
            return own
        return [each for each in self.chances.get(None, ()) if abs(each.chance - stated) <= NEAR]


def corrections(today: date) -> Corrections:
    """The record of all teams until today. Worked out anew when something was shipped, a cycle was closed, or a
    day has passed; else two short queries."""
    return _corrections(today, outcomes())


@lru_cache(maxsize=4)
def _corrections(today: date, _: Outcomes) -> Corrections:
    ratios = {team: shrink_ratios(found) for team, found in effort_ratios(today).items()}
    return Corrections(ratios, said_chances())
