"""How fast does the record fade? Chosen by how well each answer would have forecast what came next.

Stand at earlier times, use only what was known then, forecast what was promised next, and score it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from northing_engine.forecasting.slip_hazards import fit_kept
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory
from northing_engine.forecasting.slip_ridge import chance

ORIGINS = 4
# Below this many closed promises nothing is chosen: all weigh the same.
ENOUGH = 60
# Earlier origins are fitted on no more rows than this, so that long records stay quick.
MOST_ROWS = 3000
# Half-lives tried, in lengths of the whole record.
FADING = (np.inf, 0.5, 0.25)


@dataclass(frozen=True)
class Tuning:
    """The half-life chosen, and the rolling log score (nats, lower is better) of each candidate."""

    half_life: float
    candidates: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()


UNTUNED = Tuning(float("inf"))


def tune(history: PromiseHistory) -> Tuning:
    """Lets old promises fade only when that forecast clearly better: by more than one standard error."""
    known = np.flatnonzero(history.due)
    if known.size < ENOUGH:
        return UNTUNED
    origins = _origins(history)
    span = float(np.ptp(history.promises.promised[known])) or 1.0
    candidates = tuple(factor * span for factor in FADING)
    rolls = np.array([_roll(history, origins, half_life) for half_life in candidates])
    if rolls.shape[1] < 2:
        return UNTUNED
    scores = rolls.mean(axis=1)
    best = int(np.argmin(scores))
    gain = rolls[0] - rolls[best]
    if gain.mean() <= gain.std(ddof=1) / np.sqrt(gain.size):
        best = 0
    return Tuning(candidates[best], candidates, tuple(float(score) for score in scores))


def _origins(history: PromiseHistory) -> Floats:
    """Times to stand at: the last of them is `now`, the first leaves half of the record to learn from."""
    made = np.sort(history.promises.made[history.due])
    if history.step is not None:
        steps = np.unique(made)
        return np.asarray(steps[max(0, steps.size // 2 - 1) :][-ORIGINS - 1 :], dtype=float)
    cuts = np.quantile(made, np.linspace(0.5, 1, ORIGINS + 1), method="inverted_cdf")
    return np.asarray(np.unique(cuts), dtype=float)


def _roll(history: PromiseHistory, origins: Floats, half_life: float) -> Floats:
    """Log score of each promise made after an origin and up to the next one, forecast at that origin."""
    losses = [np.empty(0)]
    promises = history.promises
    for start, end in itertools.pairwise(origins):
        asked = np.flatnonzero((promises.made > start) & (promises.made <= end) & history.due)
        past = _latest(history.as_of(float(start)))
        if asked.size == 0 or not past.due.any():
            continue
        said, _ = fit_kept(past, half_life).log_odds(promises[asked])
        losses.append(-np.log(chance(np.where(history.kept[asked], said, -said))))
    return np.concatenate(losses)


def _latest(history: PromiseHistory) -> PromiseHistory:
    if len(history.promises) <= MOST_ROWS:
        return history
    rows = np.sort(np.argsort(history.promises.promised, kind="stable")[-MOST_ROWS:])
    return PromiseHistory(history.promises[rows], history.resolved[rows], history.now, history.step)
