"""Connectors, capacity, loads and promises against a mark."""

from datetime import date

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from northing.ui import charts

TODAY = date(2026, 5, 19)
YEAR = charts.time_axis(date(2026, 4, 1), date(2027, 4, 1), today=TODAY)
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
amounts = st.floats(allow_nan=True, allow_infinity=True)


def feature(name, start, p50, p85):
    return charts.FeatureDates(name, start, p50, p85, done=0.1)


FRANCE = feature("France", date(2026, 4, 1), date(2026, 7, 29), date(2026, 8, 21))
POLAND = feature("Poland", date(2026, 8, 3), date(2026, 10, 15), date(2026, 11, 20))
ARCHIVE = feature("Archive", date(2026, 12, 1), date(2026, 12, 20), date(2027, 1, 22))


def render(text, **context):
    return Template("{% load charts %}" + text).render(Context(context))


def test_rows_stand_below_the_head_and_each_other():
    centres, height = charts.row_centres(["group", "feature", "feature"])
    assert centres == [54, 87.5, 122.5]
    assert height == 140


def test_a_line_leaves_at_p50_and_arrives_at_the_start():
    drawn = charts.connectors(YEAR, [charts.Dependency(FRANCE, 87.5, POLAND, 122.5)], height=140)
    (line,) = drawn.lines
    assert line.path.startswith("M32.6 95V105H")
    assert (line.x, line.y) == (YEAR.at(date(2026, 8, 3)), 122.5)


def test_what_starts_before_the_other_is_likely_done_may_have_to_wait():
    pairs = [charts.Dependency(FRANCE, 10, POLAND, 40), charts.Dependency(POLAND, 40, ARCHIVE, 70)]
    drawn = charts.connectors(YEAR, pairs, height=100)
    assert [line.clash for line in drawn.lines] == [True, False]
    assert drawn.lines[0].sentence == "Poland needs France and may have to wait for it"
    page = render("{% connectors_chart chart %}", chart=drawn)
    assert page.count('class="clash"') == 2  # its line and its arrow


def test_a_line_far_down_a_long_page_keeps_its_place():
    drawn = charts.connectors(YEAR, [charts.Dependency(POLAND, 17500, FRANCE, 20)], height=18000)
    assert "V17482.5" in drawn.lines[0].path  # upwards from the top of its bar
    assert 'style="height:18000px' in render("{% connectors_chart chart %}", chart=drawn)


def test_nothing_is_drawn_to_what_is_not_on_the_axis():
    later = feature("Later", date(2030, 1, 1), date(2030, 2, 1), date(2030, 3, 1))
    undated = charts.FeatureDates("Undated")
    pairs = [charts.Dependency(FRANCE, 10, later, 40), charts.Dependency(FRANCE, 10, undated, 40)]
    assert charts.connectors(YEAR, pairs, height=100).lines == ()


def test_load_over_capacity_is_hatched_beyond_the_mark():
    bar = charts.load_bar(124, 100)
    assert bar.value == bar.mark
    assert bar.mark + bar.over == pytest.approx(100)
    assert bar.sentence == "124 of 100 person-weeks, 24 over"
    assert 'class="over"' in render("{% meter bar %}", bar=bar)


def test_load_within_capacity_ends_before_the_mark():
    bar = charts.load_bar(50, 100)
    assert (bar.value, bar.mark, bar.over) == (45, 90, 0)
    assert "over" not in render("{% meter bar %}", bar=bar)


def test_load_without_any_capacity_is_all_over():
    assert charts.load_bar(5, 0).over == 100
    assert charts.load_bar(0, 0).over == 0


@given(amounts, amounts, st.floats(0, 1e9))
def test_any_load_stays_on_its_bar(load, capacity, largest):
    bar = charts.load_bar(load, capacity, largest=largest)
    assert 0 <= bar.value <= bar.mark
    assert bar.over >= 0
    assert bar.mark + bar.over <= 100 + 1e-9
    assert "nan" not in render("{% meter bar %}", bar=bar)


def test_the_capacity_row_stands_under_its_periods_on_one_scale():
    row = charts.capacity_row(
        YEAR,
        [
            charts.CapacityPeriod(date(2026, 4, 1), date(2026, 7, 1), 118, 119),
            charts.CapacityPeriod(date(2026, 7, 1), date(2026, 10, 1), 131, 124),
            charts.CapacityPeriod(date(2030, 7, 1), date(2030, 10, 1), 1, 1),
        ],
    )
    assert len(row.cells) == 2
    assert row.cells[1].x == pytest.approx(row.cells[0].x + row.cells[0].width)
    assert row.cells[0].meter.mark == row.cells[1].meter.mark
    assert [cell.over for cell in row.cells] == ["", "7 over"]
    assert row.sentence == "Over capacity: 7 person-weeks over from 1 July"
    assert '<b class="bad">131 of 124</b>, 7 over' in render("{% capacity_cells row %}", row=row)


def test_progress_counts_items():
    assert charts.progress(34, 71).sentence == "34 of 71 items done"
    assert charts.progress(34, 71).value == pytest.approx(47.89, abs=0.01)
    assert charts.progress(0, 0).sentence == "no items yet"
