import numpy as np
import pytest

from northing_engine.similarity import SIGNALS, Blend, CandidateList, learn_blend, learn_sureness


def lists(telling: int, count: int = 40) -> list[CandidateList]:
    """Ten candidates each: the one with the highest `telling` signal says the same, the rest is noise."""
    rng = np.random.default_rng(11)
    made = []
    for _ in range(count):
        signals = rng.random((10, len(SIGNALS)))
        made.append(CandidateList(signals, signals[:, telling] == signals[:, telling].max()))
    return made


@pytest.mark.parametrize("telling", [0, 6, 11])
def test_the_signal_that_tells_gets_the_most_say(telling: int) -> None:
    blend = learn_blend(lists(telling), strength=0.01)
    assert int(np.argmax(blend.weights)) == telling


def test_the_same_lists_give_the_same_blend_in_any_order() -> None:
    made = lists(3)
    assert learn_blend(made).weights == pytest.approx(learn_blend(made[::-1]).weights, abs=2e-3)


def test_a_strong_prior_is_kept_where_the_lists_say_little() -> None:
    prior = Blend(tuple(float(at + 1) for at in range(len(SIGNALS))))
    assert learn_blend(lists(2, count=1), prior, strength=1e4).weights == pytest.approx(prior.weights, rel=0.01)


def test_learning_from_nothing_is_refused() -> None:
    nothing_same = CandidateList(np.zeros((3, len(SIGNALS))), np.zeros(3, dtype=np.bool_))
    with pytest.raises(ValueError, match="something same"):
        learn_blend([nothing_same])


@pytest.mark.parametrize("weights", [(1.0,), (-1.0,) * len(SIGNALS), (0.0,) * len(SIGNALS)])
def test_a_blend_that_is_none_is_refused(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Blend(weights)


def test_similarity_is_one_where_every_signal_is_and_stays_between_0_and_1() -> None:
    blend = Blend((1.0,) * len(SIGNALS))
    rows = np.array([[1.0], [0.5], [-1.0], [7.0]]).repeat(len(SIGNALS), axis=1)
    assert blend.similarity(rows).tolist() == [1.0, 0.5, 0.0, 1.0]


def test_sureness_waits_for_enough_answers_that_are_nearly_always_right() -> None:
    similarities = [0.9 - at / 1000 for at in range(200)]
    confirmed = [at < 120 for at in range(200)]
    assert learn_sureness(similarities[:20], confirmed[:20], 0.9) is None
    found = learn_sureness(similarities, confirmed, 0.9)
    assert found is not None
    assert found.right >= 0.9
    assert 0.77 < found.similarity < 0.79
    assert learn_sureness(similarities, [False] * 200, 0.9) is None
    with pytest.raises(ValueError, match="one answer"):
        learn_sureness([0.5], [], 0.9)


def test_answers_equally_alike_count_together() -> None:
    assert learn_sureness([0.8] * 60, [True] * 40 + [False] * 20, 0.9) is None
