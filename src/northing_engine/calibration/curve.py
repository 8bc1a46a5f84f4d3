"""The calibration curve: what was said against what came true, with counts and Wilson intervals."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.calibration.chances import pairs
from northing_engine.calibration.luck import Band, luck_band

MOST_BINS = 10
LEAST_IN_A_BIN = 5


@dataclass(frozen=True)
class CurvePoint:
    """One bin of stated chances, `lowest`..`highest` with mean `stated`: `held` of `count` came true.

    `low`..`high` is the 95 % Wilson interval of the share, `luck` the counts calibrated chances would show.
    """

    stated: float
    lowest: float
    highest: float
    count: int
    held: int
    low: float
    high: float
    luck: Band

    @property
    def share(self) -> float:
        return self.held / self.count


def wilson(held: int, count: int, z: float = 1.959964) -> tuple[float, float]:
    """Interval of a share by Wilson 1927: honest at 0 of n and at small n. (0, 1) when nothing is known."""
    if count == 0:
        return 0.0, 1.0
    share = held / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    # Exactly 0 and 1 at the ends, where rounding would leave the share just outside its own interval.
    return (centre - half if held else 0.0), (centre + half if held < count else 1.0)


def calibration_curve(stated: ArrayLike, happened: ArrayLike, bins: int = MOST_BINS) -> tuple[CurvePoint, ...]:
    """At most `bins` bins of nearly equal count, each with five rows or more; equal chances share a bin.

    Fewer than five rows make one bin: the caller sees the count and says so.
    """
    f, o = pairs(stated, happened)
    order = np.argsort(f, kind="stable")
    f, o = f[order], o[order]
    wanted = max(1, min(bins, f.size // LEAST_IN_A_BIN))
    cuts = [0]
    for cut in (round(f.size * k / wanted) for k in range(1, wanted)):
        moved = int(np.searchsorted(f, f[cut], side="left"))
        if moved - cuts[-1] >= LEAST_IN_A_BIN:
            cuts.append(moved)
    cuts.append(f.size)
    points = []
    for start, end in itertools.pairwise(cuts):
        said, held = f[start:end], int(o[start:end].sum())
        low, high = wilson(held, end - start)
        points.append(
            CurvePoint(
                stated=float(said.mean()),
                lowest=float(said[0]),
                highest=float(said[-1]),
                count=end - start,
                held=held,
                low=low,
                high=high,
                luck=luck_band(said),
            )
        )
    return tuple(points)
