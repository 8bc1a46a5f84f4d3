"""How many pieces hold a term, and what all of them have in common: kept by triggers, added up here."""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from northing_engine.similarity import Embedder, Statistics
from northing_engine.similarity.words import Terms

SUMS = """
SELECT e.id, e.indexed > 0, coalesce(s.sign, 0), coalesce(s.pieces, 0), coalesce(s.length, 0),
       s.titles, s.wholes
FROM insight_embedding e
LEFT JOIN (
    SELECT embedding_id, sign, sum(pieces)::bigint AS pieces, sum(length)::bigint AS length,
           insight_sum_of_sums(title_vectors) AS titles, insight_sum_of_sums(vectors) AS wholes
    FROM insight_signaturesum GROUP BY embedding_id, sign
) AS s ON s.embedding_id = e.id
WHERE e.name = %s
"""
HELD = "SELECT term, sum(pieces)::bigint FROM insight_termcount WHERE term = ANY(%s) GROUP BY term"


@dataclass(frozen=True, eq=False)
class Corpus:
    """All texts with vectors by one maker. `maker` is its id, `indexed` whether their vectors are."""

    maker: int
    indexed: bool
    pieces: int
    length: int
    mean_vectors: NDArray[np.float32]

    def statistics(self, terms: Terms) -> Statistics:
        """For a question of these terms: one look-up."""
        with connection.cursor() as cursor:
            cursor.execute(HELD, [terms.view(np.int32).tolist()])
            held = dict(cursor.fetchall())
        counts = [held.get(term, 0) for term in terms.view(np.int32).tolist()]
        return Statistics(
            terms=terms,
            pieces=self.pieces,
            mean_length=self.length / self.pieces if self.pieces else 0.0,
            document_frequencies=np.array(counts, dtype=np.int64),
            mean_vectors=self.mean_vectors,
        )


def corpus_of(embedder: Embedder) -> Corpus | None:
    """None where nothing was ever kept with its vectors."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [embedder.name])
        rows = cursor.fetchall()
    if not rows:
        return None
    pieces = sum(sign * count for _, _, sign, count, *_ in rows)
    summed = np.zeros((2, embedder.dimensions))
    for _, _, sign, _, _, *vectors in rows:
        if sign:
            summed += sign * np.array([each[1:] or [0.0] * embedder.dimensions for each in vectors])
    return Corpus(
        maker=rows[0][0],
        indexed=rows[0][1],
        pieces=pieces,
        length=sum(sign * length for _, _, sign, _, length, *_ in rows),
        mean_vectors=(summed / max(pieces, 1)).astype(np.float32),
    )
