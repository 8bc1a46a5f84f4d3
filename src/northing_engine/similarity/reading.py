"""Reads texts into signatures and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import RLock

import numpy as np

from northing_engine.similarity.embedder import Embedder, NoEmbedder, unit
from northing_engine.similarity.signature import Halves, Offsets, Question, Signature
from northing_engine.similarity.words import Terms, Vocabulary

# Pasted logs say nothing more after this many letters, and would slow everything down.
LONGEST_TEXT = 20_000
_MOST = 255


class Reader:
    """Turns title and body into a `Signature` (to keep) or a `Question` (to ask). Remembers words, nothing
    else, and may be shared by threads."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder: Embedder = embedder or NoEmbedder()
        self._vocabulary = Vocabulary()
        self._reading = RLock()

    def signatures(self, titles: Sequence[str], bodies: Sequence[str]) -> list[Signature]:
        """One signature a piece. Raises ValueError when there are not as many titles as bodies."""
        if len(titles) != len(bodies):
            raise ValueError("there must be one body for each title")
        titles = [title[:LONGEST_TEXT] for title in titles]
        bodies = [body[:LONGEST_TEXT] for body in bodies]
        vectors = self._vectors(titles, bodies)
        with self._reading:
            return [self._signature(*piece) for piece in zip(titles, bodies, vectors, strict=True)]

    def signature(self, title: str, body: str) -> Signature:
        return self.signatures([title], [body])[0]

    def question(self, title: str, body: str) -> Question:
        return self.questions([title], [body])[0]

    def questions(self, titles: Sequence[str], bodies: Sequence[str]) -> list[Question]:
        """As `question` each, with all vectors made at once."""
        titles = [title[:LONGEST_TEXT] for title in titles]
        bodies = [body[:LONGEST_TEXT] for body in bodies]
        vectors = self._vectors(titles, bodies)
        return [self._question(*piece) for piece in zip(titles, bodies, vectors, strict=True)]

    def _question(self, title: str, body: str, vectors: Halves) -> Question:
        with self._reading:
            signature = self._signature(title, body, vectors)
            grams = [self._vocabulary.grams(term) for term in signature.terms.tolist()]
        if not grams:
            return Question(signature, np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.intp))
        belongs_to: Offsets = np.repeat(np.arange(len(grams)), [each.size for each in grams])
        together = np.concatenate(grams)
        order = np.argsort(together, kind="stable")
        return Question(signature, together[order], belongs_to[order])

    def _vectors(self, titles: Sequence[str], bodies: Sequence[str]) -> Halves:
        """(pieces, 2, dimensions) of unit length, as halves: what a database keeps and compares."""
        whole = [f"{title}\n{body}" for title, body in zip(titles, bodies, strict=True)]
        both = np.stack([unit(self.embedder.embed(titles)), unit(self.embedder.embed(whole))], axis=1)
        return both.astype(np.float16)

    def _signature(self, title: str, body: str, vectors: Halves) -> Signature:
        self._vocabulary.forget_when_full()
        in_title = Counter(self._vocabulary.terms(title))
        in_body = Counter(self._vocabulary.terms(body))
        terms = sorted(in_title.keys() | in_body.keys())
        grams, weights = self._title_grams(in_title)
        return Signature(
            terms=np.array(terms, dtype=np.uint32),
            title_counts=np.array([min(in_title[term], _MOST) for term in terms], dtype=np.uint8),
            body_counts=np.array([min(in_body[term], _MOST) for term in terms], dtype=np.uint8),
            title_grams=grams,
            title_gram_weights=weights,
            vectors=vectors,
        )

    def _title_grams(self, in_title: Counter[int]) -> tuple[Terms, Halves]:
        """Each word shares one unit of length among its grams; the whole has length 1."""
        if not in_title:
            return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float16)
        of_terms = [self._vocabulary.grams(term) for term in sorted(in_title)]
        shares = [
            in_title[term] / np.sqrt(each.size) for term, each in zip(sorted(in_title), of_terms, strict=True)
        ]
        grams, place = np.unique(np.concatenate(of_terms), return_inverse=True)
        weights = np.bincount(place, weights=np.repeat(shares, [each.size for each in of_terms]))
        return grams, (weights / np.linalg.norm(weights)).astype(np.float16)
