"""What is in progress: a stock, so that one week looks like the week before.

Weeks of a stock can't be shuffled: an item that takes two months is in all of its weeks. Items can: as they are
begun independently of each other, each adds its own time in progress to both windows, and the variance of the
difference is the sum of the squares of what each adds (a compound Poisson process), times how much more than
Poisson the beginnings of the weeks vary.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from northing_engine.flow.change import Change
from northing_engine.flow.windows import Windows

Floats = NDArray[np.float64]
Z80, Z50, Z95 = 1.2816, 0.6745, 1.96
WEEK = 7.0


def in_progress(started: ArrayLike, done: ArrayLike, moments: ArrayLike) -> NDArray[np.int64]:
    """How many items were begun and not done at each moment. done: NaN while it is not."""
    begun, ended = np.sort(np.asarray(started, dtype=float)), np.asarray(done, dtype=float)
    over = np.sort(ended[~np.isnan(ended)])
    at = np.asarray(moments, dtype=float)
    return np.searchsorted(begun, at, side="right") - np.searchsorted(over, at, side="right")


def progress_change(started: ArrayLike, done: ArrayLike, windows: Windows) -> Change | None:
    """The mean number in progress in both windows; None when nothing was.

    started, done: days from the first day of the first window, shape (items,), those begun before it negative;
    done NaN while it is not.
    """
    begun = np.asarray(started, dtype=float)
    ended = np.nan_to_num(np.asarray(done, dtype=float), nan=np.inf)
    turn, end = windows.before * WEEK, windows.weeks * WEEK
    before = _inside(begun, ended, 0.0, turn) / turn
    now = _inside(begun, ended, turn, end) / (end - turn)
    if not before.any() and not now.any():
        return None
    difference = float(now.sum() - before.sum())
    error = math.sqrt(_dispersion(begun, windows) * float(np.sum((now - before) ** 2)))
    overall = float((before.sum() * turn + now.sum() * (end - turn)) / end)
    return Change(
        before=float(before.sum()),
        now=float(now.sum()),
        overall=overall,
        by_chance=math.erfc(abs(difference) / error / math.sqrt(2)) if error else 1.0,
        range80=(difference - Z80 * error, difference + Z80 * error),
        range50=(difference - Z50 * error, difference + Z50 * error),
        luck=(max(0.0, float(before.sum()) - Z95 * error), float(before.sum()) + Z95 * error),
    )


def _inside(begun: Floats, ended: Floats, first: float, last: float) -> Floats:
    """Days of each item in progress from `first` to `last`."""
    return np.asarray(np.maximum(np.minimum(ended, last) - np.maximum(begun, first), 0.0))


def _dispersion(begun: Floats, windows: Windows) -> float:
    """Variance over mean of what was begun in each week, at least that of a Poisson process."""
    weeks = np.floor(begun[(begun >= 0) & (begun < windows.weeks * WEEK)] / WEEK).astype(np.intp)
    counts = np.bincount(weeks, minlength=windows.weeks)
    return max(1.0, float(counts.var(ddof=1) / counts.mean())) if counts.any() else 1.0
