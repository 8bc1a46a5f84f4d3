"""Learns the weights that come with the engine, and says how well they carry over to a set they never saw.

For each set of `--data` the blend is learnt on the others and measured on it (`left_out`); then on all of
them together (`learnt`, with `weights` as in `northing_engine.similarity.learnt`). Sets count alike, whatever
their size.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.duplicate_sets import DuplicateSet, questions, read_sets
from northing.insight.embedders import embedder_for
from northing_engine.similarity import Blend, CandidateList, Embedder, learn_blend

# Of each list the blend learns from what was called the same and this many of the others that come first.
RIVALS = 60


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with NAME_docs.csv and NAME_labels*.csv"
    )
    parser.add_argument("--embedder", help="a model's folder or an endpoint's address instead of word vectors")
    return parser.parse_args()


def gather(texts: DuplicateSet, embedder: Embedder) -> list[CandidateList]:
    """Each question's candidates, the likeliest first."""
    lists = []
    for at, index in questions(texts, embedder):
        slots, signals = index.signals(index.question(texts.titles[at], texts.bodies[at]))
        order = np.argsort(-index.blend.similarity(signals), kind="stable")
        same = np.array([index.id_at(slot) in texts.earlier[at] for slot in slots.tolist()], dtype=np.bool_)
        lists.append(CandidateList(signals[order], same[order]))
    return lists


def rivals(full: CandidateList) -> CandidateList:
    kept = full.same | (np.arange(full.same.size) < RIVALS)
    return CandidateList(full.signals[kept], full.same[kept])


def learn(sets: list[list[CandidateList]]) -> Blend:
    weights = [1 / len(each) for each in sets for _ in each]
    return learn_blend([rivals(each) for lists in sets for each in lists], list_weights=weights)


def measure(lists: list[CandidateList], blend: Blend) -> dict[str, float]:
    first = []
    for each in lists:
        order = np.argsort(-blend.similarity(each.signals), kind="stable")
        places = np.flatnonzero(each.same[order])
        first.append(places[0] if places.size else np.inf)
    return {f"r{k}": round(float(np.mean(np.array(first) < k)), 4) for k in (1, 5, 10)}


def main() -> None:
    options = arguments()
    embedder = embedder_for(options.embedder)
    sets = {texts.name: gather(texts, embedder) for texts in read_sets(options.data)}
    blend = learn(list(sets.values()))
    result: dict[str, object] = {"weights": blend.weights}
    for name, lists in sets.items():
        others = [each for other, each in sets.items() if other != name]
        left_out = measure(lists, learn(others)) if others else None
        result[name] = {"left_out": left_out, "learnt": measure(lists, blend)}
        print(name, result[name], flush=True)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
