"""How long does it take to score everything there is to choose from, with how sure each rank is?

2,000 candidates with ranges for all four fields of RICE in 10,000 joint draws; counted are the draws, all
quantiles, the chance to be in the top set, and the bands of what cannot be told apart. No data is read.
"""

import argparse
import json
import math
import time

import numpy as np

from northing_engine.scoring import Inputs, Method, Spread, score

CANDIDATES, DRAWS, TOP = 2_000, 10_000, 120


def sample(candidates: int, seed: int) -> dict[str, dict[str, Spread]]:
    """Candidates whose ranges are as wide and as lopsided as people's."""
    rng = np.random.default_rng(seed)

    def spread(least: float, most: float, ceiling: float = math.inf) -> Spread:
        likely = math.exp(rng.uniform(math.log(least), math.log(most)))
        low, high = likely * rng.uniform(0.4, 1), likely * rng.uniform(1, 3)
        return Spread(low, likely, high, most=ceiling)

    return {
        f"candidate {number}": {
            "reach": spread(50, 20_000),
            "impact": spread(0.25, 3),
            "confidence": spread(0.3, 0.95, ceiling=1),
            "effort": spread(1, 40),
        }
        for number in range(candidates)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--draws", type=int, default=DRAWS)
    asked = parser.parse_args()
    candidates = sample(asked.candidates, 1)
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        scores = score(Method.known("rice"), Inputs.of(candidates), asked.draws, np.random.default_rng(2))
        scores.top_chance(min(TOP, asked.candidates))
        scores.bands()
        seconds.append(time.perf_counter() - began)
    found = {"candidates": asked.candidates, "draws": asked.draws, "seconds": round(min(seconds), 3)}
    print(json.dumps({**found, "all_seconds": [round(each, 3) for each in seconds]}))


if __name__ == "__main__":
    main()
