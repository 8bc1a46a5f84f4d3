from datetime import date, datetime

import pytest
from django.template import Context, Template

from northing.ui import formatting as f

TODAY = date(2026, 5, 19)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.54, "54\u202f%"),
        (0.545, "55\u202f%"),
        (0, "0\u202f%"),
        (1, "100\u202f%"),
        (None, "–"),
        (-0.02, "−2\u202f%"),
    ],
)
def test_a_share_is_written_in_percent_with_a_narrow_space(share, text):
    assert f.percent(share) == text


def test_only_a_certainty_reads_as_0_or_100_percent():
    assert f.chance(0.997) == ">99\u202f%"
    assert f.chance(0.003) == "<1\u202f%"
    assert (f.chance(1), f.chance(0)) == ("100\u202f%", "0\u202f%")


def test_what_is_not_a_number_is_a_dash():
    assert {f.number(float("nan")), f.percent(float("nan")), f.chance(float("nan")), f.signed(None)} == {"–"}


def test_a_minus_is_a_true_minus_and_zero_has_none():
    assert f.number(-3.5, 1) == "−3.5"
    assert f.number(-0.2) == "0"
    assert f.signed(-3, "d") == "−3\u202fd"
    assert f.signed(13, "wk") == "+13\u202fwk"
    assert f.signed(0.2, "d") == "0\u202fd"
    assert f.points(-0.17) == "−17\u202fpts"


def test_one_of_what_is_counted_is_no_plural():
    assert f.signed(1, "markets") == "+1\u202fmarket"
    assert f.signed(-1, "markets") == "−1\u202fmarket"
    assert f.signed(2, "markets") == "+2\u202fmarkets"
    assert [f.with_unit("1", unit) for unit in ("s", "ms")] == ["1\u202fs", "1\u202fms"]


def test_thousands_are_parted():
    assert f.number(12345) == "12,345"


def test_the_year_is_named_only_when_it_is_not_this_one():
    assert f.long_day(date(2026, 7, 31), TODAY) == "31 July"
    assert f.short_day(date(2026, 7, 31), TODAY) == "31 Jul"
    assert f.short_day(datetime(2027, 1, 22, 9, 0), TODAY) == "22 Jan 2027"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 5, 3), date(2026, 5, 9), "3–9 May"),
        (date(2026, 5, 28), date(2026, 6, 3), "28 May – 3 Jun"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
        (date(2025, 5, 28), date(2025, 6, 3), "28 May – 3 Jun 2025"),
        (date(2026, 5, 3), date(2026, 5, 3), "3 May"),
    ],
)
def test_a_range_of_days_repeats_nothing(first, last, text):
    assert f.day_range(first, last, TODAY) == text


def test_a_range_of_numbers_has_an_en_dash_unless_there_is_a_minus():
    assert f.number_range(4, 9, "wk") == "4–9\u202fwk"
    assert f.number_range(-4, 3) == "−4 to 3"
    assert f.number_range(6, 6) == "6"
    assert f.number_range(None, 6.5) == "6.5"


def test_counts_and_quarters():
    assert [f.counted(n, "item") for n in (0, 1, 41)] == ["0 items", "1 item", "41 items"]
    assert f.quarter(date(2026, 12, 31)) == "Q4 2026"
    assert f.person_weeks(6.5) == "6.5\u202fwk"


def test_the_filters_write_the_same_and_leave_a_dash_for_nothing():
    page = Template(
        "{% load formatting %}"
        "{{ a|percent }} {{ d|short_day }} {{ none|long_day }} {{ n|counted:'launch,launches' }}"
    )
    context = Context({"a": 0.5, "d": date(1999, 7, 31), "none": None, "n": 2})
    assert page.render(context) == "50\u202f% 31 Jul 1999 – 2 launches"
