"""What ``forecast_delivery`` promises, by small cases that can be checked by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from northing_engine.forecasting import (
    Calendar,
    Capacity,
    CircularNeeds,
    DuplicatePiece,
    History,
    InvalidRange,
    Method,
    Piece,
    Range,
    TeamCapacity,
    UnknownNeed,
    affected,
    burn_up,
    forecast_delivery,
    when_done,
)

MONDAY = date(2026, 11, 23)
CALENDAR = Calendar(MONDAY)
BOWLER = [1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8, 2]
LEVELS = (0.10, 0.50, 0.70, 0.80, 0.85, 0.90, 0.95)


def friday(week: int) -> date:
    """The last working day of the given week, counted from 1."""
    return MONDAY + timedelta(days=7 * week - 3)


def forecast(work, history, capacity=None, *, seed=1, draws=4_000, **options):
    rng = np.random.default_rng(seed)
    return forecast_delivery(work, History.of(history), capacity or Capacity(), CALENDAR, rng, draws, **options)


def certain(piece):
    """The one day on which a piece is finished in all futures."""
    assert piece.days.size == 1
    assert piece.never == pytest.approx(0, abs=1e-9)
    return date.fromordinal(int(piece.days[0]))


def test_one_team_alone_is_convolved_exactly():
    piece = forecast([Piece("a", "A", 1, 20)], {"A": BOWLER})["a"]
    weeks = when_done(BOWLER, 20)
    assert piece.method is Method.EXACT
    for week in range(3, 11):
        assert piece.chance_by(friday(week)) == pytest.approx(weeks.chance_by(week), abs=1e-9)


def test_simulation_agrees_with_the_convolution_on_every_day():
    exact = forecast([Piece("a", "A", 1, 20)], {"A": BOWLER})["a"]
    work = [Piece("none", "B", 1, 0), Piece("a", "A", 1, 20, needs=("none",))]
    simulated = forecast(work, {"A": BOWLER, "B": BOWLER}, draws=20_000)["a"]
    assert simulated.method is Method.SIMULATED
    for day in (MONDAY + timedelta(days=days) for days in range(0, 100, 3)):
        chance = exact.chance_by(day)
        error = 4 * (chance * (1 - chance) / 20_000) ** 0.5
        assert simulated.chance_by(day) == pytest.approx(chance, abs=error + 1e-9)


def test_finishes_are_spread_over_the_days_of_a_week():
    piece = forecast([Piece("a", "A", 1, 20)], {"A": BOWLER})["a"]
    weekdays = {date.fromordinal(int(day)).weekday() for day in piece.days}
    assert weekdays == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("waits", [False, True])
def test_a_steady_team_finishes_when_arithmetic_says(waits):
    week_off = Capacity({"A": TeamCapacity((1, 0))})
    work = [Piece("a", "A", 1, 8, not_before=1e-6 if waits else 0)]
    history = {"A": [2] * 8}
    assert certain(forecast(work, history)["a"]) == friday(4)
    assert certain(forecast(work, history, week_off)["a"]) == friday(5)


def test_seven_items_at_two_a_week_end_in_the_middle_of_the_fourth():
    day = certain(forecast([Piece("a", "A", 1, 7)], {"A": [2] * 8})["a"])
    assert friday(3) < day < friday(4)


def test_a_piece_waits_for_another_teams_piece():
    work = [Piece("x", "X", 1, 3), Piece("y", "Y", 1, 2, needs=("x",))]
    answer = forecast(work, {"X": [1] * 9, "Y": [1] * 9})
    assert certain(answer["x"]) == friday(3)
    assert certain(answer["y"]) == friday(5)
    assert answer["y"].waited == {"x": 1.0}
    assert answer["y"].start in (friday(3), friday(3) + timedelta(days=3))


def test_a_team_works_on_what_can_start_while_its_first_piece_waits():
    work = [Piece("x", "X", 1, 3), Piece("y", "Y", 1, 2, needs=("x",)), Piece("z", "Y", 2, 4)]
    answer = forecast(work, {"X": [1] * 9, "Y": [1] * 9})
    assert certain(answer["y"]) == friday(5)
    assert certain(answer["z"]) == friday(6)


def test_a_team_pulls_a_low_ranked_piece_that_a_high_ranked_one_waits_for():
    work = [Piece("top", "A", 1, 2, needs=("low",)), Piece("middle", "A", 2, 2), Piece("low", "A", 3, 2)]
    answer = forecast(work, {"A": [1] * 9})
    assert [certain(answer[name]) for name in ("low", "top", "middle")] == [friday(2), friday(4), friday(6)]


def test_nothing_starts_before_its_day():
    answer = forecast([Piece("a", "A", 1, 2, not_before=3.0)], {"A": [2] * 8})
    assert certain(answer["a"]) == friday(4)


def test_all_zero_history_means_never():
    work = [
        Piece("a", "A", 1, 1),
        Piece("b", "B", 1, 1, needs=("a",)),
        Piece("c", "A", 2, 1, not_before=2),
        Piece("d", "A", 3, 1),
    ]
    answer = forecast(work, {"A": [0] * 9, "B": [1] * 9}, draws=50)
    for piece in answer.pieces.values():
        assert piece.never == 1
        assert piece.percentile(0.1) is None
        assert piece.chance_by(date(2036, 1, 1)) == 0
    assert "no item done in 9 weeks of history: no date" in answer["a"].assumptions


def test_nothing_left_is_done_today():
    answer = forecast([Piece("a", "A", 1, 0), Piece("b", "A", 2, 2)], {"A": [2] * 8})
    assert certain(answer["a"]) == MONDAY
    assert certain(answer["b"]) == friday(1)


def test_all_teams_live_through_the_same_weeks():
    bad_and_good = [0, 4] * 6
    work = [
        Piece("x", "X", 1, 4, not_before=1e-6),
        Piece("y", "Y", 1, 4, not_before=1e-6),
        Piece("both", "X", 2, 0, needs=("x", "y")),
    ]
    together = forecast(work, {"X": bad_and_good, "Y": bad_and_good})
    apart = forecast(work, {"X": bad_and_good, "Y": [4, 4, 0, 0] * 3}, draws=20_000)
    assert together["both"].chance_by(friday(1)) == together["x"].chance_by(friday(1)) > 0.47
    assert apart["both"].chance_by(friday(1)) == pytest.approx(0.25, abs=0.013)


def test_three_streams_that_are_80_percent_sure_are_together_half_sure():
    work = [Piece(name, name, 1, effort=Range(4, 16)) for name in "abc"]
    work.append(Piece("milestone", "a", 2, effort=Range(0, 0), needs=("a", "b", "c")))
    people = Capacity({name: TeamCapacity(person_weeks=0.05) for name in "abc"})
    answer = forecast(work, {}, people, correlation=0.0, draws=20_000)
    day = max(answer[name].percentile(0.8) for name in "abc")
    expected = np.prod([answer[name].chance_by(day) for name in "abc"])
    assert answer["milestone"].chance_by(day) == pytest.approx(expected, abs=0.014)
    assert expected == pytest.approx(0.512, abs=0.02)


def test_a_short_history_is_said_widened_and_gives_no_95():
    short = forecast([Piece("a", "A", 1, 12)], {"A": [2, 2, 2]})["a"]
    long = forecast([Piece("a", "A", 1, 12)], {"A": [2] * 7})["a"]
    assert short.p95 is None
    assert short.withheld == {0.95}
    assert long.p95 == long.p10 == friday(6)
    assert short.p10 < friday(6) < short.p90
    assert short.assumptions == ("3 weeks of history (2 to 2 items a week); interval wide, no 95 % date",)
    assert long.assumptions == ("7 weeks of history",)


def test_a_doubted_mean_widens_and_is_said():
    work = [Piece("a", "A", 1, 60)]
    taken, doubted = (forecast(work, {"A": BOWLER}, doubt_mean=doubt)["a"] for doubt in (False, True))
    assert doubted.p10 < taken.p10 < taken.p90 < doubted.p90
    assert doubted.p95 is not None
    assert doubted.assumptions == ("12 weeks of history", "mean pace known to ±34\u202f%")


def test_a_team_that_did_not_exist_draws_from_its_own_weeks():
    history = {"old": [3] * 40, "young": [1, 3] * 4}
    work = [Piece("a", "young", 1, 6, not_before=1e-6)]
    simulated = forecast(work, history, draws=20_000)["a"]
    exact = when_done([1, 3], 6)
    assert simulated.chance_by(friday(2)) == pytest.approx(exact.chance_by(2), abs=0.013)
    assert simulated.chance_by(friday(3)) == pytest.approx(exact.chance_by(3), abs=0.013)


def test_effort_without_history_is_worked_off_by_people():
    people = Capacity({"A": TeamCapacity(person_weeks=2)})
    sure = forecast([Piece("a", "A", 1, effort=Range(6, 6))], {}, people)["a"]
    wide = forecast([Piece("a", "A", 1, effort=Range(3, 12))], {}, people, draws=20_000)["a"]
    assert sure.method is Method.ESTIMATE_RANGE
    assert certain(sure) == friday(3)
    assert wide.chance_by(friday(3)) == pytest.approx(0.5, abs=0.015)
    assert "estimate of 3 to 12 person-weeks, read as a 90 % range" in wide.assumptions


def test_effort_with_history_goes_at_the_teams_own_rate():
    people = Capacity({"A": TeamCapacity(person_weeks=2)})
    work = [Piece("a", "A", 1, 8), Piece("b", "A", 2, effort=Range(4, 4))]
    answer = forecast(work, {"A": [4] * 8}, people)
    assert certain(answer["b"]) == friday(4)
    assert "turned into items at the team's own 2 a person-week" in answer["b"].assumptions


def test_what_cannot_be_turned_into_time_says_why():
    work = [
        Piece("bare", "A", 1),
        Piece("after", "A", 2, 4, needs=("bare",)),
        Piece("next", "A", 3, 4),
        Piece("new", "B", 1, 4),
        Piece("people", "B", 2, effort=Range(1, 2)),
    ]
    answer = forecast(work, {"A": [2] * 8})
    reasons = {name: answer[name].assumptions for name in ("bare", "after", "new", "people")}
    assert all(answer[name].method is Method.NONE for name in reasons)
    assert reasons == {
        "bare": ("no number of remaining items and no estimate",),
        "after": ("needs bare, which has no date",),
        "new": ("no history of items done by its team, and no estimate in person-weeks",),
        "people": ("no history of items done and no capacity in person-weeks for its team",),
    }
    assert certain(answer["next"]) == friday(2)
    assert "leaves out bare, after ahead of it: no date for them" in answer["next"].assumptions


def test_lending_a_person_helps_one_team_and_costs_the_other():
    work = [Piece("a", "A", 1, 30), Piece("b", "B", 1, 30)]
    history = {"A": [4] * 9, "B": [4] * 9}
    lent = Capacity().lending("A", "B", lost=0.25, gained=0.25, first=0, last=519)
    answer = forecast(work, history, lent)
    assert answer["a"].p50 == friday(10)
    assert answer["b"].p50 == friday(6)


def test_recent_weeks_are_an_argument():
    work, history = [Piece("a", "A", 1, 8)], {"A": [1] * 20 + [4] * 10}
    assert certain(forecast(work, history, recent_weeks=10)["a"]) == friday(2)
    assert forecast(work, history)["a"].p90 > friday(2)


def test_twenty_futures_are_equally_likely():
    piece = forecast([Piece("a", "A", 1, 20)], {"A": BOWLER})["a"]
    futures = piece.futures(20)
    assert len(futures) == 20
    assert list(futures) == sorted(futures)
    assert sum(day <= piece.p85 for day in futures) / 20 == pytest.approx(0.85, abs=0.051)


def test_percentiles_are_in_order():
    piece = forecast([Piece("a", "A", 1, 20)], {"A": BOWLER})["a"]
    shown = [piece.p10, piece.p50, piece.p70, piece.p80, piece.p85, piece.p90, piece.p95]
    assert shown == sorted(shown) == [piece.percentile(level) for level in LEVELS]


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        ([Piece("a", "A", 1, 1, needs=("b",))], UnknownNeed),
        ([Piece("a", "A", 1, 1), Piece("a", "A", 2, 1)], DuplicatePiece),
    ],
)
def test_work_that_contradicts_itself_is_refused(work, problem):
    with pytest.raises(problem, match=r"^a "):
        forecast(work, {"A": [1]})


def test_negative_work_is_refused():
    with pytest.raises(InvalidRange):
        Piece("a", "A", 1, -1)
    with pytest.raises(InvalidRange):
        Piece("a", "A", 1, 1, not_before=-1)


def test_a_circle_is_refused_and_named():
    needs = {"start": ("a",), "a": ("b",), "b": ("c",), "c": ("a",)}
    work = [Piece(name, "A", 1, 1, needs=needed) for name, needed in needs.items()]
    with pytest.raises(CircularNeeds, match=r"a -> b -> c -> a") as refused:
        forecast(work, {"A": [1]})
    assert refused.value.cycle == ("a", "b", "c", "a")


def test_queues_that_wait_for_each_other_are_no_circle():
    work = [
        Piece("a1", "A", 1, 1, needs=("b2",)),
        Piece("a2", "A", 2, 1),
        Piece("b1", "B", 1, 1, needs=("a2",)),
        Piece("b2", "B", 2, 1),
    ]
    answer = forecast(work, {"A": [1] * 9, "B": [1] * 9})
    assert [certain(answer[name]) for name in ("a2", "b2", "a1", "b1")] == [friday(w) for w in (1, 1, 2, 2)]


def roadmap():
    return [
        Piece("a1", "A", 1, 9, needs=("b1",)),
        Piece("a2", "A", 2, Range(3, 9)),
        Piece("b1", "B", 1, 8),
        Piece("b2", "B", 2, 5, not_before=2.5),
        Piece("c1", "C", 1, 5, needs=("b2",)),
    ]


HISTORY = {"A": BOWLER, "B": BOWLER[::-1], "C": [2, 1, 0, 3] * 3}


def test_a_subset_gets_the_same_answer_as_the_whole():
    whole = forecast(roadmap(), HISTORY)
    for name in ("a1", "b1", "c1"):
        part = forecast(roadmap(), HISTORY, only=[name])
        assert list(part.pieces) == [name]
        assert np.array_equal(part[name].days, whole[name].days)
        assert np.array_equal(part[name].chances, whole[name].chances)


def test_unrelated_teams_change_nothing():
    alone = forecast(roadmap(), HISTORY)
    crowd = [Piece(f"d{rank}", "D", rank, Range(2, 9), not_before=1) for rank in range(5)]
    joined = forecast(crowd + roadmap(), HISTORY | {"D": BOWLER})
    for name, piece in alone.pieces.items():
        assert np.array_equal(piece.chances, joined[name].chances)


def test_a_change_reaches_only_what_is_affected():
    assert affected(roadmap(), pieces=["b2"]) == {"b2", "c1"}
    assert affected(roadmap(), teams=["A"]) == {"a1", "a2"}
    assert affected(roadmap(), teams=["B"]) == {"a1", "a2", "b1", "b2", "c1"}
    before = forecast(roadmap(), HISTORY)
    smaller = [Piece("b2", "B", 2, 1, not_before=2.5) if p.id == "b2" else p for p in roadmap()]
    after = forecast(smaller, HISTORY)
    moved = {k for k in before.pieces if not np.array_equal(before[k].chances, after[k].chances)}
    assert moved == {"b2", "c1"}


def test_the_same_seed_gives_the_same_answer_and_another_does_not():
    first, again, other = (forecast(roadmap(), HISTORY, seed=seed)["a2"] for seed in (1, 1, 2))
    assert np.array_equal(first.chances, again.chances)
    assert not np.array_equal(first.chances, other.chances)


def test_a_burn_up_ends_where_the_forecast_does():
    rng = np.random.default_rng(1)
    bands = burn_up("a1", roadmap(), History.of(HISTORY), Capacity(), CALENDAR, rng, 4_000, weeks=20)
    piece = forecast(roadmap(), HISTORY)["a1"]
    assert bands.unit == "items"
    assert bands.total == 9
    assert (np.diff(bands.done, axis=0) >= 0).all()
    assert (np.diff(bands.done, axis=1) >= 0).all()
    assert bands.done[:, 0].tolist() == [0] * 5
    assert bands.done[:, -1].tolist() == [9] * 5
    finished = [date.fromordinal(int(bands.days[np.argmax(band >= 9)])) for band in bands.done]
    for band_end, level in zip(finished, (0.90, 0.75, 0.50, 0.25, 0.10), strict=True):
        assert piece.chance_by(band_end) >= level - 0.001
        assert piece.chance_by(band_end - timedelta(days=7)) < level + 0.001


def test_a_burn_up_of_effort_counts_person_weeks():
    people = Capacity({"A": TeamCapacity(person_weeks=2)})
    work = [Piece("a", "A", 1, effort=Range(6, 6)), Piece("bare", "A", 2)]
    rng = np.random.default_rng(1)
    bands = burn_up("a", work, History.of({"A": [4] * 8}), people, CALENDAR, rng, 100, weeks=4)
    assert bands.unit == "person-weeks"
    assert bands.done[2].tolist() == pytest.approx([0, 2, 4, 6, 6])
    assert burn_up("bare", work, History.of({"A": [4] * 8}), people, CALENDAR, rng, 100) is None
