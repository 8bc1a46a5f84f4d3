"""Sets of texts of which people said which say the same: `NAME_docs.csv` with one or more `NAME_labels*.csv`.

`NAME_docs.csv`: id, ts, title, text, in order of arrival. `NAME_labels*.csv`: id, cluster. A question is a
document with an earlier member of its cluster; the candidates are all earlier documents; a hit is any earlier
member.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from northing_engine.similarity import Embedder, SimilarityIndex
from northing_engine.similarity.embedder import Vectors


@dataclass(frozen=True)
class DuplicateSet:
    """Documents in order of arrival; `earlier[i]` are the places of the earlier members of i's cluster."""

    name: str
    titles: list[str]
    bodies: list[str]
    earlier: dict[int, frozenset[int]]


def read_sets(folder: Path) -> list[DuplicateSet]:
    """Every set of the folder, by name."""
    csv.field_size_limit(sys.maxsize)
    found = [_read(path) for path in sorted(folder.glob("*_docs.csv"))]
    if not found:
        raise SystemExit(f"{folder} holds no NAME_docs.csv")
    return found


def _read(path: Path) -> DuplicateSet:
    name = path.name.removesuffix("_docs.csv")
    rows = _rows(path)
    labels = [row for each in sorted(path.parent.glob(f"{name}_labels*.csv")) for row in _rows(each)]
    if not labels:
        raise SystemExit(f"{path.name} has no {name}_labels*.csv beside it")
    cluster_of = {row["id"]: row["cluster"] for row in labels}
    members: dict[str, list[int]] = {}
    earlier: dict[int, frozenset[int]] = {}
    for at, row in enumerate(rows):
        cluster = cluster_of.get(row["id"])
        if cluster is None:
            continue
        if cluster in members:
            earlier[at] = frozenset(members[cluster])
        members.setdefault(cluster, []).append(at)
    return DuplicateSet(name, [row["title"] for row in rows], [row["text"] for row in rows], earlier)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def questions(texts: DuplicateSet, embedder: Embedder) -> Iterator[tuple[int, SimilarityIndex]]:
    """Each question's place with an index of all that came before it, as it would have been asked."""
    remembered = Remembered(embedder)
    remembered.learn(texts.titles)
    remembered.learn([f"{title}\n{body}" for title, body in zip(texts.titles, texts.bodies, strict=True)])
    index = SimilarityIndex(embedder=remembered)
    added = 0
    for at in sorted(texts.earlier):
        index.add(range(added, at), texts.titles[added:at], texts.bodies[added:at])
        added = at
        yield at, index


class Remembered:
    """An embedder that reads each text once, many at a time: transformers are slow one by one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.name, self.dimensions, self.contextual = embedder.name, embedder.dimensions, embedder.contextual

    def learn(self, texts: Sequence[str]) -> None:
        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        for start in range(0, len(fresh), 256):
            part = fresh[start : start + 256]
            self._known.update(zip(part, self._embedder.embed(part), strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.learn(texts)
        return np.stack([self._known[text] for text in texts])
