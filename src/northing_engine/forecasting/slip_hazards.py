"""The two parts of a slip: is the date held, and if not, when does it come after all?

Discrete-time survival: the chance to hold the date is one regression; for each stretch of lateness the chance
to come in it, given still open, is another (Singer & Willett 1993). Open promises take part up to today.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.slip_design import Design, learn_design
from northing_engine.forecasting.slip_drift import LUCK, MOVE, Drift, learn_drift
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory, Promises
from northing_engine.forecasting.slip_ridge import RidgeFit, Rows, fit_ridge

LATE_STEPS = 12
LATE_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730)
# Lateness from this stretch on shares one effect: few promises are that late.
LATE_CLASSES = 6
STRETCH = 1.0
# One late promise is in many rows, and one thing in many promises: less is known than the rows say.
LATE_DOUBT = 10.0


@dataclass(frozen=True)
class Kept:
    """The chance to hold the date: columns of the promise, then the drift."""

    design: Design
    drift: Drift
    fit: RidgeFit

    def log_odds(self, promises: Promises) -> tuple[Floats, Floats]:
        """Mean and variance of the log-odds to hold the date, for promises made next."""
        columns = self.design.columns(promises)
        return self.fit.log_odds(np.hstack([columns, _repeated(self.drift.now, len(promises))]))


@dataclass(frozen=True)
class Late:
    """The chance to come in each stretch between `edges` (0 first, in the history's own units)."""

    design: Design
    drift: Drift
    fit: RidgeFit
    edges: Floats
    offset: Floats

    def log_odds(self, promises: Promises) -> Floats:
        """(rows, stretches): log-odds to come within the stretch, when still open at its start."""
        plain = _late_columns(self.design, promises)
        own = plain @ self.fit.coefficients[: plain.shape[1]]
        stretch = np.array([_stretch_column(at) for at in range(self.offset.size)])
        now = np.hstack([stretch, _repeated(self.drift.now, self.offset.size)])
        shared = self.offset + now @ self.fit.coefficients[plain.shape[1] :]
        return np.asarray(own[:, None] + shared[None, :], dtype=float)


def recency(age: Floats, half_life: float) -> Floats:
    """1 for what was due now, a half for what was due one half-life ago."""
    return np.asarray(0.5 ** (np.maximum(age, 0.0) / half_life))


def fit_kept(history: PromiseHistory, half_life: float) -> Kept:
    """Fits the chance to hold the date on what is known at `history.now`, older promises weighing less."""
    design = learn_design(history.promises, history.step)
    due = np.flatnonzero(history.due & (history.promises.promised >= history.promises.made))
    promises = history.promises[due]
    drift = learn_drift(promises.promised, history.step)
    rows = Rows(
        np.hstack([design.columns(promises), drift.columns[drift.period(promises.promised)]]),
        history.kept[due].astype(float),
        recency(history.now - promises.promised, half_life),
        np.zeros(due.size),
    )
    terms, precisions = _with_drift(design.terms, design.precisions, drift)
    return Kept(design, drift, fit_ridge(rows, terms, precisions))


def fit_late(history: PromiseHistory, half_life: float) -> Late:
    """Every late promise takes part in each stretch it was open in; the one it is still in counts in part.

    Promises that look alike are counted together, so that 100,000 stretches become a few thousand rows.
    """
    design = learn_design(history.promises, history.step)
    edges = np.asarray(LATE_DAYS, float) if history.step is None else history.step * np.arange(LATE_STEPS + 1.0)
    late = np.flatnonzero(history.late_by > 0)
    slip, still_open, promises = history.late_by[late], history.open[late], history.promises[late]
    entered = np.maximum(promises.made - promises.promised, 0.0)
    offset = _prior_hazards(slip, edges, history.step)
    drift = learn_drift(promises.promised + slip, history.step)
    alike, group = np.unique(_late_columns(design, promises), axis=0, return_inverse=True)
    blocks = []
    for at, (start, end) in enumerate(itertools.pairwise(edges)):
        part = np.where(still_open, np.clip((slip - start) / (end - start), 0, 1), 1.0)
        weight = ((slip > start) & (entered <= start)) * part
        time = promises.promised + np.minimum(end, slip)
        weight *= recency(history.now - time, half_life)
        came = weight * (~still_open & (slip <= end))
        key = group.ravel() * drift.size + drift.period(time)
        trials = np.bincount(key, weights=weight, minlength=len(alike) * drift.size).astype(float)
        taking = np.flatnonzero(trials > 0)
        share = np.bincount(key, weights=came, minlength=trials.size)[taking] / trials[taking]
        stretch = _repeated(_stretch_column(at), taking.size)
        columns = np.hstack([alike[taking // drift.size], stretch, drift.columns[taking % drift.size]])
        blocks.append(Rows(columns, share, trials[taking], np.full(taking.size, offset[at])))
    terms = np.concatenate([_late_terms(design), np.full(LATE_CLASSES, design.terms[-1])])
    terms, precisions = _with_drift(terms, np.append(design.precisions[:-1], STRETCH), drift)
    return Late(design, drift, fit_ridge(_stacked(blocks), terms, precisions, LATE_DOUBT), edges, offset)


def _with_drift(terms: NDArray[np.intp], precisions: Floats, drift: Drift) -> tuple[NDArray[np.intp], Floats]:
    """The terms and prior precisions with those of the drift's moves and of each period's luck behind them."""
    both = np.repeat([precisions.size, precisions.size + 1], [drift.size - 1, drift.size])
    return np.concatenate([terms, both]), np.append(precisions, [MOVE, LUCK])


def _stacked(blocks: list[Rows]) -> Rows:
    return Rows(
        np.vstack([block.design for block in blocks]),
        np.concatenate([block.outcome for block in blocks]),
        np.concatenate([block.weight for block in blocks]),
        np.concatenate([block.offset for block in blocks]),
    )


def _repeated(row: Floats, count: int) -> Floats:
    return np.repeat(row[None, :], count, axis=0)


def _prior_hazards(slip: Floats, edges: Floats, step: float | None) -> Floats:
    """Log-odds of a log-logistic lateness with the history's middle: what thin stretches fall back to."""
    middle = float(np.median(slip)) if slip.size >= 5 else (1.5 * step if step is not None else 21.0)
    middle = max(middle, float(edges[1]))
    open_at = 1 / (1 + edges / middle)
    hazard = 1 - open_at[1:] / open_at[:-1]
    return np.asarray(np.log(hazard) - np.log1p(-hazard))


def _late_columns(design: Design, promises: Promises) -> Floats:
    """The columns without the measures: so that equal rows can be counted together."""
    return design.columns(promises)[:, : _late_terms(design).size]


def _late_terms(design: Design) -> NDArray[np.intp]:
    return design.terms[: design.terms.size - design.centres.size]


def _stretch_column(stretch: int) -> Floats:
    return np.asarray(np.eye(LATE_CLASSES)[min(stretch, LATE_CLASSES - 1)], dtype=float)
