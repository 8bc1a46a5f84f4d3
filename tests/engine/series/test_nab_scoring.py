"""The benchmark's score is the published one: nothing said is 0, the first moment of each window is 100."""

import numpy as np
import pytest
from benchmarks.breaks import File, score, worth

FILE = File(np.arange(1000).astype("datetime64[s]"), np.zeros(1000), ((300, 399), (700, 799)))


def scored(*alarms: int) -> float:
    return score([FILE], [worth(FILE)], [np.array(alarms, dtype=np.intp)])


def test_nothing_and_everything() -> None:
    assert scored() == 0
    assert scored(300, 700) == pytest.approx(100)


def test_early_counts_more_and_only_the_best_of_a_window_counts() -> None:
    assert scored(300) > scored(390) > 0
    assert scored(300, 350) == scored(300)


def test_false_alarms_cost_what_the_standard_profile_says() -> None:
    # Before any window -0.11 each, of a range of 2 windows x 2: 2.75 points; while learning none.
    assert scored(200) == pytest.approx(-2.75)
    assert scored(100) == 0
    # Far behind a window the same; shortly after it hardly anything.
    assert scored(699) == pytest.approx(-2.75, abs=0.01)
    assert -0.2 < scored(401) < 0
