"""From log odds to chances that mean what they say, and from chances to a decision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.kinds.logistic import minimise
from northing_engine.kinds.sparse import Floats

# Where the order of kinds says nothing they still differ, since one has to be the likeliest.
DULLEST = 0.05
# With fewer of a kind its best threshold is luck.
ENOUGH_TO_DECIDE = 10


@dataclass(frozen=True)
class Calibration:
    """Chance = 1 / (1 + exp(-(slope * log odds + shift)))."""

    slope: float
    shift: float

    def logits(self, log_odds: Floats) -> Floats:
        return self.slope * log_odds + self.shift

    def chances(self, log_odds: Floats) -> Floats:
        return 1 / (1 + np.exp(-np.clip(self.logits(log_odds), -30, 30)))


def calibrate(log_odds: Floats, happened: Floats, say: Floats) -> Calibration:
    """Fitted on texts that the model did not see, towards targets short of certainty (Platt 1999)."""
    yes, no = float(say @ happened), float(say @ (1 - happened))
    target = np.where(happened > 0, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss_and_slope(point: Floats) -> tuple[float, Floats]:
        z = point[0] * log_odds + point[1]
        loss = float(say @ (np.logaddexp(0, z) - target * z))
        pull = say * (1 / (1 + np.exp(-np.clip(z, -500, 500))) - target)
        return loss, np.array([pull @ log_odds, pull.sum()])

    slope, shift = minimise(loss_and_slope, np.array([1.0, 0.0]))
    # A negative slope would call the less likely more likely: then only the share is known.
    if slope <= 0:
        return Calibration(1e-3, float(np.log((yes + 1) / (no + 1))))
    return Calibration(float(slope), float(shift))


def shares(logits: Floats, sharpness: float) -> Floats:
    """Chances (texts, kinds) of kinds of which a text has exactly one: they add up to 1."""
    scaled = sharpness * logits
    raised: Floats = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    total: Floats = raised.sum(axis=1, keepdims=True)
    return raised / total


def sharpness(logits: Floats, right: NDArray[np.intp], say: Floats) -> float:
    """By how much to stretch logits of texts that the models did not see, so that the chances of the kinds that
    were `right` mean what they say (Guo et al. 2017: one over the temperature). The likeliest of several is
    surer than it should be where each kind was calibrated alone."""
    rows = np.arange(right.size)

    def loss_and_slope(point: Floats) -> tuple[float, Floats]:
        chances = shares(logits, float(point[0]))
        loss = -float(say @ np.log(np.maximum(chances[rows, right], 1e-300)))
        pull = (chances * logits).sum(axis=1) - logits[rows, right]
        return loss, np.array([say @ pull])

    return max(float(minimise(loss_and_slope, np.ones(1))[0]), DULLEST)


def threshold(chances: Floats, happened: Floats, say: Floats) -> float:
    """The chance from which calling it so has the best F1; one half where there is too little to tell."""
    if happened.sum() < ENOUGH_TO_DECIDE:
        return 0.5
    order = np.argsort(-chances, kind="stable")
    called = np.cumsum(say[order])
    right = np.cumsum((say * happened)[order])
    f1 = 2 * right / (called + float(say @ happened))
    # Between the last that is called and the first that is not; never of two that are as likely as each other.
    falls = np.append(np.diff(chances[order]) < 0, True)
    at = int(np.argmax(np.where(falls, f1, -1.0)))
    after = chances[order][at + 1] if at + 1 < chances.size else 0.0
    return float((chances[order][at] + after) / 2)
