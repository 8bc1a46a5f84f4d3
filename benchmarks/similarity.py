"""How often is what was said before found again, and how fast?

Each document of `--data` that says the same as an earlier one is asked for, in order of arrival, in an index
of all that came before it; see `duplicate_sets`. For each set:

- r1, r5, r10: share of questions with any earlier member of their cluster among the first 1, 5, 10;
- map: mean average precision over all earlier members; one that was no candidate counts as never found;
- queries: how many questions.

r1_db, r10_db are the same, asked of the database. Of `--pieces` pieces of 100 words in an embedded database:
pieces_per_s, how many were read and kept a second, on one core; search_ms, the median wall time of a search
among them, from the text to the ranked answer (search_p95_ms: all but one in twenty were faster); tending_s,
how long the background took to make the vector index.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np

from benchmarks import similarity_database
from benchmarks.duplicate_sets import DuplicateSet, questions, read_sets
from benchmarks.embedded_database import embedded_database
from northing.insight.embedders import embedder_for
from northing_engine.similarity import Embedder

FIRST = (1, 5, 10)
WORDS = 100


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
    in_database = np.array(similarity_database.place_of_first_hit(texts))
    return {
        "r1": round(float(r1), 4),
        "r5": round(float(r5), 4),
        "r10": round(float(r10), 4),
        "map": round(float(np.mean(np.array(precision) / sizes)), 4),
        "r1_db": round(float((in_database < 1).mean()), 4),
        "r10_db": round(float((in_database < 10).mean()), 4),
        "queries": len(sizes),
    }


def made_up(sets: list[DuplicateSet], pieces: int) -> tuple[list[str], list[str]]:
    """Pieces of the sets' own words: a title of 8 and a body of 92, from two places of two texts."""
    rng = np.random.default_rng(20261122)
    words = [text.split() for each in sets for text in each.bodies if len(text.split()) >= WORDS // 2]
    titles, bodies = [], []
    for first, second in rng.integers(len(words), size=(pieces, 2)):
        half = WORDS // 2
        start, other = (int(rng.integers(len(words[at]) - half + 1)) for at in (first, second))
        said = words[first][start : start + half] + words[second][other : other + half]
        titles.append(" ".join(said[:8])[:300])
        bodies.append(" ".join(said[8:]).replace("\0", ""))
    return titles, bodies


def main() -> None:
    options = arguments()
    if options.embedder:
        os.environ["NORTHING_EMBEDDER"] = options.embedder
    embedder = embedder_for(options.embedder)
    sets = read_sets(options.data)
    result: dict[str, object] = {"embedder": embedder.name}
    with embedded_database():
        for texts in sets:
            result[texts.name] = score(texts, embedder)
            print(texts.name, result[texts.name], flush=True)
        if options.pieces:
            result |= similarity_database.speed(*made_up(sets, options.pieces))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
