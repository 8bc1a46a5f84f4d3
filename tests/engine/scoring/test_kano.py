"""Kano: the table, better and worse, and saying nothing where nothing is sure."""

import numpy as np
import pytest

from northing_engine.scoring import better_worse, category_of, is_clear, kano

LIKE, MUST, NEUTRAL, LIVE, DISLIKE = range(5)


@pytest.mark.parametrize(
    ("counts", "better", "worse"),
    [  # Sauerwein et al. 1996, the ski study: A, O, M, I
        ((7, 32.3, 49.3, 9.5), 0.4006, -0.8318),
        ((10.4, 45.1, 30.5, 11.5), 0.5692, -0.7754),
        ((63.8, 21.6, 2.9, 8.5), 0.8822, -0.2531),
    ],
)
def test_better_and_worse_of_the_ski_study(counts: tuple[float, ...], better: float, worse: float) -> None:
    assert better_worse(*counts) == pytest.approx((better, worse), abs=5e-5)


def test_the_table() -> None:
    rows = ["".join(category_of(present, absent) for absent in range(5)) for present in range(5)]
    assert rows == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    with pytest.raises(ValueError, match="0 to 4"):
        category_of(5, 0)


def test_forty_five_against_thirty_of_a_hundred_is_clear() -> None:
    assert is_clear(45, 30, 100)
    assert not is_clear(41, 30, 100)


def _of(musts: int, delights: int) -> list[tuple[int, int]]:
    return [(MUST, DISLIKE)] * musts + [(LIKE, NEUTRAL)] * delights


def test_a_close_call_is_unclear_and_a_tie_goes_to_what_must_be() -> None:
    found = kano(_of(20, 20), np.random.default_rng(1))
    assert (found.category, found.clear) == ("M", False)
    assert kano(_of(35, 5), np.random.default_rng(1)).clear


def test_fewer_than_twenty_have_no_category_but_better_and_worse_with_their_ranges() -> None:
    found = kano(_of(15, 4), np.random.default_rng(1))
    assert (found.category, found.clear, found.too_few) == ("", False, True)
    assert kano(_of(16, 4), np.random.default_rng(1)).category == "M"
    assert found.better == pytest.approx(4 / 19)
    assert found.better_range is not None
    assert found.better_range[0] < 4 / 19 < found.better_range[1]


def test_reverse_and_questionable_answers_are_counted_but_not_weighed() -> None:
    found = kano([(LIKE, LIKE)] * 5 + [(DISLIKE, LIKE)] * 3 + _of(20, 0), np.random.default_rng(1))
    assert (found.counts, found.n) == ((20, 0, 0, 0, 3, 5), 28)
    assert (found.better, found.worse) == (0, -1)
    assert kano([(LIKE, LIKE)], np.random.default_rng(1)).better is None
