"""The outside view: how finished pieces of the same kind compared with their estimates.

Kahneman & Tversky 1979; Flyvbjerg 2006, "From Nobel Prize to Project Management: Getting Risks Right".
"""

import numpy as np
from numpy.typing import ArrayLike

from northing_engine.forecasting.errors import InvalidRange

ENOUGH_PIECES = 10
"""With fewer, nothing above the median is said: show the points."""


def reference_factor(ratios: ArrayLike, level: float) -> float | None:
    """By what to multiply an estimate so that it holds with a chance of ``level``; the uplift is that less 1.

    ratios: actual over estimate of finished pieces of the same kind, shape (n,), all above 0. Quantiles are
    linear (type 7). None when there are fewer than ten and more than the median is asked, or none at all.

    >>> round(reference_factor([0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.8, 2.2, 3.0], 0.8), 2)
    1.88
    """
    known = np.asarray(ratios, dtype=np.float64)
    if not (np.isfinite(known).all() and (known > 0).all()):
        raise InvalidRange("ratios of actual to estimate are finite and above 0")
    if known.size == 0 or (known.size < ENOUGH_PIECES and level > 0.5):
        return None
    return float(np.quantile(known, level))
