"""Axis, feature bars and chances: where things stand, and what they say."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from northing.ui import charts
from northing.ui.charts import markup, scale

TODAY = date(2026, 5, 19)
YEAR = charts.time_axis(date(2026, 4, 1), date(2027, 4, 1), today=TODAY)
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
maybe_days = st.none() | days
shares = st.floats(0, 1)

FRANCE = charts.FeatureDates(
    name="France",
    start=date(2026, 4, 1),
    p50=date(2026, 7, 29),
    p85=date(2026, 8, 21),
    done=34 / 71,
    committed=date(2026, 7, 31),
    chance=0.54,
    text="Compliance",
)


def test_the_axis_names_quarters_over_months():
    assert [label.text for label in YEAR.upper] == ["Q2", "Q3", "Q4", "Q1 2027"]
    assert [label.text for label in YEAR.lower][:3] == ["Apr", "May", "Jun"]
    assert YEAR.upper[1].x == pytest.approx(91 / 365 * 100)
    assert YEAR.today_x == pytest.approx(48 / 365 * 100)
    assert YEAR.today_text == "19 May"


def test_the_axis_holds_what_lies_outside_at_its_ends():
    assert (YEAR.at(date(2020, 1, 1)), YEAR.at(date(2030, 1, 1))) == (0, 100)


def test_today_is_left_out_when_it_is_not_on_the_axis():
    axis = charts.time_axis(date(2027, 1, 1), date(2027, 4, 1), today=TODAY)
    assert axis.today_x is None
    assert "nowtag" not in render("{% axis_labels axis %}", axis=axis)


def test_month_zoom_names_months_over_mondays():
    axis = charts.time_axis(date(2026, 5, 1), date(2026, 7, 1), today=TODAY, zoom="month")
    assert [label.text for label in axis.upper] == ["May 2026", "Jun"]
    assert [label.text for label in axis.lower][:3] == ["4", "11", "18"]


def test_ten_years_are_named_by_years_over_nothing_finer_than_fits():
    axis = charts.time_axis(date(2020, 1, 1), date(2030, 1, 1), today=TODAY)
    assert [label.text for label in axis.upper][:2] == ["2020", "2021"]
    assert axis.lower == ()


@given(days, days, st.sampled_from(["quarter", "month"]))
def test_labels_of_any_range_stay_on_the_axis_and_apart(start, end, zoom):
    axis = charts.time_axis(start, end, today=TODAY, zoom=zoom)
    for row in (axis.upper, axis.lower):
        places = [label.x for label in row]
        assert all(0 <= x <= 100 for x in places)
        assert all(after - before > 1.5 for before, after in pairwise(places))


def test_the_bar_is_solid_to_p50_and_ends_at_p85():
    bar = charts.feature_bar(YEAR, FRANCE)
    assert bar.left == 0
    assert bar.right == pytest.approx(142 / 365 * 100)
    assert bar.solid == pytest.approx(119 / 142 * 100)
    assert bar.done == pytest.approx(bar.solid * 34 / 71)
    assert bar.flag == charts.Flag(pytest.approx(121 / 365 * 100), bad=True)
    assert bar.kind == "going"


def test_the_bar_says_what_it_shows():
    assert charts.feature_bar(YEAR, FRANCE).sentence == (
        "France: 48\u202f% done. Half of all outcomes finish by 29 July, 85\u202f% by 21 August. "
        "Committed for 31 July, 54\u202f% likely."
    )


def test_nothing_started_is_pale_and_shipped_has_no_outlook():
    planned = charts.feature_bar(
        YEAR, charts.FeatureDates("A", date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1))
    )
    shipped = charts.feature_bar(YEAR, charts.FeatureDates("B", date(2026, 4, 1), shipped=date(2026, 4, 30)))
    assert (planned.kind, planned.done) == ("planned", 0)
    assert (shipped.kind, shipped.p50_shows, shipped.flag) == ("shipped", False, None)
    assert shipped.text == "shipped 30 Apr"
    assert 'class="fbar plan"' in markup.feature_bar_mark(planned)
    assert "p50" not in markup.feature_bar_mark(shipped).replace("--p85", "")


def test_a_bar_that_goes_on_beyond_the_axis_has_no_tick_at_its_edge():
    bar = charts.feature_bar(
        YEAR, charts.FeatureDates("A", date(2025, 1, 1), date(2027, 3, 1), date(2028, 1, 1), done=0.5)
    )
    assert (bar.left, bar.right) == (0, 100)
    assert (bar.earlier, bar.later, bar.p50_shows, bar.p85_shows) == (True, True, True, False)


def test_without_any_date_nothing_is_drawn_but_the_sentence_stays():
    bar = charts.feature_bar(YEAR, charts.FeatureDates("Archive"))
    assert not bar.shows
    assert "Archive: not started." in markup.feature_bar_mark(bar)
    assert "fbar" not in markup.feature_bar_mark(bar)


def test_dates_all_on_one_day_make_a_bar_without_width():
    bar = charts.feature_bar(YEAR, charts.FeatureDates("A", TODAY, TODAY, TODAY, committed=TODAY, chance=1.0))
    assert bar.left == bar.right == YEAR.today_x
    assert bar.solid == 100


def test_the_text_goes_left_where_the_right_has_no_room():
    late = charts.FeatureDates(
        "A", date(2026, 9, 1), date(2027, 1, 1), date(2027, 3, 1), text="Data and Insight"
    )
    assert charts.feature_bar(YEAR, late).text_side == "left"
    long = charts.FeatureDates(
        "A", date(2026, 4, 1), date(2027, 1, 1), date(2027, 3, 1), text="Data and Insight"
    )
    assert charts.feature_bar(YEAR, long).text_side == ""


def test_what_lies_outside_is_named_at_its_edge():
    gone = charts.FeatureDates("A", date(2024, 1, 1), shipped=date(2024, 2, 1))
    bar = charts.feature_bar(YEAR, gone)
    assert (bar.shows, bar.text, bar.text_x, bar.text_side) == (False, "shipped 1 Feb 2024", 0, "right")
    far = charts.FeatureDates("A", date(2029, 1, 1), p85=date(2029, 3, 1), text="Data")
    assert (charts.feature_bar(YEAR, far).text_x, charts.feature_bar(YEAR, far).text_side) == (100, "left")


def test_names_cannot_break_out_of_the_markup():
    bar = charts.feature_bar(YEAR, charts.FeatureDates('"><script>', TODAY, TODAY, TODAY, text="<b>"))
    assert "<script" not in markup.feature_bar_mark(bar)
    assert "<b>" not in markup.feature_bar_mark(bar)


@given(maybe_days, maybe_days, maybe_days, shares, maybe_days, st.none() | shares, maybe_days, days, days)
def test_any_bar_stays_on_its_axis(start, p50, p85, done, committed, chance, shipped, first, last):
    axis = charts.time_axis(first, last, today=TODAY)
    bar = charts.feature_bar(
        axis, charts.FeatureDates("A", start, p50, p85, done, committed, chance, shipped, "Team")
    )
    places = [bar.left, bar.right, bar.done, bar.solid, bar.text_x, *([bar.flag.x] if bar.flag else [])]
    assert all(0 <= place <= 100 for place in places)
    assert bar.left <= bar.right
    assert bar.done <= bar.solid
    assert "nan" not in markup.feature_bar_mark(bar)


def test_an_audience_of_quarters_gets_the_quarter_and_no_day():
    bar = charts.quarter_bar(YEAR, date(2026, 8, 21))
    assert bar.text == "Q3 2026"
    assert bar == charts.quarter_bar(YEAR, date(2026, 7, 1))
    assert bar.left < YEAR.at(date(2026, 8, 21)) < bar.right
    assert charts.quarter_bar(YEAR, date(9999, 12, 31)).shows is False


@pytest.mark.parametrize(
    ("chance", "tone"), [(0.93, ""), (0.75, ""), (0.7449, "warn"), (0.60, "warn"), (0.594, "bad"), (0, "bad")]
)
def test_a_chance_is_amber_under_75_and_red_under_60(chance, tone):
    assert charts.chance_ring(chance).tone == tone


def test_a_fall_shows_both_numbers_and_no_change_shows_one():
    fallen = charts.chance_ring(0.54, was=0.78)
    assert (fallen.was, fallen.text) == ("78", "54\u202f%")
    assert fallen.sentence == "54\u202f% chance to make the commitment, was 78\u202f%"
    assert charts.chance_ring(0.54, was=0.5401).was == ""


def render(text: str, **context: object) -> str:
    return Template("{% load charts %}" + text).render(Context(context))


def test_the_ring_has_a_tick_when_done_and_a_dash_without_a_chance():
    assert "<svg" in render("{% chance done=True %}")
    assert ">–<" in render("{% chance chance %}", chance=None)
    assert '<i style="--p:54"></i><s>78\u202f→</s>54\u202f%' in render("{% chance 0.54 was=0.78 %}")


FINISHES = [date(2026, 7, 6) + timedelta(days=gap) for gap in (0, 5, 8, 9, 13, 14, 14, 18, 19, 20, 24)] + [
    date(2026, 8, 1) + timedelta(days=gap) for gap in (0, 2, 3, 7, 10, 15, 21, 29, 41)
]


def test_eleven_of_twenty_futures_make_it():
    chart = charts.futures(FINISHES, today=TODAY, committed=date(2026, 7, 31))
    assert (chart.made, chart.total) == (11, 20)
    assert chart.headline == "11 of 20 futures make it"
    assert chart.sentence == (
        "Of 20 equally likely finishes, 11 are on or before 31 July; the latest is 11 September"
    )
    assert sum(sum(stack.columns) for stack in chart.stacks if stack.late) == 9
    assert all((stack.x > chart.line_x) == stack.late for stack in chart.stacks)


def test_only_the_last_date_below_the_futures_says_another_year():
    finishes = [date(2027, 1, 4) + timedelta(days=3 * gap) for gap in range(20)]
    chart = charts.futures(finishes, today=TODAY, p50=finishes[9], p85=finishes[16])
    assert [label.text for label in chart.labels] == ["4 Jan", "P50 31 Jan, P85 21 Feb 2027"]
    across = charts.futures([date(2026, 12, 1), *finishes], today=TODAY)
    assert [label.text for label in across.labels] == ["1 Dec 2026", "2 Mar 2027"]


@given(st.lists(days, min_size=1, max_size=40), maybe_days, maybe_days)
def test_dates_below_the_futures_never_touch(finishes, p50, p85):
    labels = charts.futures(finishes, today=TODAY, p50=p50, p85=p85).labels
    room = [len(f"{label.name} {label.text}".strip()) * 2.1 for label in labels]
    starts = [label.x * (1 - width / 100) for label, width in zip(labels, room, strict=True)]
    ordered = sorted(zip(starts, room, strict=True))
    assert all(start + width <= after for (start, width), (after, _) in pairwise(ordered))


def test_futures_on_a_single_day_stand_in_columns():
    chart = charts.futures([TODAY] * 20, today=TODAY, committed=TODAY)
    assert [stack.columns for stack in chart.stacks] == [(5, 5, 5, 5)]
    assert (chart.made, chart.beyond) == (20, False)


def test_without_a_forecast_the_futures_say_so():
    chart = charts.futures([], today=TODAY, committed=TODAY)
    assert chart.stacks == ()
    assert chart.sentence == "No forecast yet"
    assert "No rows yet" in render("{% futures_chart chart %}", chart=chart)


def test_a_commitment_years_away_does_not_squeeze_the_dots():
    chart = charts.futures(FINISHES, today=TODAY, committed=date(2036, 1, 1))
    assert chart.beyond
    assert chart.line_x == 100
    assert max(stack.x for stack in chart.stacks) > 40


@given(st.lists(days, max_size=40), maybe_days, maybe_days, maybe_days)
def test_any_futures_are_all_drawn_once_and_on_the_right_side(finishes, committed, p50, p85):
    chart = charts.futures(finishes, today=TODAY, committed=committed, p50=p50, p85=p85)
    dots = {late: sum(sum(s.columns) for s in chart.stacks if s.late is late) for late in (False, True)}
    assert dots[False] + dots[True] == len(finishes)
    assert committed is None or dots[False] == chart.made
    assert all(0 <= thing.x <= 100 for thing in (*chart.stacks, *chart.labels))


def test_a_line_of_thousands_of_points_keeps_its_ends_and_its_peak():
    points = [(at / 50, 40.0 + at % 7) for at in range(5000)]
    points[2718] = (points[2718][0], 3.0)
    drawn = scale.line(points).removeprefix("M").split("L")
    assert len(drawn) <= 4 * scale.COLUMNS
    assert (drawn[0], drawn[-1]) == ("0 40", "99.98 41")
    assert "54.36 3" in drawn
