"""Charts of how work flows: weeks, times, ages, running totals."""

from datetime import date

from northing.ui import charts, formatting

MONDAY = date(2026, 1, 5)


def test_the_last_weeks_stand_out_and_both_means_are_drawn_where_they_hold() -> None:
    chart = charts.week_bars(
        "Items finished",
        MONDAY,
        [4, 6, 5, 2],
        last=1,
        means=(5, 2),
        usual=(4, 6),
        write=formatting.short_number,
        parts=[1, 3, 0, 0],
        part_name="of no feature",
        per=" a week",
    )
    assert [bar.strong for bar in chart.bars] == [False, False, False, True]
    assert [bar.part for bar in chart.bars] == [25, 50, 0, 0]
    assert (chart.means[0].end, chart.means[1].start, chart.means[1].end) == (74, 75, 100)
    assert chart.sentence == "Items finished, 4 weeks: 5 a week before, 2 a week in the last 1"
    assert (chart.first, chart.last) == ("5 Jan", "1 Feb")
    assert chart.table.rows[1] == ("12 Jan", "6", "3")


def test_weeks_without_anything_have_no_height() -> None:
    chart = charts.week_bars(
        "Items", MONDAY, [0, 0], last=1, means=(0, 0), usual=(0, 0), write=formatting.short_number
    )
    assert [bar.height for bar in chart.bars] == [0, 0]


def test_times_lie_on_a_log_scale_and_the_longest_are_named_beside_each_other() -> None:
    took = [charts.Took(MONDAY, days) for days in (1, 10, 100)]
    took += [
        charts.Took(date(2026, 1, 20), 90, "Tax codes", "/a"),
        charts.Took(date(2026, 1, 21), 89, "Near", "/b"),
    ]
    chart = charts.finish_times(
        took, [(0.5, 10), (0.85, 90)], start=MONDAY, turn=date(2026, 1, 19), end=date(2026, 2, 1)
    )
    marks = {label.text: label.x for label in chart.ticks}
    assert abs((marks["1"] - marks["10"]) - (marks["10"] - marks["100"])) < 1e-6
    assert [dot.text for dot in chart.named] == ["90\u202fd, Tax codes"]
    assert [level.share for level in chart.levels] == ["half", "85\u202f%"]
    assert chart.sentence == "Cycle time of 5 items: half finish in 10 days, 85\u202f% finish in 90 days."


def test_no_times_are_an_empty_chart() -> None:
    chart = charts.finish_times([], [], start=MONDAY, turn=MONDAY, end=date(2026, 2, 1))
    assert (chart.earlier, chart.later, chart.named) == ("", "", ())
    assert chart.sentence == "Cycle time of 0 items."


def test_names_of_neighbouring_kinds_do_not_stand_beside_each_other() -> None:
    kinds = [charts.Kind(name, [charts.Aged(f"Late in {name}", 30)], 8, 20) for name in ("Core", "Web", "Data")]
    names = [[dot.text for dot in column.dots] for column in charts.item_ages(kinds).columns]
    assert names == [["Late in Core"], [""], ["Late in Data"]]


def test_what_is_older_than_its_kind_is_marked_and_named_inside_the_chart() -> None:
    items = [charts.Aged("Repair", 400), charts.Aged("Copy", 3), charts.Aged("Old too", 26)]
    chart = charts.item_ages([charts.Kind("Core", items, 8, 20), charts.Kind("New", [charts.Aged("First", 5)])])
    core, new = chart.columns
    assert [(dot.text, dot.old) for dot in core.dots] == [("Repair", True), ("Old too", True), ("", False)]
    assert max(dot.y for dot in core.dots) <= 96
    assert (new.most, new.dots[0].old) == (None, False)
    assert (chart.count, chart.old, core.limit) == (4, 2, "20\u202fd")
    assert ("New", "First", "5\u202fd", formatting.NOTHING) in chart.table.rows


def test_running_totals_end_where_things_stand_with_names_that_do_not_meet() -> None:
    chart = charts.running_totals(MONDAY, [30, 40, 50], [12, 21, 31], [10, 20, 30])
    assert [label.text for label in chart.ends] == ["came", "begun", "done"]
    first, second, third = (label.x for label in chart.ends)
    assert second - first >= 9
    assert third - second >= 9
    assert "19 items waiting and 1 in progress" in chart.sentence
    assert chart.table.rows[-1] == ("25 Jan", "50", "31", "30")
