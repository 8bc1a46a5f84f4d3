"""Scores over ranges: the published figures, the chance to be among the first, and ranks that never reverse."""

import itertools
import math

import numpy as np
import pytest

from northing_engine.scoring import (
    Driver,
    Effort,
    Inputs,
    InvalidSpread,
    Job,
    Method,
    Scores,
    ScoringError,
    Spread,
    cd3_order,
    chance_to_beat,
    delay_cost,
    disagreement,
    drivers_of,
    evpi_normal,
    evpi_of_trial,
    evsi_of_trial,
    fit_chance,
    fit_chances,
    moscow,
    score,
    value_of_knowing,
)

HALF = 1.6448536269514722
DRAWS = 20_000


def points(**fields: float) -> dict[str, Spread]:
    return {name: Spread.point(value) for name, value in fields.items()}


def lognormal(median: float, sigma: float) -> dict[str, Spread]:
    return {"value": Spread(median * math.exp(-HALF * sigma), median, median * math.exp(HALF * sigma))}


def scored(method: Method, candidates: dict, draws: int = 500) -> Scores:  # type: ignore[type-arg]
    return score(method, Inputs.of(candidates), draws, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("method", "fields", "expected"),
    [
        ("rice", {"reach": 2000, "impact": 2, "confidence": 0.8, "effort": 4}, 800),
        ("rice", {"reach": 500, "impact": 3, "confidence": 1, "effort": 1.5}, 1000),
        ("rice", {"reach": 10000, "impact": 0.25, "confidence": 0.5, "effort": 0.5}, 2500),
        ("ice_product", {"impact": 8, "confidence": 7, "ease": 5}, 280),
        ("ice_mean", {"impact": 8, "confidence": 7, "ease": 5}, 6.666667),
        ("ice_product", {"impact": 6, "confidence": 9, "ease": 8}, 432),
        ("ice_mean", {"impact": 6, "confidence": 9, "ease": 8}, 7.666667),
        ("wsjf", {"value": 8, "urgency": 5, "risk_reduction": 3, "job_size": 5}, 3.2),
        ("wsjf", {"value": 13, "urgency": 8, "risk_reduction": 5, "job_size": 13}, 2.0),
        ("wsjf", {"value": 3, "urgency": 8, "risk_reduction": 2, "job_size": 3}, 4.333333),
        ("cd3", {"cost_of_delay": 10, "duration": 4}, 2.5),
        ("value_effort", {"value": 90, "effort": 6}, 15),
        ("opportunity", {"importance": 9.5, "satisfaction": 3.2}, 15.8),
        ("opportunity", {"importance": 9, "satisfaction": 9}, 9),
    ],
)
def test_the_published_scores(method: str, fields: dict[str, float], expected: float) -> None:
    found = scored(Method.known(method), {"x": points(**fields)})
    assert found.middle[0] == pytest.approx(expected, rel=1e-6)
    assert found.quantile(0.1)[0] == found.quantile(0.9)[0]


def test_the_chance_to_be_among_the_first_is_the_oracle_s() -> None:
    candidates = {"a": lognormal(4000, 0.5), "b": lognormal(3000, 0.8), "c": lognormal(2500, 0.3)}
    found = scored(Method.of_formula("value", ["value"]), candidates, DRAWS)
    assert chance_to_beat(4000, 0.5, 3000, 0.8) == pytest.approx(0.6197949839)
    assert found.beats("a", "b") == pytest.approx(0.619795, abs=0.014)
    assert found.top_chance(1) == pytest.approx([0.543143, 0.348888, 0.107969], abs=0.014)
    assert found.top_chance(2) == pytest.approx([0.866545, 0.615806, 0.517649], abs=0.014)
    assert found.top_chance(2).sum() == pytest.approx(2)
    assert found.bands().tolist() == [1, 1, 1]


def test_a_range_keeps_its_own_ends_and_the_product_s_spread_adds_up() -> None:
    candidates = {"x": {"reach": Spread(800, 1500, 2400), "effort": Spread(6, 7, 14)}}
    alone = scored(Method.of_formula("reach", ["reach"]), candidates, DRAWS)
    assert alone.quantile(0.05)[0] == pytest.approx(800, rel=0.03)
    assert alone.quantile(0.95)[0] == pytest.approx(2400, rel=0.03)
    both = {"x": {"reach": lognormal(10, 0.3)["value"], "effort": lognormal(2, 0.4)["value"]}}
    ratio = scored(Method.of_formula("reach / effort", ["reach", "effort"]), both, DRAWS)
    assert ratio.quantile(0.95)[0] / ratio.middle[0] == pytest.approx(math.exp(HALF * 0.5), rel=0.05)


def test_ties_share_their_places() -> None:
    found = scored(Method.of_formula("value", ["value"]), {key: points(value=5) for key in "abcd"})
    assert found.top_chance(1) == pytest.approx([0.25] * 4)


def test_a_shared_reach_is_drawn_once() -> None:
    wide = {"reach": Spread(100, 1000, 10_000, shared="the same customers")}
    candidates = {"a": {**wide, **points(effort=1)}, "b": {**wide, **points(effort=1.1)}}
    found = scored(Method.of_formula("reach / effort", ["reach", "effort"]), candidates)
    assert found.beats("a", "b") == 1
    candidates["b"]["reach"] = Spread(100, 1000, 10_000)
    assert scored(found.method, candidates).beats("a", "b") < 0.6


def test_what_is_missing_or_undefined_has_no_score_and_says_why() -> None:
    candidates = {"a": points(value=5), "b": points(value=5, effort=0), "c": points(value=1, effort=2)}
    found = scored(Method.known("value_effort"), candidates)
    assert found.missing == (("effort",), (), ())
    assert found.undefined == ("", "Division by zero. (character 7)", "")
    assert found.order.tolist() == [2, 0, 1]
    assert np.isnan(found.top_chance(1)[:2]).all()
    assert found.top_chance(1)[2] == 1


def test_a_confidence_ends_at_one() -> None:
    found = scored(Method.of_formula("c", ["c"]), {"a": {"c": Spread(0.5, 0.9, 1, most=1)}}, 5000)
    assert found.draws.max() == 1


@pytest.mark.parametrize("wrong", [(2, 1, 3), (1, 3, 2), (math.nan, 1, 2), (1, 2, math.inf)])
def test_a_range_that_is_none_is_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(InvalidSpread):
        Spread(*wrong)


@pytest.mark.parametrize("place", range(5))
def test_adding_or_removing_an_item_never_changes_the_order_of_the_others(place: int) -> None:
    """METHODS 2.7, 10,000 sets: each score follows from its own item, whatever the way to score."""
    method = METHODS[place]
    items = np.random.default_rng(place).lognormal(1, 2, size=(len(method.fields), 2000, 6)).astype(np.float32)
    gone = np.random.default_rng(place + 10).integers(0, 6, size=2000)
    kept = np.arange(6) != gone[:, None]
    fewer = items[:, kept].reshape(len(method.fields), 2000, 5)
    whole = method.score(dict(zip(method.fields, items, strict=True)))
    part = method.score(dict(zip(method.fields, fewer, strict=True)))
    assert np.array_equal(
        np.argsort(-whole[kept].reshape(2000, 5), kind="stable"), np.argsort(-part, kind="stable")
    )


METHODS = [
    Method.known("rice"),
    Method.known("wsjf"),
    Method.known("opportunity"),
    Method.of_formula("max(a, b) - log(c) * d", "abcd"),
    Method.weighted(
        [Driver("a", 3, 0, 10), Driver("b", 2, 100, 0), Driver("c", 1, 5, 9), Driver("d", 0, 0, 1)]
    ),
]


def test_a_new_item_changes_neither_draws_nor_order_of_the_others() -> None:
    rng = np.random.default_rng(5)
    candidates = {key: lognormal(float(rng.uniform(5, 9)), 0.4) for key in range(30)}
    before = scored(Method.of_formula("value", ["value"]), candidates)
    after = scored(before.method, {"new": lognormal(7, 0.5), **candidates})
    assert np.array_equal(after.draws[1:], before.draws)
    assert [int(row) - 1 for row in after.order if row] == before.order.tolist()


def test_the_weighted_score_stands_where_normalising_over_the_set_turns_round() -> None:
    """Min-max over the current set puts B first, and A first once the dominated D is added: ours does not."""
    method = Method.weighted([Driver("x", 1, 0, 10), Driver("y", 1, 0, 10)])
    items = {"A": points(x=8, y=6), "B": points(x=10, y=4), "C": points(x=9, y=3)}
    assert scored(method, items).middle == pytest.approx([70, 70, 60])
    assert scored(method, {**items, "D": points(x=5, y=3)}).middle == pytest.approx([70, 70, 60, 40])


def test_drivers_need_anchors_and_a_weight() -> None:
    with pytest.raises(ScoringError, match="same"):
        Driver("x", 1, 5, 5)
    with pytest.raises(ScoringError, match="weight"):
        Method.weighted([Driver("x", 0, 0, 1)])


def test_one_changed_candidate_is_scored_again_like_all() -> None:
    candidates = {key: {"value": lognormal(5, 0.3)["value"], **points(effort=2)} for key in "abc"}
    before = scored(Method.known("value_effort"), candidates)
    candidates["b"] = {"value": Spread(1, 2, 3), **points(effort=1)}
    changed = before.changed([1], Inputs.of(candidates))
    assert np.array_equal(changed.draws, scored(before.method, candidates).draws)
    assert changed.order.tolist() != before.order.tolist() or changed.middle[1] != before.middle[1]


@pytest.mark.parametrize("seed", range(6))
def test_after_changes_the_chances_are_those_of_all_scored_anew(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def anything() -> dict[str, Spread]:
        sure, lacks = rng.random(2) < 0.2
        ends = sorted(rng.integers(1, 9, size=3).tolist())
        return {} if lacks else {"value": Spread.point(ends[1]) if sure else Spread(*ends)}

    candidates = {key: anything() for key in range(40)}
    standing = scored(Method.of_formula("value", ["value"]), candidates)
    standing.top_chance(7)
    for rows in rng.permuted(np.arange(40))[:30].reshape(10, 3).tolist():
        said = {row: anything() for row in rows}
        candidates |= said
        standing = standing.changed(rows, standing.inputs.changed(said))
        anew = scored(standing.method, candidates)
        assert np.array_equal(standing.draws, anew.draws, equal_nan=True)
        assert standing.missing == anew.missing
        assert standing.top_chance(7) == pytest.approx(anew.top_chance(7), nan_ok=True)


def test_cd3_costs_least_of_all_orders() -> None:
    jobs = {"A": Job(10, 4), "B": Job(8, 1), "C": Job(3, 2)}
    costs = {"".join(order): delay_cost(jobs, order) for order in itertools.permutations("ABC")}
    assert costs == {"BAC": 79, "BCA": 87, "CBA": 100, "ABC": 101, "ACB": 114, "CAB": 122}
    assert "".join(map(str, cd3_order(jobs))) == "BAC"
    rng = np.random.default_rng(3)
    for _ in range(1000):
        count = int(rng.integers(1, 8))
        some = {n: Job(int(rng.integers(0, 20)), int(rng.integers(1, 9))) for n in range(count)}
        orders = ORDERS[count]
        finished = np.array([job.duration for job in some.values()])[orders].cumsum(axis=1)
        least = (np.array([job.cost_of_delay for job in some.values()])[orders] * finished).sum(axis=1).min()
        assert delay_cost(some, cd3_order(some)) == least


ORDERS = {count: np.array(list(itertools.permutations(range(count)))) for count in range(1, 8)}


def test_what_moves_a_score_and_what_it_would_be_worth_to_know() -> None:
    candidates = {
        "a": {"value": Spread(40, 50, 60), "effort": Spread(2, 5, 12)},
        "b": points(value=9.5, effort=1),
        "c": points(value=1, effort=1),
    }
    found = scored(Method.known("value_effort"), candidates, 10_000)
    movers = drivers_of(found, "a")
    assert [mover.field for mover in movers] == ["effort", "value"]
    assert [movers[0].at_low, movers[0].at_high] == pytest.approx([25, 50 / 12], rel=1e-5)
    knowing = value_of_knowing(found, "a", 1)
    assert [one.field for one in knowing] == ["effort", "value"]
    assert knowing[0].worth > 10 * knowing[1].worth > -1e-9
    assert 0.3 < knowing[0].changes < 0.7
    assert value_of_knowing(found, "b", 1) == ()
    assert all(one.worth == 0 for one in value_of_knowing(found, "a", 3))


def test_the_value_of_knowing_agrees_with_the_closed_form() -> None:
    assert evpi_normal(100, 50, 80) == pytest.approx(11.521942)
    assert evpi_normal(100, 50, 80, 30) == pytest.approx(14.617234)
    # A range that begins below 0 is a normal one: here 80 less than in the oracle, on both sides.
    normal = {"a": {"value": Spread(-62.243, 20, 102.243)}, "b": points(value=0)}
    found = scored(Method.of_formula("value", ["value"]), normal, DRAWS)
    assert value_of_knowing(found, "a", 1)[0].worth == pytest.approx(11.5219, abs=0.3)


def test_a_trial_is_worth_at_most_what_certainty_is() -> None:
    assert evpi_of_trial(2, 2) == pytest.approx(0.09375)
    for count, worth in ((1, 0.05), (5, 0.0714285714), (20, 0.0854037267)):
        assert evsi_of_trial(count, 2, 2) == pytest.approx(worth)


def test_the_chance_that_everything_above_the_line_fits() -> None:
    week = Spread.point(1)
    efforts = [Effort(n, {"T": Spread(1, 2, 4)}) for n in range(4)]
    chances = fit_chances(efforts, {"T": Spread.point(8)}, DRAWS, np.random.default_rng(1), correlation=0)
    assert chances[0] > 0.99
    assert chances[3] == pytest.approx(0.42, abs=0.05)
    assert (np.diff(chances) <= 0).all()
    together = fit_chances(efforts, {"T": Spread.point(8)}, DRAWS, np.random.default_rng(1))
    assert together[3] > chances[3] - 0.01
    nowhere = fit_chances([Effort("x", {"Q": week})], {"T": week}, 10, np.random.default_rng(1))
    assert nowhere.tolist() == [0]
    just = fit_chances([Effort("x", {"T": week})], {"T": week}, 10, np.random.default_rng(1))
    assert just.tolist() == [1]
    rows = scored(
        Method.of_formula("1 / effort", ["effort"]), {n: {"effort": Spread(1, 2, 4)} for n in range(4)}, DRAWS
    )
    assert fit_chance(rows, [0, 1, 2, 3], "effort", 8) == pytest.approx(chances[3], abs=0.02)


def test_moscow_is_a_check_on_effort() -> None:
    found = moscow({"must": 65, "should": 25, "could": 10, "wont": 500})
    assert found is not None
    assert (found.must, found.too_much_must, found.too_little_could) == (0.65, True, True)
    fine = moscow({"must": 60, "should": 20, "could": 20})
    assert fine is not None
    assert not fine.too_much_must
    assert not fine.too_little_could
    assert moscow({"wont": 3}) is None


def test_who_is_furthest_apart_speaks_first() -> None:
    said = {"mara": Spread(3, 4, 6), "tim": Spread(5, 12, 20), "hana": Spread(3, 5, 8)}
    found = disagreement(said)
    assert found.first_to_speak == ("tim", "mara")
    assert (found.pooled.likely, found.ratio, found.wide) == (5, 3, True)
    alone = disagreement({"mara": Spread(3, 4, 6)})
    assert (alone.first_to_speak, alone.wide) == ((), False)
