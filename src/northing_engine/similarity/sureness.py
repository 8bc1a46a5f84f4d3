"""How sure may one be that two pieces say the same? Learnt from what people confirmed, for one organisation.

A similarity is a rank, not a chance: the same number means different things in different places. So nothing is
linked by itself unless enough of the organisation's own answers say that from some similarity on it is nearly
always right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from northing_engine.calibration import wilson

# Fewer answers say nothing about nearly always.
FEWEST_ANSWERS = 30


@dataclass(frozen=True)
class Sureness:
    """From `similarity` on, at least `right` of the suggestions are right, at 95 % confidence, by `answers`."""

    similarity: float
    right: float
    answers: int


def learn_sureness(similarities: Sequence[float], confirmed: Sequence[bool], wanted: float) -> Sureness | None:
    """The lowest similarity from which suggestions were confirmed so often that the lower end of Wilson's 95 %
    interval reaches `wanted`, 0..1; None while the answers do not allow it.

    Raises ValueError when the two differ in length.
    """
    if len(similarities) != len(confirmed):
        raise ValueError("there must be one answer for each similarity")
    order = np.argsort(-np.asarray(similarities, dtype=np.float64), kind="stable")
    right = np.cumsum(np.asarray(confirmed, dtype=np.int64)[order])
    found = None
    for place, at in enumerate(order.tolist()):
        answers = place + 1
        same_as_next = answers < order.size and similarities[order[answers]] == similarities[at]
        if answers < FEWEST_ANSWERS or same_as_next:
            continue
        low, _ = wilson(int(right[place]), answers)
        if low >= wanted:
            found = Sureness(float(similarities[at]), round(low, 4), answers)
    return found
