"""How much is a problem worth solving: important to many, solved for few? (Ulwick 2002, HBR; 2005)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Bands (worth a look, high, extreme) are only named from so many answers of one segment on.
ENOUGH_FOR_BANDS = 100
TOP = 4
BANDS = ((15.0, "extreme"), (12.0, "high"), (10.0, "worth a look"))


@dataclass(frozen=True, slots=True)
class Score:
    """`importance` and `satisfaction` are shares that answered 4 or 5, times ten; `score` is in 0..20, with the
    ranges that hold four of five and half of the resampled ones. `band`: "" while too few answered."""

    n: int
    importance: float
    satisfaction: float
    score: float
    range80: tuple[float, float]
    range50: tuple[float, float]
    band: str


def opportunity_score(importance: float, satisfaction: float) -> float:
    """I + max(I - S, 0), both 0..10: over-served problems lose nothing but their gap."""
    return importance + max(importance - satisfaction, 0.0)


def point_score(answers: Sequence[tuple[int, int]]) -> float:
    """The score alone, 0 to 20, of one or more `answers` as in `score_answers`, which says its ranges, too."""
    return opportunity_score(*_shares(_given(answers)))


def score_answers(
    answers: Sequence[tuple[int, int]], rng: np.random.Generator, *, draws: int = 2000
) -> Score | None:
    """`answers`: (importance, satisfaction), 1..5 each, of one segment. None without answers.

    Top-two-box shares, not means; the two belong to one person, so whole respondents are resampled. Raises
    ValueError for an answer outside 1..5.
    """
    if not answers:
        return None
    given, n = _given(answers), len(answers)
    wanted, content = given[:, 0] >= TOP, given[:, 1] >= TOP
    cells = np.array(
        [
            (wanted & content).sum(),
            (wanted & ~content).sum(),
            (~wanted & content).sum(),
            (~wanted & ~content).sum(),
        ]
    )
    drawn = rng.multinomial(n, cells / n, size=draws)
    importance = 10 * (drawn[:, 0] + drawn[:, 1]) / n
    satisfaction = 10 * (drawn[:, 0] + drawn[:, 2]) / n
    scores = importance + np.maximum(importance - satisfaction, 0)
    low80, low50, high50, high80 = (float(each) for each in np.quantile(scores, [0.1, 0.25, 0.75, 0.9]))
    found = _shares(given)
    score = opportunity_score(*found)
    return Score(n, *found, score, (low80, high80), (low50, high50), _band(score, n))


def _given(answers: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    given = np.asarray(answers, dtype=np.int64)
    if given.min() < 1 or given.max() > 5:
        raise ValueError("answers are 1 to 5")
    return given


def _shares(given: NDArray[np.int64]) -> tuple[float, float]:
    """Importance and satisfaction, 0 to 10."""
    importance, satisfaction = 10 * (given >= TOP).mean(axis=0)
    return float(importance), float(satisfaction)


def _band(score: float, n: int) -> str:
    if n < ENOUGH_FOR_BANDS:
        return ""
    return next((name for least, name in BANDS if score >= least), "served")
