"""What is old for its kind, and what is in progress."""

import math

import numpy as np

from northing_engine.flow import in_progress, older_than, usual_time


def test_usual_times_are_times_that_were_seen() -> None:
    usual = usual_time(np.arange(1, 101))
    assert usual is not None
    assert (usual.half, usual.most, usual.nearly_all, usual.count) == (50, 85, 95, 100)


def test_nineteen_items_make_no_usual_time() -> None:
    assert usual_time(np.arange(19)) is None


def test_age_is_held_against_what_took_less() -> None:
    assert older_than([0.5, 3.0, 3.5, 99.0], [1, 2, 3, 4]).tolist() == [0.0, 0.5, 0.75, 1.0]


def test_in_progress_from_the_moment_it_is_begun_until_it_is_done() -> None:
    counted = in_progress([0.0, 2.0, 4.0], [3.0, math.nan, 5.0], [0.0, 2.0, 3.0, 4.0, 5.0])
    assert counted.tolist() == [1, 2, 1, 2, 1]
