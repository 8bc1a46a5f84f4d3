"""Two stretches of whole weeks that are compared: the last ones with those before them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.flow.errors import TooFewWeeks

FEWEST = 3
"""Weeks in a window below which weeks can't be told from chance."""


@dataclass(frozen=True, slots=True)
class Windows:
    """`before` weeks, then `now` weeks up to the end of the last whole one. Raises TooFewWeeks."""

    before: int
    now: int

    def __post_init__(self) -> None:
        if min(self.before, self.now) < FEWEST:
            raise TooFewWeeks(f"a window needs at least {FEWEST} whole weeks")

    @property
    def weeks(self) -> int:
        return self.before + self.now

    @property
    def is_now(self) -> NDArray[np.bool_]:
        """Shape (weeks,), oldest first."""
        return np.arange(self.weeks) >= self.before
