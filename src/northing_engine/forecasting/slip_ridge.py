"""Logistic regression whose shrinkage is learnt from the data, term by term.

Each term (a set of columns) has its own normal prior. Its precision follows the generalised Fellner-Schall
step (Wood & Fasiolo 2017, Biometrics 73:1071): a term that explains nothing is shrunk to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.slip_promises import Floats

LEAST_PRECISION, MOST_PRECISION = 0.25, 1e4
NEWTON_STEPS, PRECISION_STEPS = 25, 8
DOUBT = 2.0


@dataclass(frozen=True)
class RidgeFit:
    """Coefficients, and their covariance around the most likely ones."""

    coefficients: Floats
    covariance: Floats

    def log_odds(self, design: Floats) -> tuple[Floats, Floats]:
        """Mean and variance of the log-odds of each row."""
        spread = np.sum((design @ self.covariance) * design, axis=1)
        return np.asarray(design @ self.coefficients), np.maximum(spread, 0.0)


def chance(log_odds: Floats) -> Floats:
    """The logistic function, by the hyperbolic tangent: it never overflows."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))


@dataclass(frozen=True)
class Rows:
    """What is regressed: `design` (rows, columns), `outcome` as a share in 0..1 of `weight` trials,
    and `offset`, the log-odds that a row starts from."""

    design: Floats
    outcome: Floats
    weight: Floats
    offset: Floats


def fit_ridge(rows: Rows, term: NDArray[np.intp], precision: Floats, doubt: float = DOUBT) -> RidgeFit:
    """Fits, learning the prior precision of each term that has more than one column.

    `term` is the number of each column's term, `precision` where each term's prior starts; `doubt` is how many
    columns' worth of belief there is beforehand that a term has little effect.
    """
    precision = precision.astype(float).copy()
    sizes = np.bincount(term, minlength=precision.size)
    learnt = np.flatnonzero(sizes > 1)
    fit = _newton(rows, precision[term], np.zeros(rows.design.shape[1]))
    for _ in range(PRECISION_STEPS):
        before = precision.copy()
        for one in learnt:
            mine = term == one
            left = sizes[one] - precision[one] * float(np.trace(fit.covariance[np.ix_(mine, mine)]))
            squares = float(fit.coefficients[mine] @ fit.coefficients[mine])
            precision[one] = np.clip((left + doubt) / (squares + 0.5), LEAST_PRECISION, MOST_PRECISION)
        fit = _newton(rows, precision[term], fit.coefficients)
        if bool(np.all(np.abs(np.log(precision / before)) < 0.1)):
            break
    return fit


def _newton(rows: Rows, precision: Floats, start: Floats) -> RidgeFit:
    beta = start.copy()
    for _ in range(NEWTON_STEPS):
        p = chance(rows.offset + rows.design @ beta)
        gradient = rows.design.T @ (rows.weight * (rows.outcome - p)) - precision * beta
        curvature = (rows.design.T * (rows.weight * p * (1 - p))) @ rows.design
        curvature[np.diag_indices_from(curvature)] += precision
        step = np.linalg.solve(curvature, gradient)
        # Far from the optimum a full step can overshoot where the curve is flat.
        beta = beta + step * min(1.0, 4 / max(float(np.abs(step).max(initial=0.0)), 1e-12))
        if float(np.abs(step).max(initial=0.0)) < 1e-4:
            break
    return RidgeFit(beta, np.asarray(np.linalg.inv(curvature), dtype=float))
