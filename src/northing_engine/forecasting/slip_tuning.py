"""What the past says about forecasting itself: how fast it fades, and how far off earlier forecasts were.

Stand at earlier times, use only what was known then, forecast what was promised next, and score it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from northing_engine.forecasting.slip_hazards import fit_kept, recency
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory
from northing_engine.forecasting.slip_ridge import Rows, chance, fit_ridge, predictive

ORIGINS = 6
# Below this many closed promises nothing is chosen: all weigh the same.
ENOUGH = 60
# Earlier origins are fitted on no more rows than this, so that long records stay quick.
MOST_ROWS = 3000
FADING = (np.inf, 2.0, 1.0, 0.5, 0.25)
# Prior precision of the correction: how strongly it believes that no correction is needed.
TRUST_LEVEL, TRUST_SLOPE = 100.0, 100.0


@dataclass(frozen=True)
class Tuning:
    """The half-life with the best rolling log score (nats; one for each candidate), and the correction."""

    half_life: float
    candidates: tuple[float, ...]
    scores: tuple[float, ...]
    level: float
    slope: float

    def corrected(self, log_odds: Floats) -> Floats:
        return self.level + self.slope * log_odds


UNTUNED = Tuning(float("inf"), (), (), 0.0, 1.0)


def tune(history: PromiseHistory) -> Tuning:
    """Chooses how fast the record fades by rolling log score; corrects level and slope by the same rolls."""
    known = np.flatnonzero(history.due)
    if known.size < ENOUGH:
        return UNTUNED
    origins = _origins(history)
    spans = np.unique(history.promises.promised[known])
    span = float(spans[-1] - spans[0]) or 1.0
    candidates = tuple(factor * span for factor in FADING)
    rolls = [_roll(history, origins, half_life) for half_life in candidates]
    scores = tuple(float(-np.mean(np.log(np.where(o == 1, chance(z), chance(-z))))) for z, o, _ in rolls)
    best = int(np.argmin(scores))
    level, slope = _correction(*rolls[best], span)
    return Tuning(candidates[best], candidates, scores, level, slope)


def _origins(history: PromiseHistory) -> Floats:
    """Times to stand at: the last of them is `now`, the first leaves half of the record to learn from."""
    made = np.sort(history.promises.made[history.due])
    cuts = np.unique(np.quantile(made, np.linspace(0.5, 1, ORIGINS + 1), method="inverted_cdf"))
    if history.step is not None:
        steps = np.unique(made)
        cuts = steps[max(0, steps.size // 2 - 1) :][-ORIGINS - 1 :]
    return np.asarray(cuts, dtype=float)


def _roll(history: PromiseHistory, origins: Floats, half_life: float) -> tuple[Floats, Floats, Floats]:
    """Log-odds said at each origin of what was promised up to the next one, what came, and when it was due."""
    said, came, due = [np.empty(0)], [np.empty(0)], [np.empty(0)]
    promises = history.promises
    for start, end in itertools.pairwise(origins):
        asked = np.flatnonzero((promises.made > start) & (promises.made <= end) & history.due)
        if asked.size == 0:
            continue
        design, kept = fit_kept(_latest(history.as_of(float(start))), half_life)
        mean, variance = kept.log_odds(design.columns(promises[asked]))
        said.append(predictive(mean, variance))
        came.append(history.kept[asked].astype(float))
        due.append(promises.promised[asked])
    return np.concatenate(said), np.concatenate(came), np.concatenate(due)


def _latest(history: PromiseHistory) -> PromiseHistory:
    if len(history.promises) <= MOST_ROWS:
        return history
    rows = np.sort(np.argsort(history.promises.promised, kind="stable")[-MOST_ROWS:])
    return PromiseHistory(history.promises[rows], history.resolved[rows], history.now, history.step)


def _correction(said: Floats, came: Floats, due: Floats, span: float) -> tuple[float, float]:
    """Level and slope on the log-odds, each pulled towards "no correction"; recent rolls weigh more."""
    if said.size == 0:
        return 0.0, 1.0
    rows = Rows(
        np.column_stack([np.ones(said.size), said]),
        came,
        recency(due.max() - due, span / 4),
        said,
    )
    fit = fit_ridge(rows, np.arange(2), np.array([TRUST_LEVEL, TRUST_SLOPE]))
    return float(fit.coefficients[0]), 1 + float(fit.coefficients[1])
