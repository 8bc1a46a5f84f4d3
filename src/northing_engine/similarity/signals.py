"""How alike are a question and each candidate, seen from twelve sides?

All signals lie near 0..1 and are about 1 for a piece compared with itself. Words and grams are weighted by
how rare the *question's* terms are, so that a candidate is judged without looking up words that only it
holds: one look-up of the question's own terms, in memory or in a database, is all that scoring needs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.embedder import Vectors, unit
from northing_engine.similarity.signature import (
    Floats,
    Question,
    Signature,
    Signatures,
    damped,
    weighted_counts,
)
from northing_engine.similarity.statistics import Statistics
from northing_engine.similarity.words import Terms

# Named for what of the question is looked for in what of the candidate.
SIGNALS = (
    "words: all in all",
    "words: body in all",
    "words: title in all",
    "words: all in title",
    "title's words found",
    "candidate's title found",
    "BM25",
    "letters: all in title",
    "meaning: title and title",
    "meaning: all and all",
    "meaning: title and all",
    "meaning: all and title",
)

# BM25: how fast repetition stops counting, and how much long pieces are held back (Robertson & Zaragoza
# 2009). Both above the usual 1.2 and 0.75: pasted logs and forms make lengths differ more than what is said
# (see the benchmark).
K1 = 2.0
B = 0.9

_TINY = 1e-9


def signals(question: Question, candidates: Signatures, statistics: Statistics) -> Floats:
    """(candidates, 12), columns as in `SIGNALS`. The question must hold at least one word."""
    asked = question.signature
    rarity = statistics.rarity
    every = damped(weighted_counts(asked.title_counts, asked.body_counts))
    titles, bodies = asked.title_counts.astype(np.float64), damped(asked.body_counts)
    shared = _Shared.of(asked, candidates, rarity)
    columns = [
        shared.cosine(every, shared.every, candidates.every_norm),
        shared.cosine(bodies, shared.every, candidates.every_norm),
        shared.cosine(titles, shared.every, candidates.every_norm),
        shared.cosine(every, shared.titles, candidates.title_norm),
        *_found(asked, candidates, shared),
        _bm25(every, asked, candidates, statistics, shared),
        _letters(every * rarity, every, question, candidates, rarity),
        *_meaning(asked.vectors, candidates.vectors, statistics.mean_vectors),
    ]
    return np.stack(columns, axis=1)


@dataclass(frozen=True, eq=False)
class _Shared:
    """Entries of candidates whose term the question holds, too: most are not, and matter to lengths only.

    `at` is the term's place in the question, `owner` the candidate.
    """

    count: int
    rarity: Floats
    at: NDArray[np.intp]
    owner: NDArray[np.intp]
    counts: Floats
    titles: Floats
    every: Floats

    @classmethod
    def of(cls, asked: Signature, candidates: Signatures, rarity: Floats) -> _Shared:
        at, held = _places(candidates.terms, asked.terms)
        kept = np.flatnonzero(held)
        titles = candidates.title_counts[kept]
        counts = weighted_counts(titles, candidates.body_counts[kept])
        return cls(
            count=candidates.count,
            rarity=rarity,
            at=at[kept],
            owner=candidates.owner[kept],
            counts=counts.astype(np.float64),
            titles=titles.astype(np.float64),
            every=damped(counts),
        )

    def total(self, of_entries: Floats) -> Floats:
        return np.bincount(self.owner, weights=of_entries, minlength=self.count).astype(np.float64, copy=False)

    def cosine(self, mine: Floats, theirs: Floats, norm: Floats) -> Floats:
        """In the metric of the question's rarities: of the candidate's length only its counts are needed."""
        weighted = mine * self.rarity
        scale = np.linalg.norm(mine) / max(float(weighted @ weighted), _TINY)
        return self.total((weighted * self.rarity)[self.at] * theirs) * scale / np.maximum(norm, _TINY)


def _places(looked_up: Terms, among: Terms) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each number stands in the ascending `among`, and whether it stands there at all."""
    at = np.minimum(np.searchsorted(among, looked_up), among.size - 1)
    return at, among[at] == looked_up


def _found(asked: Signature, candidates: Signatures, shared: _Shared) -> tuple[Floats, Floats]:
    """Shares, by rarity, of the question's title found in the candidate and the other way round."""
    in_title = asked.title_counts > 0
    mass = float(shared.rarity[in_title].sum())
    weights = shared.rarity[shared.at]
    found = shared.total(weights * in_title[shared.at]) / max(mass, _TINY)
    typical = max(float(shared.rarity.mean()), _TINY)
    theirs = shared.total(weights * (shared.titles > 0))
    return found, theirs / np.maximum(candidates.title_sizes * typical, _TINY)


def _bm25(
    mine: Floats, asked: Signature, candidates: Signatures, statistics: Statistics, shared: _Shared
) -> Floats:
    """As a share of what the question's own text would score."""
    typical = max(statistics.mean_length, _TINY)
    worth = mine * shared.rarity
    held_back = K1 * (1 - B + B * candidates.lengths / typical)
    score = shared.total(worth[shared.at] * shared.counts / (shared.counts + held_back[shared.owner]))
    own = weighted_counts(asked.title_counts, asked.body_counts)
    own_score = float((worth * own / (own + K1 * (1 - B + B * asked.length / typical))).sum())
    return score / max(own_score, _TINY)


def _letters(
    weighted: Floats, plain: Floats, question: Question, candidates: Signatures, rarity: Floats
) -> Floats:
    """Letter grams of all that is asked in the candidate's title, weighted by the terms' rarities."""
    sizes = np.bincount(question.gram_terms, minlength=rarity.size)[question.gram_terms]
    grams, place = np.unique(question.grams, return_inverse=True)

    def over_grams(of_terms: Floats) -> Floats:
        shares = of_terms[question.gram_terms] / np.sqrt(sizes)
        return np.bincount(place, weights=shares, minlength=grams.size).astype(np.float64, copy=False)

    scale = np.linalg.norm(over_grams(plain)) / max(float((over_grams(weighted) ** 2).sum()), _TINY)
    worth = over_grams(weighted * rarity) * scale
    at, held = _places(candidates.title_grams, grams)
    kept = np.flatnonzero(held)
    matched = worth[at[kept]] * candidates.title_gram_weights[kept]
    found = np.bincount(candidates.gram_owner[kept], weights=matched, minlength=candidates.count)
    return found.astype(np.float64, copy=False)


def _meaning(
    asked: NDArray[np.float16], candidates: NDArray[np.float16], mean: Vectors
) -> tuple[Floats, Floats, Floats, Floats]:
    """Cosines of what is left of the vectors when what all pieces have in common is taken away."""
    mine = _apart(asked, mean)
    theirs = _apart(candidates, mean)
    title, whole = (theirs @ each for each in mine)
    return (
        title[:, 0].astype(np.float64),
        whole[:, 1].astype(np.float64),
        title[:, 1].astype(np.float64),
        whole[:, 0].astype(np.float64),
    )


def _apart(vectors: NDArray[np.float16], mean: Vectors) -> Vectors:
    """A vector of zeros says nothing, and must not begin to by losing the mean."""
    said = np.any(vectors, axis=-1, keepdims=True)
    return unit(np.where(said, vectors.astype(np.float32) - mean, 0))
