"""The opportunity score: top two boxes, and how far it can be believed."""

import numpy as np
import pytest

from northing_engine.scoring import opportunity_score, score_answers


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score"), [(9, 3, 15), (9, 9, 9), (9.5, 3.2, 15.8), (4, 9, 4)]
)
def test_the_published_scores(importance: float, satisfaction: float, score: float) -> None:
    assert opportunity_score(importance, satisfaction) == pytest.approx(score)


def test_shares_that_say_four_or_five_count_not_means() -> None:
    found = score_answers([(5, 1)] * 9 + [(1, 5)] * 1, np.random.default_rng(1))
    assert found is not None
    assert (found.importance, found.satisfaction) == (pytest.approx(9), pytest.approx(1))
    assert found.score == pytest.approx(17)


def test_thirty_answers_leave_three_points_to_either_side() -> None:
    # 0.7 important, 0.4 content, independent: the 90 % half-width is about 3.1, so 80 % is about 2.4.
    answers = [(5 if at % 10 < 7 else 1, 5 if (at // 3) % 5 < 2 else 1) for at in range(30)]
    found = score_answers(answers, np.random.default_rng(1), draws=20_000)
    assert found is not None
    assert (found.range80[1] - found.range80[0]) / 2 == pytest.approx(2.4, abs=0.4)
    assert found.range80[0] <= found.range50[0] <= found.score <= found.range50[1] <= found.range80[1]
    assert found.band == ""


def test_bands_are_named_from_a_hundred_answers_on() -> None:
    found = score_answers([(5, 1)] * 90 + [(2, 2)] * 20, np.random.default_rng(1))
    assert found is not None
    assert found.band == "extreme"


def test_no_answers_have_no_score_and_wrong_ones_are_refused() -> None:
    assert score_answers([], np.random.default_rng(1)) is None
    with pytest.raises(ValueError, match="1 to 5"):
        score_answers([(0, 3)], np.random.default_rng(1))
