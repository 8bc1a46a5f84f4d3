"""When does growth that slows fall to a level? A straight line through its last values, with its doubt."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Student's t that leaves a tenth above it, by degrees of freedom; the normal one is near from nine on.
NINTH_TENTH = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397)
NORMAL = 1.2816


@dataclass(frozen=True, slots=True)
class Reaching:
    """`slope` a step; steps from the last value until the level is reached, and their 80 % range.

    `latest` is None when the slope may as well be none: then the level may never be reached.
    """

    slope: float
    steps: float
    earliest: float
    latest: float | None


def reaching(values: NDArray[np.float64], level: float) -> Reaching | None:
    """Steps until `values` (one a step, the last being now) fall to `level`, as a straight line would.

    None where fewer than four values are given, where they do not fall, or where they are at the level already.
    The range comes from the doubt in the slope alone (least squares, Student's t), so it is the narrowest that
    can be honest: what changes the trend itself is not in it.

    >>> reaching(np.array([0.4, 0.38, 0.36, 0.34]), 0.2).steps
    7.0
    """
    values = np.asarray(values, dtype=np.float64)
    if values.size < 4 or not np.all(np.isfinite(values)):
        return None
    times = np.arange(values.size) - (values.size - 1) / 2
    spread = float(times @ times)
    slope = float(times @ values) / spread
    above = float(values[-1]) - level
    if slope >= 0 or above <= 0:
        return None
    left = values - values.mean() - slope * times
    freedom = values.size - 2
    error = float(np.sqrt(left @ left / freedom / spread))
    wide = error * (NINTH_TENTH[freedom - 1] if freedom <= len(NINTH_TENTH) else NORMAL)
    slowest = slope + wide
    return Reaching(
        slope=slope,
        steps=round(above / -slope, 9),
        earliest=above / (wide - slope),
        latest=above / -slowest if slowest < 0 else None,
    )
