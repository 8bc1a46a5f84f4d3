"""Accounts and revenue: both identities hold, and published figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.lifecycle import LifecycleError, growth_accounting, revenue_accounting

ACCOUNTS = st.sets(st.integers(0, 30))
PAID = st.dictionaries(st.integers(0, 12), st.integers(0, 1000))


def test_published() -> None:
    grown = growth_accounting("abcdefghij", "abcdefgxmno", "abcdefghijxy")
    assert (grown.new, grown.retained, grown.resurrected, grown.churned) == (3, 7, 1, 3)
    assert grown.quick_ratio == pytest.approx(4 / 3)


@given(ACCOUNTS, ACCOUNTS, ACCOUNTS)
def test_both_identities_hold(before: set[int], after: set[int], ever: set[int]) -> None:
    grown = growth_accounting(before, after, ever)
    assert (grown.before, grown.after) == (len(before), len(after))


def test_nobody_left_is_infinite_and_no_error() -> None:
    assert growth_accounting("a", "ab").quick_ratio == math.inf
    assert math.isnan(growth_accounting("a", "a").quick_ratio)


def test_revenue_published() -> None:
    parts = revenue_accounting({"a": 100, "b": 200, "c": 50, "d": 80}, {"a": 150, "b": 120, "c": 50, "e": 90})
    assert parts.net_retention == pytest.approx(0.744186, abs=1e-6)
    assert parts.gross_retention == pytest.approx(0.627907, abs=1e-6)
    assert parts.quick_ratio == pytest.approx(0.875)


@given(PAID, PAID, ACCOUNTS)
def test_revenue_adds_up(before: dict[int, int], after: dict[int, int], ever: set[int]) -> None:
    parts = revenue_accounting(before, after, ever)
    assert parts.after == pytest.approx(sum(after.values()))
    assert not parts.before or parts.gross_retention <= 1


def test_who_comes_back_is_not_new() -> None:
    parts = revenue_accounting({}, {"a": 10, "b": 20}, ever={"a"})
    assert (parts.new, parts.resurrected) == (20, 10)


def test_negative_revenue_is_refused() -> None:
    with pytest.raises(LifecycleError):
        revenue_accounting({"a": -1}, {})
