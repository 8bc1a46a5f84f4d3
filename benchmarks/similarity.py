"""How often is what was said before found again, and how fast?

Each document of `--data` that says the same as an earlier one is asked for, in order of arrival, in an index
of all that came before it; see `duplicate_sets`. For each set:

- r1, r5, r10: share of questions with any earlier member of their cluster among the first 1, 5, 10;
- map: mean average precision over all earlier members; one that was no candidate counts as never found;
- queries: how many questions.

pieces_per_s: pieces of 100 words taken into an index with all signals, in one process on one core, by wall time
(`pieces_per_cpu_s`: by its own time). search_ms: median wall time of a search among `--pieces` pieces in memory
(`search_cpu_ms`: own time).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np

from benchmarks.duplicate_sets import DuplicateSet, questions, read_sets
from northing.insight.embedders import embedder_for
from northing_engine.similarity import Embedder, SimilarityIndex

FIRST = (1, 5, 10)
WORDS = 100
SEARCHES = 200


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with NAME_docs.csv and NAME_labels*.csv"
    )
    parser.add_argument("--embedder", help="a model's folder or an endpoint's address instead of word vectors")
    parser.add_argument(
        "--pieces", type=int, default=100_000, help="pieces to search among; 0 leaves speed out"
    )
    return parser.parse_args()


def score(texts: DuplicateSet, embedder: Embedder) -> dict[str, float]:
    """Asks every question of the set in turn."""
    places = []
    for at, index in questions(texts, embedder):
        found = index.search(texts.titles[at], texts.bodies[at], k=len(index))
        places.append(np.flatnonzero([match.id in texts.earlier[at] for match in found]))
    sizes = [len(texts.earlier[at]) for at in sorted(texts.earlier)]
    hits = [[bool((each < first).any()) for first in FIRST] for each in places]
    precision = [float(((np.arange(each.size) + 1) / (each + 1)).sum()) for each in places]
    r1, r5, r10 = np.mean(hits, axis=0)
    return {
        "r1": round(float(r1), 4),
        "r5": round(float(r5), 4),
        "r10": round(float(r10), 4),
        "map": round(float(np.mean(np.array(precision) / sizes)), 4),
        "queries": len(sizes),
    }


def speed(sets: list[DuplicateSet], embedder: Embedder, pieces: int) -> dict[str, float]:
    """On pieces of the sets' own words: a title of 8 and a body of 92, from two places of two texts."""
    rng = np.random.default_rng(20261122)
    words = [text.split() for each in sets for text in each.bodies if len(text.split()) >= WORDS // 2]
    titles, bodies = [], []
    for first, second in rng.integers(len(words), size=(pieces, 2)):
        half = WORDS // 2
        start, other = (int(rng.integers(len(words[at]) - half + 1)) for at in (first, second))
        said = words[first][start : start + half] + words[second][other : other + half]
        titles.append(" ".join(said[:8]))
        bodies.append(" ".join(said[8:]))
    index = SimilarityIndex(embedder=embedder)
    wall, own = time.perf_counter(), time.process_time()
    index.add(range(pieces), titles, bodies)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    searches = [_timed_search(index, titles[at], bodies[at]) for at in rng.integers(pieces, size=SEARCHES)]
    search_wall, search_own = np.median(searches, axis=0)
    return {
        "pieces": pieces,
        "pieces_per_s": round(pieces / wall),
        "pieces_per_cpu_s": round(pieces / own),
        "search_ms": round(float(search_wall), 2),
        "search_cpu_ms": round(float(search_own), 2),
    }


def _timed_search(index: SimilarityIndex, title: str, body: str) -> tuple[float, float]:
    wall, own = time.perf_counter(), time.process_time()
    index.search(title, body, k=10)
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)


def main() -> None:
    options = arguments()
    embedder = embedder_for(options.embedder)
    sets = read_sets(options.data)
    result: dict[str, object] = {"embedder": embedder.name}
    for texts in sets:
        result[texts.name] = score(texts, embedder)
        print(texts.name, result[texts.name], flush=True)
    if options.pieces:
        result |= speed(sets, embedder, options.pieces)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
