"""Which pieces are worth comparing at all: those that share a telling word, and those nearest in meaning.

The same two questions can be asked of a database: an index of arrays of terms answers the first, a vector
index the second. Scoring then looks at the candidates only, so that a search costs the same among a thousand
and a million.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.embedder import Vectors
from northing_engine.similarity.signature import Question, Signature
from northing_engine.similarity.statistics import Statistics
from northing_engine.similarity.words import Terms

Slots = NDArray[np.intp]

# So many pieces are looked at for the words they share, and so many for what they mean.
BY_WORDS = 1000
BY_MEANING = 100


def telling_terms(question: Question, statistics: Statistics, budget: int = BY_WORDS) -> Terms:
    """The question's rarest terms that pieces hold, as many as are held by `budget` pieces together.

    A word of the title counts as if it were held by a third of the pieces. Terms too common for the budget
    are left out: meaning finds what only they share.
    """
    held = statistics.document_frequencies
    titled = question.signature.title_counts > 0
    order = np.lexsort((question.signature.terms, np.where(titled, held / 3, held)))
    order = order[held[order] > 0]
    within = np.cumsum(held[order]) <= budget
    return question.signature.terms[order[within]]


class Postings:
    """For each term the slots of the pieces that hold it. Slots of removed pieces stay until `rebuilt`."""

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

    def holding(self, terms: Terms) -> Slots:
        """Slots of the pieces that hold any of the terms, ascending."""
        found = [
            np.frombuffer(self._slots[term], dtype=np.uint32) for term in terms.tolist() if term in self._slots
        ]
        if not found:
            return np.zeros(0, dtype=np.intp)
        return np.unique(np.concatenate(found)).astype(np.intp)


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
        cosines[~alive] = -2.0
        if count < cosines.size:
            least = np.partition(cosines, cosines.size - count)[cosines.size - count]
            return np.flatnonzero((cosines >= least) & alive)
        return np.flatnonzero(alive)
