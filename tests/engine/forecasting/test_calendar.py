from datetime import date

import numpy as np
import pytest

from northing_engine.forecasting import Calendar

MONDAY = date(2026, 11, 23)


def days(calendar, weeks):
    return [date.fromordinal(int(ordinal)) for ordinal in calendar.ordinals(weeks)]


def test_a_week_has_its_five_working_days():
    assert [day.day for day in days(Calendar(MONDAY), 2)] == [23, 24, 25, 26, 27, 30, 1, 2, 3, 4]


def test_a_forecast_made_on_a_thursday_begins_on_it():
    assert [day.day for day in days(Calendar(date(2026, 11, 26)), 1)] == [26, 27, 30, 1, 2]


def test_a_holiday_moves_work_to_the_days_that_are_left():
    calendar = Calendar(MONDAY, closed=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
    assert [day.day for day in days(calendar, 1)] == [23, 24, 24, 25, 25]


def test_a_week_without_a_working_day_falls_on_the_next_one():
    shut = frozenset(date(2026, 11, day) for day in range(23, 28))
    assert set(days(Calendar(MONDAY, closed=shut), 1)) == {date(2026, 11, 30)}


def test_other_working_weeks_are_possible():
    calendar = Calendar(MONDAY, weekdays=(6, 0, 1, 2))
    assert [day.day for day in days(calendar, 1)] == [23, 24, 25, 29]


def test_dates_never_go_back():
    calendar = Calendar(date(2026, 12, 3), closed=frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
    assert (np.diff(calendar.ordinals(520)) >= 0).all()


def test_weeks_until_a_day_counts_working_days():
    calendar = Calendar(MONDAY)
    assert calendar.weeks_until(MONDAY) == 0
    assert calendar.weeks_until(date(2026, 11, 26)) == pytest.approx(0.6)
    assert calendar.weeks_until(date(2026, 12, 7)) == pytest.approx(2)
    assert calendar.weeks_until(date(2026, 11, 1)) == 0


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(ValueError, match="working day"):
        Calendar(MONDAY, weekdays=())
