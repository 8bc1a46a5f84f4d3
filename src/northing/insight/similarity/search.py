"""Which texts say what a text says, likest first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from psycopg import Cursor

from northing.insight.similarity.reading import embedder, reader
from northing.insight.similarity.shelves import Shelf
from northing.insight.similarity.sums import Corpus, corpus_of
from northing.insight.similarity.wire import vectors, written
from northing_engine.similarity import (
    BY_MEANING,
    BY_WORDS,
    Question,
    Signatures,
    Statistics,
    blend_for,
    signals,
    telling_terms,
)

CANDIDATES = """
SELECT {thing}_id, packed, halfvec_send(title_vector), halfvec_send(vector) FROM insight_{thing}signature
WHERE {thing}_id = ANY(ARRAY(
    SELECT insight_{thing}_by_words(%(maker)s, %(terms)s::int[], %(worths)s::float8[], %(mean)s, %(words)s)
    UNION
    SELECT insight_{thing}_by_meaning(%(maker)s, %(size)s, %(vector)s::halfvec, %(meaning)s, %(indexed)s)
))
"""


@dataclass(frozen=True, slots=True)
class Like:
    """`pk` of an opportunity or a piece of feedback, and how alike it is, from 0 to 1."""

    pk: int
    similarity: float


@dataclass(frozen=True, eq=False)
class Sought:
    """A text, read once and compared with several shelves."""

    question: Question
    corpus: Corpus
    statistics: Statistics


def ask(title: str, body: str) -> Sought | None:
    """None where there is nothing to compare: the text has no words, or nothing was kept yet."""
    corpus = corpus_of(embedder())
    if corpus is None or not corpus.pieces:
        return None
    question = reader().question(title, body)
    terms = question.signature.terms
    return Sought(question, corpus, corpus.statistics(terms)) if terms.size else None


def alike(shelf: Shelf, sought: Sought) -> list[Like]:
    """Some hundred candidates; who may see which, and which still stand, is for the caller to ask."""
    kept, signatures = _candidates(shelf, sought)
    if signatures is None:
        return []
    seen = signals(sought.question, signatures, sought.statistics)
    found = blend_for(embedder()).similarity(seen)
    likes = [Like(pk, float(how)) for pk, how in zip(kept, found, strict=True) if how > 0]
    return sorted(likes, key=lambda like: (-like.similarity, like.pk))


def _candidates(shelf: Shelf, sought: Sought) -> tuple[Sequence[int], Signatures | None]:
    telling = telling_terms(sought.question, sought.statistics, shelf.budget)
    whole = sought.question.signature.vectors[1]
    asked = {
        "maker": sought.corpus.maker,
        "terms": telling.terms.view(np.int32).tolist(),
        "worths": telling.worth.tolist(),
        "mean": sought.statistics.mean_length,
        "words": BY_WORDS,
        "size": whole.size,
        "vector": written(whole),
        "meaning": BY_MEANING,
        "indexed": sought.corpus.indexed and shelf.thing == "feedback",
    }
    connection.ensure_connection()
    # Django's own cursors take text only, and half of the time would go into writing and reading it.
    with Cursor(connection.connection) as cursor:
        cursor.execute(CANDIDATES.replace("{thing}", shelf.thing).encode(), asked, binary=True)
        rows = cursor.fetchall()
    if not rows:
        return (), None
    ids, packed, titles, wholes = zip(*rows, strict=True)
    both = np.stack([vectors(titles), vectors(wholes)], axis=1)
    return ids, Signatures.unpacked(packed, both)
