"""Which of these texts say the same thing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from northing_engine.similarity.blend import Blend
from northing_engine.similarity.candidates import (
    BY_MEANING,
    BY_WORDS,
    Postings,
    Slots,
    VectorTable,
    best,
    first_look,
    telling_terms,
)
from northing_engine.similarity.embedder import Embedder
from northing_engine.similarity.learnt import blend_for
from northing_engine.similarity.reading import Reader
from northing_engine.similarity.signals import signals
from northing_engine.similarity.signature import Floats, Question, Signature, Signatures
from northing_engine.similarity.statistics import CorpusCounts
from northing_engine.similarity.storage import Stored, read, write

Id = int | str

# Read so many texts at a time: enough for an embedder to work in batches, few enough to hold.
BATCH = 512


@dataclass(frozen=True)
class Match:
    """A piece and how alike it is: 0..1, about 1 for the same text. A rank, not a chance of saying the
    same."""

    id: Id
    similarity: float


class SimilarityIndex:
    """Pieces by what they say, in memory.

    >>> index = SimilarityIndex([1, 2], ["Dark mode", "Export to Excel"], ["The page is too bright at night",
    ""]) >>> [match.id for match in index.search("Dark theme please", "My eyes hurt at night", k=1)] [1]

    Answers depend only on the pieces held, never on the order or the history of adding and removing; of
    pieces equally alike, the one whose id sorts first comes first (numbers before text).
    """

    def __init__(
        self,
        ids: Sequence[Id] = (),
        titles: Sequence[str] = (),
        bodies: Sequence[str] = (),
        *,
        embedder: Embedder | None = None,
        blend: Blend | None = None,
    ) -> None:
        self._reader = Reader(embedder)
        self.blend = blend or blend_for(self._reader.embedder)
        self._start_empty()
        self.add(ids, titles, bodies)

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._slots

    @property
    def ids(self) -> tuple[Id, ...]:
        return tuple(self._slots)

    def add(self, ids: Sequence[Id], titles: Sequence[str], bodies: Sequence[str]) -> None:
        """Takes pieces in; one whose id is known replaces what was there. Raises ValueError, and changes
        nothing, when the three differ in length or an id stands twice."""
        if not len(ids) == len(titles) == len(bodies):
            raise ValueError("there must be one title and one body for each id")
        if len(set(ids)) < len(ids):
            raise ValueError("an id stands twice")
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._take(ids[part], self._reader.signatures(titles[part], bodies[part]))

    def remove(self, ids: Iterable[Id]) -> None:
        """Forgets pieces. Raises KeyError, and changes nothing, when an id is not known."""
        gone = list(dict.fromkeys(ids))
        slots = [self._slots[id_] for id_ in gone]
        self._counts.remove(self._signatures[slot] for slot in slots)
        for id_, slot in zip(gone, slots, strict=True):
            del self._slots[id_]
            self._alive[slot] = False
        if 2 * len(self._slots) < self._used and self._used > BATCH:
            self._rebuild()

    def search(self, title: str, body: str = "", k: int = 10) -> list[Match]:
        """The k pieces most alike, best first; fewer where fewer have anything in common with the text."""
        if k < 1:
            raise ValueError("k must be at least 1")
        question = self._reader.question(title, body)
        slots, seen = self.signals(question)
        found = self.blend.similarity(seen)
        matches = [
            Match(self._id_of[slot], float(similarity))
            for slot, similarity in zip(slots.tolist(), found, strict=True)
            if similarity > 0
        ]
        return sorted(matches, key=_best_first)[:k]

    def question(self, title: str, body: str = "") -> Question:
        """The text, read once for several askings."""
        return self._reader.question(title, body)

    def signals(self, question: Question) -> tuple[Slots, Floats]:
        """Slots of the candidates, and their signals (candidates, 12): what `learn_blend` learns from.

        `id_at` tells the id of a slot; slots hold until the index changes.
        """
        none = np.zeros(0, dtype=np.intp), np.zeros((0, len(self.blend.weights)))
        if not self._slots or not question.signature.terms.size:
            return none
        statistics = self._counts.statistics(question.signature.terms)
        alive = self._alive[: self._used]
        holding, worth = self._postings.shared(telling_terms(question, statistics))
        holding, worth = holding[alive[holding]], worth[alive[holding]]
        promising = first_look(worth, self._lengths[holding], statistics.mean_length)
        whole = question.signature.vectors[1].astype(np.float32)
        near = self._vectors.nearest(whole, alive, BY_MEANING)
        slots = np.union1d(holding[best(promising, BY_WORDS)], near)
        if not slots.size:
            return none
        candidates = Signatures.of([self._signatures[slot] for slot in slots.tolist()])
        return slots, signals(question, candidates, statistics)

    def id_at(self, slot: int) -> Id:
        return self._id_of[slot]

    def save(self, path: Path) -> None:
        """Writes one file that `load` reads; it holds no text, and no code."""
        held = sorted(self._slots.items(), key=lambda each: _sortable(each[0]))
        write(
            path,
            Stored(
                embedder=self._reader.embedder.name,
                weights=self.blend.weights,
                ids=[id_ for id_, _ in held],
                signatures=[self._signatures[slot] for _, slot in held],
            ),
        )

    @classmethod
    def load(cls, path: Path, *, embedder: Embedder | None = None) -> SimilarityIndex:
        """The index that was saved. Raises ValueError when another embedder made its vectors."""
        stored = read(path)
        index = cls(embedder=embedder, blend=Blend(stored.weights))
        if stored.embedder != index._reader.embedder.name:
            raise ValueError(
                f"the index was made with the embedder {stored.embedder!r}, not {index._reader.embedder.name!r}"
            )
        index._take(stored.ids, stored.signatures)
        return index

    def _start_empty(self) -> None:
        dimensions = self._reader.embedder.dimensions
        self._slots: dict[Id, int] = {}
        self._id_of: list[Id] = []
        self._signatures: list[Signature] = []
        self._alive = np.zeros(256, dtype=np.bool_)
        self._lengths = np.zeros(256)
        self._used = 0
        self._postings = Postings()
        self._vectors = VectorTable(dimensions)
        self._counts = CorpusCounts(dimensions)

    def _take(self, ids: Sequence[Id], signatures: Sequence[Signature]) -> None:
        self.remove(id_ for id_ in ids if id_ in self._slots)
        first = self._used
        self._used += len(ids)
        if self._used > self._alive.size:
            size = max(self._used, 2 * self._alive.size)
            self._alive = np.resize(self._alive, size)
            self._lengths = np.resize(self._lengths, size)
        self._alive[first : self._used] = True
        self._lengths[first : self._used] = [each.length for each in signatures]
        for slot, (id_, signature) in enumerate(zip(ids, signatures, strict=True), start=first):
            self._slots[id_] = slot
            self._postings.add(slot, signature)
        self._id_of.extend(ids)
        self._signatures.extend(signatures)
        self._counts.add(signatures)
        if signatures:
            self._vectors.add(np.stack([each.vectors[1] for each in signatures]).astype(np.float32))

    def _rebuild(self) -> None:
        held = dict(self._slots)
        signatures = [self._signatures[slot] for slot in held.values()]
        self._start_empty()
        self._take(list(held), signatures)


def _sortable(id_: Id) -> tuple[bool, int, str]:
    return (True, 0, id_) if isinstance(id_, str) else (False, id_, "")


def _best_first(match: Match) -> tuple[float, tuple[bool, int, str]]:
    return -match.similarity, _sortable(match.id)
