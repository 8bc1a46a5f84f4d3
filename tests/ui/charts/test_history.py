"""Burn-up and the history of a promise."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from northing.ui import charts

TODAY = date(2026, 5, 19)
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
maybe_days = st.none() | days
counts = st.floats(0, 1e6)


def render(text, **context):
    return Template("{% load charts %}" + text).render(Context(context))


def point(days_ahead, *values):
    return charts.ForecastPoint(TODAY + timedelta(days=days_ahead), *values)


FRANCE = charts.ItemHistory(
    today=TODAY,
    done=[(date(2026, 4, 1), 0), (date(2026, 5, 1), 20), (TODAY, 34)],
    scope=[charts.ScopeStep(date(2026, 4, 1), 62), charts.ScopeStep(date(2026, 5, 12), 71, "tax codes")],
    forecast=[point(0, 34, 34, 34, 34, 34), point(70, 60, 65, 71, 78, 90), point(90, 71, 75, 80, 90, 99)],
    waits=[charts.Wait(date(2026, 6, 25), date(2026, 7, 6), "waits for the certifier")],
    p50=date(2026, 7, 29),
    p85=date(2026, 8, 21),
    committed=date(2026, 7, 31),
    chance=0.54,
)


def test_the_burn_up_says_how_far_it_is_and_where_it_leads():
    assert charts.burn_up(FRANCE).sentence == (
        "34 of 71 items finished. Half of all outcomes finish by 29 July, 85\u202f% by 21 August. "
        "Committed for 31 July."
    )


def test_scope_is_a_staircase_to_the_right_edge():
    path = charts.burn_up(FRANCE).scope
    assert path.count("L") == 3
    assert path.split("L")[-1].startswith("100 ")


def test_bands_end_at_the_scope():
    chart = charts.burn_up(FRANCE)
    scope_y = chart.finishes[0].y
    heights = [float(pair.split()[1].rstrip("Z")) for pair in chart.band80.removeprefix("M").split("L")]
    assert min(heights) == pytest.approx(scope_y, abs=0.01)


def test_p85_leaves_room_for_its_label():
    chart = charts.burn_up(FRANCE)
    assert chart.finishes[1].x < 90
    assert chart.committed_x is not None
    assert chart.finishes[0].x < chart.committed_x < chart.finishes[1].x
    assert chart.bad


def test_scope_changes_are_named():
    notes = [(note.text, note.strong) for note in charts.burn_up(FRANCE).notes]
    assert ("scope", "62") in notes
    assert ("+9 tax codes,", "71") in notes


def test_the_table_says_the_same_in_numbers():
    page = render("{% burn_up_chart chart %}", chart=charts.burn_up(FRANCE))
    assert "<td>19 May</td><td>34</td><td>71</td>" in page
    assert "committed <b>31 Jul</b>" in page
    assert "waits for the certifier" in page


def test_what_is_done_and_what_was_promised_are_both_read():
    for done in (0, 1, 2, 5, 20):
        begun = ((TODAY, float(done)),)
        chart = charts.burn_up(charts.ItemHistory(TODAY, done=begun, committed=TODAY + timedelta(days=30)))
        assert abs(chart.committed_y - chart.notes[-1].y) >= 7


def test_without_items_the_burn_up_says_so_and_draws_nothing():
    page = render("{% burn_up_chart chart %}", chart=charts.burn_up(charts.ItemHistory(TODAY)))
    assert "No items yet. There is no forecast yet." in page
    assert "<svg" not in page


items = st.lists(st.tuples(days, counts), max_size=6).map(sorted)
steps = st.lists(st.builds(charts.ScopeStep, days, counts, st.sampled_from(["", "more"])), max_size=4)
points = st.lists(st.builds(charts.ForecastPoint, days, counts, counts, counts, counts, counts), max_size=5)
waits = st.lists(st.builds(charts.Wait, days, days, st.just("waits")), max_size=2)


@given(
    st.builds(
        charts.ItemHistory,
        today=days,
        done=items,
        scope=steps.map(lambda rows: sorted(rows, key=lambda row: row.day)),
        forecast=points.map(lambda rows: sorted(rows, key=lambda row: row.day)),
        waits=waits,
        p50=maybe_days,
        p85=maybe_days,
        committed=maybe_days,
        chance=st.none() | st.floats(0, 1),
    )
)
def test_any_burn_up_stays_in_its_frame(history):
    chart = charts.burn_up(history)
    places = [chart.now.x, chart.now.y, *(value for spot in chart.finishes for value in (spot.x, spot.y))]
    places += [value for label in (*chart.across, *chart.up) for value in (label.x,)]
    places += [value for wait in chart.waits for value in (wait.x, wait.width, wait.x + wait.width)]
    assert all(-1e-9 <= place <= 100 + 1e-9 for place in places)
    page = render("{% burn_up_chart chart %}", chart=chart)
    assert "nan" not in page
    assert "inf" not in page.replace("finish", "")


LIKELY = [
    charts.Likely(date(2026, 1, 12), date(2026, 6, 16), date(2026, 7, 2)),
    charts.Likely(TODAY, date(2026, 7, 29), date(2026, 8, 21)),
]
PROMISED = [
    charts.Promised(date(2026, 1, 12), date(2026, 6, 30)),
    charts.Promised(date(2026, 3, 24), date(2026, 7, 31)),
]


def test_a_moved_promise_says_from_when_to_when():
    chart = charts.promise_history(LIKELY, PROMISED, today=TODAY)
    assert chart.sentence == "Commitment moved once, from 30 June to 31 July. P85 is now 21 August."
    assert chart.headline == "moved once"
    assert chart.committed.count("L") == 3


def test_the_names_at_the_end_of_the_lines_do_not_touch():
    near = [charts.Likely(TODAY, date(2026, 7, 30), date(2026, 8, 1))]
    ends = charts.promise_history(near, PROMISED, today=TODAY).ends
    assert {label.text for label in ends} == {"committed", "P85", "P50"}
    places = sorted(label.x for label in ends)
    assert places[1] - places[0] >= 9
    assert places[2] - places[1] >= 9


def test_a_single_forecast_can_be_seen():
    chart = charts.promise_history(LIKELY[-1:], [], today=TODAY)
    assert chart.band.endswith("Z")
    assert chart.sentence == "Nothing promised yet. P85 is now 21 August."


def test_without_promise_and_forecast_nothing_is_drawn():
    page = render("{% promises_chart chart %}", chart=charts.promise_history([], [], today=TODAY))
    assert "<svg" not in page
    assert "Nothing promised yet." in page


@given(
    st.lists(st.builds(charts.Likely, days, days, days), max_size=5),
    st.lists(st.builds(charts.Promised, days, days), max_size=4),
    days,
)
def test_any_promise_history_stays_in_its_frame(likely, promised, today):
    likely, promised = (sorted(rows, key=lambda row: row.said_on) for rows in (likely, promised))
    chart = charts.promise_history(likely, promised, today=today)
    assert all(0 <= label.x <= 100 for label in (*chart.across, *chart.up, *chart.ends))
    assert "nan" not in render("{% promises_chart chart %}", chart=chart)
