"""From the chances of key results to the chance of an objective."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

PARTS = 20  # equally likely values that stand for a forecast
GRID = 400  # steps of a score from 0 to 1


def chance_met(parts: Iterable[tuple[Sequence[tuple[float, float]], float]], met_at: float) -> float | None:
    """The chance that the weighted mean of scores is at least `met_at`, the parts being independent.

    Each part is its scores with their probabilities, and its weight. None without parts.
    """
    known = list(parts)
    total = sum(weight for _, weight in known)
    if not total:
        return None
    if met_at >= 1:
        return math.prod(sum(chance for score, chance in scores if score >= 1) for scores, _ in known)
    sums: dict[int, float] = {0: 1.0}
    for scores, weight in known:
        added: dict[int, float] = defaultdict(float)
        for so_far, chance in sums.items():
            for score, likely in scores:
                added[so_far + round(score * weight / total * GRID)] += chance * likely
        sums = added
    return min(1.0, sum(chance for score, chance in sums.items() if score >= round(met_at * GRID)))
