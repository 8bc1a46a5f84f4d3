"""The forecast record's charts: said and held, slips, ranges, rates; intervals and sparklines."""

import math
from itertools import pairwise

import pytest
from django.template import Context, Template
from hypothesis import example, given
from hypothesis import strategies as st

from northing.ui import charts

values = st.floats(allow_nan=True, allow_infinity=True)


def render(text, **context):
    return Template("{% load charts %}" + text).render(Context(context))


SAID = [
    charts.SaidAndHeld(0.5, 10, 19, 7, 12),
    charts.SaidAndHeld(0.8, 33, 41, 29, 36),
    charts.SaidAndHeld(0.9, 21, 27, 22, 26),
]


def test_only_what_luck_does_not_allow_is_red():
    chart = charts.calibration(SAID)
    assert [dot.outside for dot in chart.dots] == [False, False, True]
    assert chart.dots[2].held == "21 of 27"
    assert chart.summary == "87 promises, 64 held"
    assert "said 90\u202f%: 21 of 27 held, outside luck" in chart.sentence


def test_a_dot_inside_luck_is_inside_its_box():
    dot = charts.calibration(SAID).dots[1]
    assert dot.luck_y <= dot.y <= dot.luck_y + dot.luck_height


def test_higher_certainty_stands_further_right_and_more_held_higher():
    dots = charts.calibration(SAID).dots
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert dots[1].y < dots[0].y


def test_without_closed_promises_the_record_says_so():
    assert "No promise has been closed yet" in render("{% calibration_chart c %}", c=charts.calibration([]))
    assert charts.calibration([charts.SaidAndHeld(0.5, 0, 0, 0, 0)]).dots == ()


@st.composite
def said_and_held(draw):
    of = draw(st.integers(0, 500))
    held, low, high = (draw(st.integers(0, of)) for _ in range(3))
    return charts.SaidAndHeld(draw(st.floats(0, 1)), held, of, min(low, high), max(low, high))


@given(st.lists(said_and_held(), max_size=12))
def test_any_calibration_stays_in_its_frame(rows):
    chart = charts.calibration(rows)
    for dot in chart.dots:
        assert all(0 <= place <= 100 for place in (dot.x, dot.y, dot.luck_y))
        assert dot.luck_y + dot.luck_height <= 100 + 1e-9
    assert "nan" not in render("{% calibration_chart c %}", c=chart)


def test_a_promise_kept_on_its_day_is_not_late():
    chart = charts.slips([charts.SlipBucket("up to 2 weeks", [0, -1, 2])])
    (row,) = chart.rows
    assert row.held == "2 of 3"
    assert row.sentence == "2 of 3 on time or early, 1 late, middle on the day"
    assert sum(stack.dots for stack in row.stacks if stack.late) == 1
    assert all((stack.x > chart.on_day) == stack.late for stack in row.stacks)


def test_buckets_share_an_axis_that_names_the_day_itself():
    chart = charts.slips([charts.SlipBucket("a", [-3, 0]), charts.SlipBucket("b", [9])])
    labels = {label.text: label.x for label in chart.across}
    assert labels["on the day"] == chart.on_day
    assert chart.across[-1].text.endswith("\u202fwk")


def test_more_promises_than_dots_say_how_many_a_dot_stands_for():
    chart = charts.slips([charts.SlipBucket("a", [0] * 500)])
    assert chart.legend == "one dot, 21 promises; hollow is late"
    assert chart.rows[0].stacks[0].dots == 24


def test_an_empty_bucket_keeps_its_row():
    chart = charts.slips([charts.SlipBucket("over 26 weeks", []), charts.SlipBucket("a", [1])])
    assert chart.rows[0].empty
    assert chart.rows[0].sentence == "no promises"
    assert "over 26 weeks" in render("{% slips_chart c %}", c=chart)
    assert "No promise has been closed yet" in render("{% slips_chart c %}", c=charts.slips([]))


# A slip is a number of days: what is less than that is nothing on the axis.
SLIPS = st.lists(st.integers(-4200, 4200).map(lambda days: days / 7), max_size=40)


@given(st.lists(st.builds(charts.SlipBucket, st.just("a"), SLIPS)))
def test_any_slips_stay_on_their_axis_and_none_is_lost(buckets):
    chart = charts.slips(buckets)
    for bucket, row in zip(buckets, chart.rows, strict=True):
        assert all(0 <= place <= 100 for place in (row.low, row.high, row.middle, chart.on_day))
        assert all(0 <= stack.x <= 100 for stack in row.stacks)
        if chart.each == 1:
            late = sum(stack.dots for stack in row.stacks if stack.late)
            assert late == sum(week > 0 for week in bucket.weeks)
    assert "nan" not in render("{% slips_chart c %}", c=chart)


@pytest.mark.parametrize(
    ("inside", "words", "tone"),
    [
        (46, "as it should be", ""),
        (44, "within luck", ""),
        (30, "too narrow", "bad"),
        (70, "wider than needed", ""),
    ],
)
def test_a_range_is_too_narrow_when_luck_does_not_allow_so_few(inside, words, tone):
    (row,) = charts.coverage_rows([charts.Held(0.5, inside, 96, 42, 54)])
    assert (row.reading.text, row.reading.tone) == (words, tone)
    assert f"{inside} of 96" in render("{% coverage_chart rows %}", rows=[row])


def test_no_ranges_are_no_verdict():
    (row,) = charts.coverage_rows([charts.Held(0.9, 0, 0, 0, 0)])
    assert row.value is None
    assert row.reading.text == "nothing to judge"
    assert "No range has been put to the test yet" in render("{% coverage_chart rows %}", rows=())


def rate(held, of, low, high):
    return charts.HoldRate("Team", held, of, 0.72, charts.Spread(held / of, 0.4, 0.9), low, high)


def test_teams_are_read_against_luck_and_not_ranked():
    rates = charts.hold_rates([rate(24, 31, 19, 26), rate(13, 24, 14, 20), rate(4, 7, 3, 7)])
    assert [row.reading.text for row in rates.rows] == ["within luck", "too sure", "too few to tell"]
    assert rates.rows[2].interval.look == "muted"
    assert (rates.low, rates.high) == ("40\u202f%", "100\u202f%")
    assert "too sure" in render("{% rates_chart rates %}", rates=rates)


def test_an_interval_says_its_middle_and_its_range():
    shown = charts.interval(charts.Spread(48, 10, 90, 30, 60), 0, 100, target=75)
    assert (shown.a, shown.c, shown.m, shown.d, shown.b, shown.t) == (10, 30, 48, 60, 90, 75)
    assert shown.sentence == "48, with 80\u202f% sureness 10 to 90; target 75"
    assert 'class="iv pred' in render(
        "{% interval i %}", i=charts.interval(charts.Spread(1, 0, 2), 0, 2, look="pred")
    )


@given(
    st.builds(charts.Spread, values, values, values, st.none() | values, st.none() | values),
    values,
    values,
    values,
)
def test_any_interval_stays_on_its_line(spread, low, high, target):
    shown = charts.interval(spread, low, high, target=target)
    places = [place for place in (shown.a, shown.b, shown.c, shown.d, shown.m, shown.t) if place is not None]
    assert all(0 <= place <= 100 for place in places)
    assert shown.a <= shown.b
    assert "nan" not in render("{% interval i %}", i=shown)


def test_a_sparkline_runs_from_the_left_to_its_last_dot():
    line = charts.sparkline([1, 2, 3])
    assert line.path == "M0 31L67 17L134 3"
    assert line.end == (134, 3)


def test_a_missing_value_interrupts_a_sparkline():
    assert charts.sparkline([1, 2, None, 2, 1]).path.count("M") == 2


@given(
    st.lists(st.none() | values, max_size=30),
    st.lists(st.tuples(values, values), max_size=30),
    st.none() | values,
)
def test_any_sparkline_stays_in_its_drawing(given_values, expected, target):
    line = charts.sparkline(given_values, expected=expected, target=target)
    page = render("{% sparkline line %}", line=line)
    assert "nan" not in page
    assert "inf" not in page
    if line.end:
        assert 0 <= line.end[0] <= 140
        assert 0 <= line.end[1] <= 34


@example(0.0, 5e-324, 4)
@example(1e-312, 3e-312, 1)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(1, 12))
def test_ticks_are_round_rising_and_enclose_the_values(one, other, about):
    from northing.ui.charts.scale import ticks

    low, high = min(one, other), max(one, other)
    marks = ticks(low, high, about)
    assert all(before < after for before, after in pairwise(marks))
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack or high == low
    assert len(marks) <= 2 * about + 6
    assert all(math.isfinite(mark) for mark in marks)
