"""How alike are a question and each candidate, seen from twelve sides?

All signals lie near 0..1 and are about 1 for a piece compared with itself. Words and grams are weighted by
how rare the *question's* terms are, so that a candidate is judged without looking up words that only it
holds: one look-up of the question's own terms, in memory or in a database, is all that scoring needs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.embedder import Vectors, unit
from northing_engine.similarity.signature import Floats, Question, Signatures, damped, weighted_counts
from northing_engine.similarity.statistics import Statistics

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
    """(candidates, 12), columns as in `SIGNALS`."""
    asked = question.signature
    at, shared = _places(candidates.terms, asked.terms)
    rarity = statistics.rarity
    q_all = damped(weighted_counts(asked.title_counts, asked.body_counts))
    q_body, q_title = damped(asked.body_counts.astype(np.float64)), asked.title_counts.astype(np.float64)
    c_counts = weighted_counts(candidates.title_counts, candidates.body_counts)
    c_all, c_title = damped(c_counts), candidates.title_counts.astype(np.float64)
    all_norm, title_norm = (np.sqrt(candidates.total(each**2)) for each in (c_all, c_title))
    squared = np.where(shared, rarity[at] ** 2, 0.0)

    def cosine(mine: Floats, theirs: Floats, norm: Floats) -> Floats:
        scale = np.linalg.norm(mine) / max(float(((mine * rarity) ** 2).sum()), _TINY)
        return candidates.total(mine[at] * theirs * squared) * scale / np.maximum(norm, _TINY)

    columns = [
        cosine(q_all, c_all, all_norm),
        cosine(q_body, c_all, all_norm),
        cosine(q_title, c_all, all_norm),
        cosine(q_all, c_title, title_norm),
        *_found(question, candidates, rarity, at, shared),
        _bm25(q_all, question, candidates, statistics, at, shared, c_counts),
        _letters(q_all * rarity, q_all, question, candidates, rarity),
        *_meaning(asked.vectors, candidates.vectors, statistics.mean_vectors),
    ]
    return np.stack(columns, axis=1)


def _places(
    looked_up: NDArray[np.uint32], among: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each number stands in the ascending `among`, and whether it stands there at all."""
    if not among.size:
        raise ValueError("a question must hold at least one word")
    at = np.minimum(np.searchsorted(among, looked_up), among.size - 1)
    return at, among[at] == looked_up


def _found(
    question: Question,
    candidates: Signatures,
    rarity: Floats,
    at: NDArray[np.intp],
    shared: NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """Shares, by rarity, of the question's title found in the candidate and the other way round."""
    in_title = question.signature.title_counts > 0
    mass = float(rarity[in_title].sum())
    weights = np.where(shared, rarity[at], 0.0)
    found = candidates.total(weights * in_title[at]) / max(mass, _TINY)
    theirs = candidates.title_counts > 0
    sizes = candidates.total(theirs) * max(float(rarity.mean()), _TINY)
    return found, candidates.total(weights * theirs) / np.maximum(sizes, _TINY)


def _bm25(
    mine: Floats,
    question: Question,
    candidates: Signatures,
    statistics: Statistics,
    at: NDArray[np.intp],
    shared: NDArray[np.bool_],
    counts: Floats,
) -> Floats:
    """As a share of what the question's own text would score."""
    typical = max(statistics.mean_length, _TINY)
    worth = mine * statistics.rarity * (K1 + 1)
    longer = candidates.total(counts) / typical
    held_back = K1 * (1 - B + B * longer)
    score = candidates.total(np.where(shared, worth[at], 0.0) * counts / (counts + held_back[candidates.owner]))
    asked = question.signature
    own = weighted_counts(asked.title_counts, asked.body_counts)
    best = float((worth * own / (own + K1 * (1 - B + B * asked.length / typical))).sum())
    return score / max(best, _TINY)


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
    at, shared = _places(candidates.title_grams, grams)
    matched = np.where(shared, worth[at], 0.0) * candidates.title_gram_weights
    found = np.bincount(candidates.gram_owner, weights=matched, minlength=candidates.count)
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
