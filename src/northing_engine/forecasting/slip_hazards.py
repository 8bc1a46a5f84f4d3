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
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory, Promises
from northing_engine.forecasting.slip_ridge import RidgeFit, Rows, fit_ridge, predictive

LATE_STEPS = 12
LATE_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730)
# Lateness from this stretch on shares one effect: few promises are that late.
LATE_CLASSES = 6
STRETCH = 1.0


@dataclass(frozen=True)
class Hazards:
    """Both regressions and the stretches of lateness between `edges` (0 first, in the history's own units)."""

    design: Design
    edges: Floats
    kept: RidgeFit
    late: RidgeFit
    late_offset: Floats

    def kept_log_odds(self, promises: Promises) -> tuple[Floats, Floats]:
        """Mean and variance of the log-odds to hold the date."""
        return self.kept.log_odds(self.design.columns(promises))

    def late_log_odds(self, promises: Promises) -> Floats:
        """(rows, stretches): log-odds to come within the stretch, when still open at its start."""
        plain = _late_columns(self.design, promises)
        stretches = self.edges.size - 1
        result = np.empty((len(promises), stretches))
        for at in range(stretches):
            design = np.hstack([plain, np.repeat(_stretch_column(at), len(promises), axis=0)])
            mean, variance = self.late.log_odds(design)
            result[:, at] = predictive(mean + self.late_offset[at], variance)
        return result


def late_edges(step: float | None) -> Floats:
    return np.asarray(LATE_DAYS, dtype=float) if step is None else step * np.arange(LATE_STEPS + 1.0)


def recency(age: Floats, half_life: float) -> Floats:
    """1 for what was due now, a half for what was due one half-life ago."""
    return np.asarray(0.5 ** (np.maximum(age, 0.0) / half_life))


def fit_kept(history: PromiseHistory, half_life: float) -> tuple[Design, RidgeFit]:
    """Fits the chance to hold the date on what is known at `history.now`, older promises weighing less."""
    design = learn_design(history.promises, history.step)
    due = np.flatnonzero(history.due & (history.promises.promised >= history.promises.made))
    promises = history.promises[due]
    rows = Rows(
        design.columns(promises),
        history.kept[due].astype(float),
        recency(history.now - promises.promised, half_life),
        np.zeros(due.size),
    )
    return design, fit_ridge(rows, design.terms, design.precisions)


def fit_hazards(history: PromiseHistory, half_life: float) -> Hazards:
    """Fits both parts."""
    design, kept = fit_kept(history, half_life)
    edges = late_edges(history.step)
    late, offset = _fit_late(history, design, edges, half_life)
    return Hazards(design, edges, kept, late, offset)


def _fit_late(
    history: PromiseHistory, design: Design, edges: Floats, half_life: float
) -> tuple[RidgeFit, Floats]:
    """Every late promise takes part in each stretch it was open in; the one it is still in counts in part.

    Promises that look alike are counted together, so that 100,000 stretches become a few thousand rows.
    """
    late = np.flatnonzero(history.late_by > 0)
    slip, still_open = history.late_by[late], history.open[late]
    promises = history.promises[late]
    entered = np.maximum(promises.made - promises.promised, 0.0)
    offset = _prior_hazards(slip, edges, history.step)
    alike, group = np.unique(_late_columns(design, promises), axis=0, return_inverse=True)
    group = group.ravel()
    blocks = []
    for at, (start, end) in enumerate(itertools.pairwise(edges)):
        part = np.where(still_open, np.clip((slip - start) / (end - start), 0, 1), 1.0)
        inside = (slip > start) & (entered <= start)
        weight = inside * part * recency(history.now - promises.promised - end, half_life)
        came = weight * (~still_open & (slip <= end))
        trials = np.asarray(np.bincount(group, weights=weight, minlength=len(alike)), dtype=float)
        taking = np.flatnonzero(trials > 0)
        share = np.bincount(group, weights=came, minlength=len(alike))[taking] / trials[taking]
        columns = np.hstack([alike[taking], np.repeat(_stretch_column(at), taking.size, axis=0)])
        blocks.append(Rows(columns, share, trials[taking], np.full(taking.size, offset[at])))
    rows = Rows(
        np.vstack([block.design for block in blocks]),
        np.concatenate([block.outcome for block in blocks]),
        np.concatenate([block.weight for block in blocks]),
        np.concatenate([block.offset for block in blocks]),
    )
    terms = np.concatenate([_late_terms(design), np.full(LATE_CLASSES, design.terms[-1])])
    return fit_ridge(rows, terms, np.append(design.precisions[:-1], STRETCH)), offset


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
    return np.eye(LATE_CLASSES)[[min(stretch, LATE_CLASSES - 1)]]
