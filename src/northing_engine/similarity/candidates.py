"""Which pieces are worth comparing at all: those that share a telling word, and those nearest in meaning.

The same two questions can be asked of a database: an index of arrays of terms answers the first, a vector
index the second. Scoring then looks at the candidates only, so that a search costs the same among a thousand
and a million.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.embedder import Vectors
from northing_engine.similarity.signature import (
    TITLE_WEIGHT,
    Floats,
    Question,
    Signature,
    damped,
    weighted_counts,
)
from northing_engine.similarity.statistics import Statistics
from northing_engine.similarity.words import Terms

Slots = NDArray[np.intp]

# Telling terms are looked up until so many pieces hold them; of these, so many that share most are compared.
LOOKED_UP = 2000
BY_WORDS = 200
# And so many of those nearest in meaning.
BY_MEANING = 60

# How much a long piece is held back in the first look: less than in BM25, as repetition is not yet seen.
_LENGTH = 0.5


@dataclass(frozen=True, eq=False)
class Telling:
    """Terms worth looking up, and what each is worth when a piece holds it: (terms,) each."""

    terms: Terms
    worth: Floats


def telling_terms(question: Question, statistics: Statistics, budget: int = LOOKED_UP) -> Telling:
    """The question's rarest terms that pieces hold, as many as are held by `budget` pieces together.

    A word of the title counts as if it were held by a third of the pieces. Terms too common for the budget are
    left out: meaning finds what only they share.
    """
    asked, held = question.signature, statistics.document_frequencies
    order = np.lexsort((asked.terms, np.where(asked.title_counts > 0, held / TITLE_WEIGHT, held)))
    order = order[held[order] > 0]
    order = order[np.cumsum(held[order]) <= budget]
    worth = damped(weighted_counts(asked.title_counts, asked.body_counts)) * statistics.rarity
    return Telling(asked.terms[order], worth[order])


def first_look(shared_worth: Floats, lengths: Floats, mean_length: float) -> Floats:
    """How promising pieces are, (pieces,): the worth of the telling terms each holds, long pieces held back.

    `lengths` are `Signature.length`, so that a database can do the same with a sum and a column. Rounded, so
    that the order in which worth was summed cannot tell.
    """
    longer = lengths / max(mean_length, 1.0)
    return np.round(shared_worth / (1 + _LENGTH * longer), 6)


def best(scores: Floats, count: int) -> Slots:
    """Places of the `count` highest scores, and of all that are as high as the last of them."""
    if scores.size <= count:
        return np.arange(scores.size)
    least = np.partition(scores, scores.size - count)[scores.size - count]
    return np.flatnonzero(scores >= least)


class Postings:
    """For each term the slots of the pieces that hold it; slots of removed pieces stay."""

    def __init__(self) -> None:
        self._slots: dict[int, array[int]] = {}

    def add(self, slot: int, signature: Signature) -> None:
        known = self._slots
        for term in signature.terms.tolist():
            held = known.get(term)
            if held is None:
                known[term] = array("I", (slot,))
            else:
                held.append(slot)

    def shared(self, telling: Telling) -> tuple[Slots, Floats]:
        """Slots of the pieces that hold any of the terms, ascending, and the worth of those each holds."""
        found = [
            np.frombuffer(self._slots.get(term, _NONE), dtype=np.uint32) for term in telling.terms.tolist()
        ]
        if not found:
            return np.zeros(0, dtype=np.intp), np.zeros(0)
        slots, place = np.unique(np.concatenate(found), return_inverse=True)
        worth = np.repeat(telling.worth, [each.size for each in found])
        summed = np.bincount(place, weights=worth, minlength=slots.size)
        return slots.astype(np.intp), summed.astype(np.float64, copy=False)


_NONE = array("I")


class VectorTable:
    """Vectors by slot, (slots, dimensions), searched exactly."""

    def __init__(self, dimensions: int) -> None:
        self._rows = np.zeros((256, dimensions), dtype=np.float32)
        self._size = 0

    def add(self, vectors: Vectors) -> None:
        needed = self._size + len(vectors)
        if needed > len(self._rows):
            grown = np.zeros((max(needed, 2 * len(self._rows)), self._rows.shape[1]), dtype=np.float32)
            grown[: self._size] = self._rows[: self._size]
            self._rows = grown
        self._rows[self._size : needed] = vectors
        self._size = needed

    def nearest(self, vector: Vectors, alive: NDArray[np.bool_], count: int) -> Slots:
        """The `count` slots most like the vector by cosine, and all that are as like as the last of them."""
        if not self._rows.shape[1] or not vector.any():
            return np.zeros(0, dtype=np.intp)
        cosines = np.round(self._rows[: self._size] @ vector, 5)
        living = np.flatnonzero(alive)
        return living[best(cosines[living].astype(np.float64), count)]
