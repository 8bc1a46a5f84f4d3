"""Which kinds is this? A linear model for each kind, with a sureness that means what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from northing_engine.kinds.calibrated import Calibration, calibrate, shares, sharpness, threshold
from northing_engine.kinds.features import FAMILIES, WIDTH, Text, counts
from northing_engine.kinds.logistic import Linear, fit_logistic
from northing_engine.kinds.sparse import Floats, Rows, beside

# How much each family of features says, and how far the rows are trusted against short weights; both by
# cross-validation on the public sets (see `benchmarks.kinds`).
SAY = dict(zip(FAMILIES, (1.0, 0.4, 0.6), strict=True))
FIT = 10.0
SMOOTHING = 0.1
# Sureness is learnt on texts that the model did not see: it is fitted this many times, each time without a
# part.
PARTS = 5
# With fewer texts of a kind its model says too little to be asked.
FEWEST = 3


@dataclass(frozen=True)
class Example:
    """A text and all its kinds; `weight` says how often it counts."""

    text: Text
    kinds: frozenset[str]
    weight: float = 1.0


@dataclass(frozen=True)
class Suggestion:
    """Chances of the kinds, 0..1, the likeliest first, and those that reach their kind's own threshold."""

    chances: tuple[tuple[str, float], ...]
    kinds: tuple[str, ...]

    @property
    def likeliest(self) -> tuple[str, float]:
        return self.chances[0]


@dataclass(frozen=True, eq=False)
class _Learnt:
    """A kind's model, and the log odds of the texts by models that did not see them."""

    name: str
    model: Linear
    happened: Floats
    unseen: Floats


@dataclass(frozen=True, eq=False)
class _Kind:
    name: str
    model: Linear
    calibration: Calibration
    threshold: float


@dataclass(frozen=True, eq=False)
class KindClassifier:
    """Learnt from examples; forgets nothing but what it is not given again: learn anew from all corrections.

    `rarity` are one array of column weights for each family. `sharpness` is None where a text may have several
    kinds, or none.
    """

    rarity: tuple[Floats, ...]
    models: tuple[_Kind, ...]
    sharpness: float | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(model.name for model in self.models)

    @classmethod
    def learn(cls, examples: Sequence[Example]) -> KindClassifier:
        """One model for each kind that at least `FEWEST` examples have and as many have not. The same
        examples give the same classifier. Raises ValueError when no kind is left."""
        families = counts([example.text for example in examples]) if examples else ()
        rarity = tuple(_rarity(family) for family in families)
        if examples:
            rows, used = _design(families, rarity).narrowed()
        say = np.array([example.weight for example in examples])
        part = np.array([_part(example.text) for example in examples])
        learnt = []
        for name in sorted({kind for example in examples for kind in example.kinds}):
            happened = np.array([float(name in example.kinds) for example in examples])
            if min(happened.sum(), (1 - happened).sum()) < FEWEST:
                continue
            learnt.append(_learn_kind(name, rows, used, happened, say, part))
        if not learnt:
            raise ValueError(f"learning needs at least {FEWEST} examples of a kind, and as many of others")
        return cls(rarity, *_decided(learnt, [example.kinds for example in examples], say))

    def log_odds(self, texts: Sequence[Text]) -> Floats:
        """(texts, kinds), before they are calibrated."""
        rows = _design(counts(texts), self.rarity)
        return np.stack([kind.model.log_odds(rows) for kind in self.models], axis=1)

    def suggest(self, texts: Sequence[Text]) -> list[Suggestion]:
        """One suggestion for each text, in order."""
        if not texts:
            return []
        chances = _chances([kind.calibration for kind in self.models], self.log_odds(texts), self.sharpness)
        return [self._suggestion(each) for each in chances]

    def _suggestion(self, chances: Floats) -> Suggestion:
        order = sorted(range(len(self.models)), key=lambda at: (-chances[at], self.models[at].name))
        return Suggestion(
            tuple((self.models[at].name, round(float(chances[at]), 4)) for at in order),
            tuple(self.models[at].name for at in order if chances[at] >= self.models[at].threshold),
        )


def _learn_kind(
    name: str, rows: Rows, used: NDArray[np.intp], happened: Floats, say: Floats, part: NDArray[np.intp]
) -> _Learnt:
    telling, whole = _fit(rows, happened, say)
    unseen = np.zeros(happened.size)
    for each in range(PARTS):
        held = part == each
        if held.any() and len(set(happened[~held])) == 2:
            stretched, without = _fit(rows.take(~held), happened[~held], say[~held])
            unseen[held] = without.log_odds(rows.take(held).scaled(stretched))
    weights = np.zeros(len(FAMILIES) * WIDTH)
    weights[used] = whole.weights * telling
    return _Learnt(name, Linear(weights, whole.constant), happened, unseen)


def _decided(
    learnt: Sequence[_Learnt], kinds: Sequence[frozenset[str]], say: Floats
) -> tuple[tuple[_Kind, ...], float | None]:
    """The kinds with what their log odds mean and from which chance on they are called, and how sharply they
    are told apart where each text has one."""
    calibrations = [calibrate(each.unseen, each.happened, say) for each in learnt]
    unseen = np.stack([each.unseen for each in learnt], axis=1)
    happened = np.stack([each.happened for each in learnt], axis=1)
    sharp = None
    if len(learnt) > 1 and all(len(each) == 1 for each in kinds):
        told = happened.sum(axis=1) > 0  # the others are of kinds too rare to be learnt
        logits = _logits(calibrations, unseen)
        sharp = sharpness(logits[told], happened[told].argmax(axis=1), say[told])
    chances = _chances(calibrations, unseen, sharp)
    found = [
        _Kind(each.name, each.model, calibration, threshold(chances[:, at], each.happened, say))
        for at, (each, calibration) in enumerate(zip(learnt, calibrations, strict=True))
    ]
    return tuple(found), sharp


def _logits(calibrations: Sequence[Calibration], odds: Floats) -> Floats:
    return np.stack([each.logits(odds[:, at]) for at, each in enumerate(calibrations)], axis=1)


def _chances(calibrations: Sequence[Calibration], odds: Floats, sharp: float | None) -> Floats:
    if sharp is not None:
        return shares(_logits(calibrations, odds), sharp)
    return np.stack([each.chances(odds[:, at]) for at, each in enumerate(calibrations)], axis=1)


def _fit(rows: Rows, happened: Floats, say: Floats) -> tuple[Floats, Linear]:
    """A model of rows whose columns are stretched by how well each alone tells the kind, and that stretch.

    The stretch is half the size of naive Bayes' log ratio, and half even (Wang & Manning 2012): it lets few
    examples say which of very many columns matter.
    """
    yes = SMOOTHING + rows.transposed_times(happened)
    no = SMOOTHING + rows.transposed_times(1 - happened)
    ratio = np.abs(np.log((yes / yes.sum()) / (no / no.sum())))
    stretch = 0.5 + 0.5 * ratio / max(float(ratio.mean()), 1e-9)
    return stretch, fit_logistic(rows.scaled(stretch), happened, say, FIT)


def _design(families: Iterable[Rows], rarity: Iterable[Floats]) -> Rows:
    parts = []
    for name, family, rare in zip(FAMILIES, families, rarity, strict=True):
        unit = family.scaled(rare).unit()
        parts.append(unit.scaled(np.full(unit.width, SAY[name])))
    return beside(parts)


def _rarity(family: Rows) -> Floats:
    """1 + ln((1 + texts) / (1 + texts with it)); 0 for what only one has: nothing is learnt from it."""
    holding = np.bincount(family.column, minlength=family.width)
    return np.where(holding > 1, 1 + np.log((1 + family.count) / (1 + holding)), 0.0)


def _part(text: Text) -> int:
    """By what it says, so that the order of examples does not matter."""
    return crc32(f"{text.title}\n{text.body}".encode("utf-8", "surrogatepass")) % PARTS
