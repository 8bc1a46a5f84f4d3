"""How often words were said so far: what makes a shared word telling or empty.

Kept as whole numbers only, so that adding and removing in any order leaves exactly what counting anew would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.embedder import Vectors
from northing_engine.similarity.linking import linking
from northing_engine.similarity.signature import FIELDS, Floats, Signature
from northing_engine.similarity.words import Terms

# Every corpus begins as if so many pieces had been said that hold all linking words and nothing else: among the
# first fifty pieces nobody can know yet that "the" is common and "export" is not.
IMAGINED = 50

# Halves are whole multiples of 2**-24, so sums of them are exact in whole numbers.
HALF_STEPS = float(2**24)


@dataclass(frozen=True, eq=False)
class Statistics:
    """Of the corpus, for one question: `document_frequencies[i]` pieces hold its i-th term, `terms[i]`."""

    terms: Terms
    pieces: int
    mean_length: float
    document_frequencies: NDArray[np.int64]
    mean_vectors: Vectors

    @property
    def rarity(self) -> Floats:
        """BM25's weight of each of the question's terms: ln(1 + (N - n + 1/2) / (n + 1/2)), n of N hold it."""
        pieces = self.pieces + IMAGINED
        n = np.minimum(self.document_frequencies, self.pieces) + IMAGINED * linking(self.terms)
        rarity: Floats = np.log1p((pieces - n + 0.5) / (n + 0.5))
        return rarity


class CorpusCounts:
    """Counts over the pieces of an index that lives in memory; a database keeps the same four in tables."""

    def __init__(self, dimensions: int) -> None:
        self.pieces = 0
        self.length = 0
        self.vector_steps = np.zeros((FIELDS, dimensions), dtype=np.int64)
        self.documents: Counter[int] = Counter()

    def add(self, signatures: Iterable[Signature]) -> None:
        self._count(signatures, 1)

    def remove(self, signatures: Iterable[Signature]) -> None:
        """Takes back what `add` counted; terms that nobody says any more are forgotten."""
        self._count(signatures, -1)

    def statistics(self, terms: Terms) -> Statistics:
        return Statistics(
            terms=terms,
            pieces=self.pieces,
            mean_length=self.length / self.pieces if self.pieces else 0.0,
            document_frequencies=np.array([self.documents[term] for term in terms.tolist()], dtype=np.int64),
            mean_vectors=mean_vectors(self.vector_steps, self.pieces),
        )

    def _count(self, signatures: Iterable[Signature], sign: int) -> None:
        for signature in signatures:
            self.pieces += sign
            self.length += sign * signature.length
            self.vector_steps += sign * vector_steps(signature)
            if sign > 0:
                self.documents.update(signature.terms.tolist())
            else:
                self._forget(signature.terms.tolist())

    def _forget(self, terms: list[int]) -> None:
        for term in terms:
            self.documents[term] -= 1
            if not self.documents[term]:
                del self.documents[term]


def vector_steps(signature: Signature) -> NDArray[np.int64]:
    """The vectors in whole steps of 2**-24, (2, dimensions): their sums are exact in any order."""
    return (signature.vectors.astype(np.float64) * HALF_STEPS).astype(np.int64)


def mean_vectors(summed_steps: NDArray[np.int64], pieces: int) -> Vectors:
    """(2, dimensions): what all pieces have in common, and so tells none of them apart."""
    return (summed_steps / HALF_STEPS / max(pieces, 1)).astype(np.float32)
