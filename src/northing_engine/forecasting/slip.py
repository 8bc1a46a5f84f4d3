"""How far do our own promises slip? Learnt from closed and still open promises, for the next one.

>>> made, promised = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 3, 4, 5, 6])
>>> resolved = np.array([2.0, 3, 6, 5, np.nan])
>>> model = slip_model(PromiseHistory(Promises(made, promised), resolved, now=7, step=1))
>>> forecast = model.forecast(Promises(np.array([8.0]), np.array([9.0])))
>>> bool(0 < forecast.kept[0] < 1), model.closed, model.enough
(True, 5, False)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from northing_engine.forecasting.slip_hazards import Kept, Late, fit_kept, fit_late
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory, Promises
from northing_engine.forecasting.slip_ridge import chance
from northing_engine.forecasting.slip_tuning import Tuning, tune

# Fewer promises whose date has passed say little: the page shows the range and says so.
ENOUGH_TO_SAY = 20
# Half-width of the shown range of a chance, in standard deviations: 80 %.
RANGE_80 = 1.281552


@dataclass(frozen=True)
class SlipForecast:
    """What becomes of each promise. `mass` (promises, stretches + 2): on time or early, late within each
    stretch between `edges`, later than the last edge; each row sums to 1.

    `kept_low`..`kept_high` is where the chance to hold the date lies with 80 %: wide when little is known.
    """

    promised: Floats
    edges: Floats
    mass: Floats
    kept_low: Floats
    kept_high: Floats
    step: float | None

    @property
    def kept(self) -> Floats:
        """The chance to hold the date."""
        return self.mass[:, 0]

    def by(self, time: Floats | float) -> Floats:
        """The chance to be done by `time` (one for each promise, or one for all): 0 before the date, since the
        record says nothing about coming early; `kept` on it; never beyond the last edge."""
        late = np.broadcast_to(np.asarray(time, dtype=float), self.promised.shape) - self.promised
        reached = np.cumsum(self.mass[:, :-1], axis=1)
        result = np.empty(late.size)
        for row, (lateness, chances) in enumerate(zip(late, reached, strict=True)):
            if self.step is None:
                result[row] = np.interp(lateness, self.edges, chances)
            else:
                result[row] = chances[np.searchsorted(self.edges, lateness + 1e-9, side="right") - 1]
            if lateness < 0:
                result[row] = 0.0
        return result

    def quantile(self, level: float) -> Floats:
        """The earliest time by which it is done with at least `level`; inf when beyond the last edge."""
        if not 0 < level < 1:
            raise ValueError("a quantile lies between 0 and 1")
        reached = np.cumsum(self.mass[:, :-1], axis=1)
        result = np.full(self.promised.size, np.inf)
        for row, chances in enumerate(reached):
            at = int(np.searchsorted(chances, level - 1e-12, side="left"))
            if at == self.edges.size:
                continue
            late = self.edges[at]
            if at > 0 and self.step is None:
                part = (level - chances[at - 1]) / (chances[at] - chances[at - 1])
                late = self.edges[at - 1] + part * (self.edges[at] - self.edges[at - 1])
            result[row] = self.promised[row] + late
        return result


@dataclass(frozen=True)
class SlipModel:
    """Of `closed` promises whose date has passed, `held` held; `tuning` says how fast the record fades."""

    holds: Kept
    late: Late
    tuning: Tuning
    closed: int
    held: int
    step: float | None

    @property
    def enough(self) -> bool:
        """Whether there is enough record to state a chance and not only a range."""
        return self.closed >= ENOUGH_TO_SAY

    def forecast(self, promises: Promises, still_open_at: float | None = None) -> SlipForecast:
        """The slip of new promises, with the same categories and measures as the history.

        `still_open_at` is a time at which they are known to be open: what lies before it is ruled out.
        """
        mean, variance = self.holds.log_odds(promises)
        kept = chance(mean)
        half = RANGE_80 * np.sqrt(variance)
        late = chance(self.late.log_odds(promises))
        open_after = np.cumprod(np.column_stack([1 - kept, 1 - late]), axis=1)
        mass = np.column_stack([kept, -np.diff(open_after, axis=1), open_after[:, -1]])
        if still_open_at is not None:
            mass = _still_open(mass, still_open_at - promises.promised, self.late.edges, self.step)
        return SlipForecast(
            promised=promises.promised,
            edges=self.late.edges,
            mass=mass,
            kept_low=chance(mean - half),
            kept_high=chance(mean + half),
            step=self.step,
        )


def slip_model(history: PromiseHistory) -> SlipModel:
    """Learns from `history`, as known at `history.now`; works from no promise at all to tens of thousands.

    Open promises are censored: they count as "not yet" for as long as they are late, never dropped.
    """
    history = history.as_of(history.now)
    tuning = tune(history)
    return SlipModel(
        holds=fit_kept(history, tuning.half_life),
        late=fit_late(history, tuning.half_life),
        tuning=tuning,
        closed=int(history.due.sum()),
        held=int((history.due & history.kept).sum()),
        step=history.step,
    )


def _still_open(mass: Floats, late: Floats, edges: Floats, step: float | None) -> Floats:
    """Rules out every stretch that has ended by `late`; on a line of days part of the running one as well."""
    starts, ends = edges[:-1], edges[1:]
    if step is None:
        left = np.clip((ends - late[:, None]) / (ends - starts), 0, 1)
    else:
        left = (ends > late[:, None] + 1e-9).astype(float)
    on_time = (late < 0)[:, None].astype(float)
    remaining = mass * np.hstack([on_time, left, np.ones((late.size, 1))])
    total = remaining.sum(axis=1, keepdims=True)
    return np.asarray(remaining / total, dtype=float)
