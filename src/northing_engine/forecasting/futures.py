"""What a forecast says about one piece."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.work import Key

ROUNDING = 1e-9


class Method(StrEnum):
    """How a forecast was made."""

    EXACT = "exact"
    SIMULATED = "simulated"
    ESTIMATE_RANGE = "estimate range"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class PieceForecast:
    """When one piece will be done, as a distribution over days.

    days:     the days on which it may be finished, proleptic ordinals, int32, ascending, shape (m,).
    chances:  P(done by the end of each of them), never decreasing, shape (m,); what is missing to 1 is never.
    start:    the day by which it is begun in half of the futures; None when it is not, or nothing is known.
    waited:   for each need, the share of futures in which the team could have begun but had to wait for it.
    withheld: levels that too little history cannot support; ``percentile`` answers them, the properties don't.
    assumptions: what the forecast rests on, in plain words.
    """

    id: Key
    team: Key
    method: Method
    days: NDArray[np.int32]
    chances: NDArray[np.float64]
    start: date | None = None
    waited: Mapping[Key, float] = field(default_factory=dict)
    withheld: frozenset[float] = frozenset()
    assumptions: tuple[str, ...] = ()

    def percentile(self, level: float) -> date | None:
        """The first day by whose end it is done with at least that chance; None: not within ten years."""
        place = int(np.searchsorted(self.chances, level - ROUNDING, side="left"))
        return date.fromordinal(int(self.days[place])) if place < self.days.size else None

    def chance_by(self, day: date) -> float:
        """P(done by the end of ``day``)."""
        place = int(np.searchsorted(self.days, day.toordinal(), side="right"))
        return float(self.chances[place - 1]) if place else 0.0

    def futures(self, count: int = 20) -> tuple[date | None, ...]:
        """``count`` equally likely finish dates, earliest first: the middles of as many equal parts."""
        return tuple(self.percentile((part + 0.5) / count) for part in range(count))

    @property
    def never(self) -> float:
        """Chance that it is not done within ten years."""
        return 1.0 - float(self.chances[-1]) if self.chances.size else 1.0

    def _shown(self, level: float) -> date | None:
        return None if level in self.withheld else self.percentile(level)

    @property
    def p10(self) -> date | None:
        """Done by then in one of ten futures."""
        return self._shown(0.10)

    @property
    def p50(self) -> date | None:
        """Done by then in half of the futures."""
        return self._shown(0.50)

    @property
    def p70(self) -> date | None:
        """Done by then in 70 % of the futures."""
        return self._shown(0.70)

    @property
    def p80(self) -> date | None:
        """Done by then in 80 % of the futures."""
        return self._shown(0.80)

    @property
    def p85(self) -> date | None:
        """Done by then in 85 % of the futures."""
        return self._shown(0.85)

    @property
    def p90(self) -> date | None:
        """Done by then in 90 % of the futures."""
        return self._shown(0.90)

    @property
    def p95(self) -> date | None:
        """Done by then in 95 % of the futures; withheld where the history is too short to say so."""
        return self._shown(0.95)


@dataclass(frozen=True, eq=False)
class DeliveryForecast:
    """The forecasts of all pieces that were asked for, in the order of the work.

    draws: futures behind every simulated piece.
    """

    pieces: Mapping[Key, PieceForecast]
    draws: int

    def __getitem__(self, piece: Key) -> PieceForecast:
        return self.pieces[piece]
