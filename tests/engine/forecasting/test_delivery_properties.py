"""What holds for any work: with common random numbers more work is later, more people are sooner."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from northing_engine.forecasting import (
    Calendar,
    Capacity,
    History,
    Piece,
    TeamCapacity,
    forecast_delivery,
    when_done,
)

CALENDAR = Calendar(date(2026, 11, 23))
LEVELS = np.linspace(0.05, 0.95, 19)
NEVER = date.max
FEW = settings(max_examples=25, deadline=None)

counts = st.lists(st.integers(0, 9), min_size=7, max_size=12).filter(lambda weeks: sum(weeks) > 6)


@st.composite
def plans(draw, *, needs=True):
    """Up to eight pieces of three teams; needs point to pieces drawn earlier, ranks are free."""
    work = []
    for number in range(draw(st.integers(1, 8))):
        possible = [piece.id for piece in work] if needs else []
        needed = draw(st.lists(st.sampled_from(possible), unique=True, max_size=2)) if possible else []
        not_before = draw(st.sampled_from([0.0, 0.0, 1.0, 2.4])) if needs else 0.0
        work.append(
            Piece(
                f"p{number}",
                draw(st.sampled_from("ABC")),
                draw(st.integers(0, 5)),
                draw(st.integers(0, 15)),
                needs=tuple(needed),
                not_before=not_before,
            )
        )
    return work


@st.composite
def histories(draw):
    return History.of({team: draw(counts) for team in "ABC"})


def ask(work, history, capacity=None):
    return forecast_delivery(work, history, capacity or Capacity(), CALENDAR, np.random.default_rng(7), 200)


def dates(piece):
    return [piece.percentile(float(level)) or NEVER for level in LEVELS]


@FEW
@given(work=plans(), history=histories())
def test_chances_never_decrease_and_stay_chances(work, history):
    for piece in ask(work, history).pieces.values():
        assert (np.diff(piece.chances) > 0).all()
        assert (np.diff(piece.days) > 0).all()
        assert piece.chances.size == 0 or 0 < piece.chances[0] <= piece.chances[-1] <= 1
        assert dates(piece) == sorted(dates(piece))


@FEW
@given(work=plans(), history=histories(), data=st.data())
def test_the_order_in_which_work_is_named_does_not_matter(work, history, data):
    shuffled = data.draw(st.permutations(work))
    first, second = ask(work, history), ask(shuffled, history)
    for name in first.pieces:
        assert np.array_equal(first[name].chances, second[name].chances)
        assert np.array_equal(first[name].days, second[name].days)


@FEW
@given(work=plans(), history=histories())
def test_nothing_is_finished_before_what_it_needs(work, history):
    answer = ask(work, history)
    for piece in work:
        for need in piece.needs:
            pairs = zip(dates(answer[need]), dates(answer[piece.id]), strict=True)
            assert all(needed <= finished for needed, finished in pairs)


@FEW
@given(work=plans(), history=histories(), data=st.data())
def test_more_items_never_make_a_piece_earlier(work, history, data):
    chosen = data.draw(st.sampled_from(work))
    more = [replace(p, items=p.items + 5) if p.id == chosen.id else p for p in work]
    before, after = dates(ask(work, history)[chosen.id]), dates(ask(more, history)[chosen.id])
    assert all(b <= a for b, a in zip(before, after, strict=True))


@FEW
@given(work=plans(needs=False), history=histories(), factor=st.sampled_from([0.3, 0.5, 0.9, 1.2, 2.0]))
def test_more_capacity_never_makes_independent_work_later(work, history, factor):
    usual = Capacity(dict.fromkeys("ABC", TeamCapacity((1.0, 0.7))))
    changed = Capacity(dict.fromkeys("ABC", TeamCapacity((factor, 0.7 * factor), later=factor)))
    slow, fast = (usual, changed) if factor > 1 else (changed, usual)
    slower, faster = ask(work, history, slow), ask(work, history, fast)
    for name in slower.pieces:
        assert all(f <= s for f, s in zip(dates(faster[name]), dates(slower[name]), strict=True))


@FEW
@given(weeks=counts, items=st.integers(0, 40), more=st.integers(1, 10))
def test_the_exact_chance_falls_with_the_backlog_and_grows_with_time(weeks, items, more):
    less, later = when_done(weeks, items), when_done(weeks, items + more)
    assert (np.diff(less.chances) >= -1e-12).all()
    assert all(less.chance_by(week) >= later.chance_by(week) - 1e-9 for week in range(60))
