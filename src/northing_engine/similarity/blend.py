"""One number from many signals: weights learnt from pairs that people called the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.signals import SIGNALS
from northing_engine.similarity.signature import Floats

# Pull of the prior, per list and squared standard deviation of a signal.
PRIOR_STRENGTH = 0.2
STEPS = 400


@dataclass(frozen=True)
class Blend:
    """Weights, one for each of `SIGNALS`, none negative: more alike is never less similar."""

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.weights) != len(SIGNALS) or min(self.weights) < 0 or not sum(self.weights) > 0:
            raise ValueError(f"a blend has {len(SIGNALS)} weights, none negative and not all zero")

    def similarity(self, signals: Floats) -> Floats:
        """(candidates,) about 1 for the same text, about 0 for texts with nothing in common, clipped to 0..1.

        Rounded to a millionth: beyond that, sums of floats depend on the machine.
        """
        weights = np.array(self.weights)
        blended: Floats = np.clip(signals @ (weights / weights.sum()), 0.0, 1.0)
        return np.round(blended, 6)


@dataclass(frozen=True, eq=False)
class CandidateList:
    """One question's candidates: `signals` (candidates, 12), and which say the same, (candidates,) of
    bool."""

    signals: Floats
    same: NDArray[np.bool_]


def learn_blend(
    lists: Sequence[CandidateList],
    prior: Blend | None = None,
    strength: float = PRIOR_STRENGTH,
    list_weights: Sequence[float] | None = None,
) -> Blend:
    """The weights that put what is the same first, by maximum likelihood of a softmax over each list
    (ListNet's top-one form, Cao et al. 2007), pulled towards the prior where the lists say little.

    `prior` None pulls every signal towards the same small say. `list_weights` make lists count more or less;
    they are scaled to sum to 1. Accelerated projected gradient, no randomness: the same lists give the same
    blend. Raises ValueError when no list holds both something same and something else.
    """
    told = (
        [(each, 1.0) for each in lists] if list_weights is None else list(zip(lists, list_weights, strict=True))
    )
    told = [(each, weight) for each, weight in told if each.same.any() and not each.same.all()]
    if not told:
        raise ValueError("learning needs at least one list with something same and something else")
    weights = np.array([weight for _, weight in told], dtype=np.float64)
    stacked = _Stacked([each for each, _ in told], weights / weights.sum())
    target = np.full(len(SIGNALS), 0.5) if prior is None else np.array(prior.weights) * stacked.spread
    found = _descend(stacked, target, strength)
    return Blend(tuple(np.round(found / stacked.spread, 4).tolist()))


class _Stacked:
    """Lists end to end, signals scaled by their spread."""

    def __init__(self, lists: Sequence[CandidateList], weights: Floats) -> None:
        raw = np.concatenate([each.signals for each in lists])
        self.spread: Floats = raw.std(axis=0) + 1e-3
        self.x = raw / self.spread
        self.same = np.concatenate([each.same for each in lists]).astype(np.float64)
        sizes = [each.same.size for each in lists]
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.owner = np.repeat(np.arange(len(lists)), sizes)
        self.weights = weights

    def loss_and_slope(self, w: Floats) -> tuple[float, Floats]:
        scores = self.x @ w
        scores -= np.maximum.reduceat(scores, self.starts)[self.owner]
        raised = np.exp(scores)
        total = np.add.reduceat(raised, self.starts)
        right = np.add.reduceat(raised * self.same, self.starts)
        loss = float(self.weights @ (np.log(total) - np.log(np.maximum(right, 1e-300))))
        pull = raised / total[self.owner] - raised * self.same / np.maximum(right, 1e-300)[self.owner]
        return loss, self.x.T @ (self.weights[self.owner] * pull)


def _descend(stacked: _Stacked, target: Floats, strength: float) -> Floats:
    """FISTA with backtracking (Beck & Teboulle 2009) under w >= 0."""

    def loss_and_slope(w: Floats) -> tuple[float, Floats]:
        loss, slope = stacked.loss_and_slope(w)
        away = w - target
        return loss + strength * float(away @ away), slope + 2 * strength * away

    w = ahead = target.copy()
    momentum, step = 1.0, 1.0
    for _ in range(STEPS):
        loss, slope = loss_and_slope(ahead)
        while True:
            tried = np.maximum(ahead - step * slope, 0.0)
            moved = tried - ahead
            bound = loss + slope @ moved + moved @ moved / (2 * step)
            if loss_and_slope(tried)[0] <= bound + 1e-12 or step < 1e-8:
                break
            step /= 2
        if float(np.abs(tried - w).max()) < 1e-7:
            return tried
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = tried + (momentum - 1) / grown * (tried - w)
        w, momentum = tried, grown
    return w
