"""For every one of many pieces those most like it: what groups are made of.

A search looks at hundreds of candidates so as to miss nothing. Groups need only what is clearly alike, so here
a few dozen are compared, and all vectors at once: thousands of pieces take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from northing_engine.similarity.blend import Blend
from northing_engine.similarity.candidates import Postings, best, first_look, telling_terms
from northing_engine.similarity.embedder import Vectors
from northing_engine.similarity.learnt import blend_for
from northing_engine.similarity.reading import Reader
from northing_engine.similarity.signals import signals
from northing_engine.similarity.signature import Offsets, Question, Signatures
from northing_engine.similarity.statistics import CorpusCounts

NEIGHBOURS = 6
LOOKED_UP = 600
BY_WORDS = 20
BY_MEANING = 10
BLOCK = 512


def neighbours(
    reader: Reader, titles: Sequence[str], bodies: Sequence[str], blend: Blend | None = None
) -> list[list[tuple[int, float]]]:
    """For each piece (place, similarity) of up to `NEIGHBOURS` others, likest first.

    Vectors are compared all with all: 10,000 pieces of 256 dimensions take two seconds, 100,000 a hundred times
    as long.
    """
    questions = reader.questions(titles, bodies)
    kept = [question.signature for question in questions]
    counts, postings = CorpusCounts(reader.embedder.dimensions), Postings()
    counts.add(kept)
    for place, signature in enumerate(kept):
        postings.add(place, signature)
    lengths = np.array([signature.length for signature in kept], dtype=np.float64)
    near = _nearest(np.stack([signature.vectors[1] for signature in kept]).astype(np.float32)) if kept else []
    weights = blend or blend_for(reader.embedder)

    def of(at: int, question: Question) -> list[tuple[int, float]]:
        if not question.signature.terms.size:
            return []
        statistics = counts.statistics(question.signature.terms)
        holding, worth = postings.shared(telling_terms(question, statistics, LOOKED_UP))
        promising = holding[best(first_look(worth, lengths[holding], statistics.mean_length), BY_WORDS)]
        places = np.union1d(promising, near[at])
        places = places[places != at]
        if not places.size:
            return []
        candidates = Signatures.of([kept[place] for place in places.tolist()])
        alike = weights.similarity(signals(question, candidates, statistics))
        order = np.lexsort((places, -alike))[:NEIGHBOURS]
        return [(int(places[place]), float(alike[place])) for place in order if alike[place] > 0]

    return [of(at, question) for at, question in enumerate(questions)]


def _nearest(vectors: Vectors) -> list[Offsets]:
    """Of each its `BY_MEANING` nearest, itself among them."""
    if not vectors.shape[1]:
        return [np.zeros(0, dtype=np.intp)] * len(vectors)
    found: list[Offsets] = []
    for start in range(0, len(vectors), BLOCK):
        cosines = np.round(vectors[start : start + BLOCK] @ vectors.T, 5)
        found.extend(best(row.astype(np.float64), BY_MEANING + 1) for row in cosines)
    return found
