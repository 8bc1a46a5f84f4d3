"""The quarters of a scenario, and in which of them something falls."""

from datetime import date, timedelta

from northing.planning.models import Scenario
from northing.ui import formatting
from northing.ui.charts.scale import add_months

AHEAD = timedelta(days=60)
"""A plan made after the first month of a quarter is one for the next."""


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_to_plan(today: date) -> date:
    return quarter_of(today + AHEAD)


def begins(scenario: Scenario, period: int) -> date:
    return add_months(scenario.starts_on, 3 * period)


def ends(scenario: Scenario, period: int) -> date:
    """The last day of it."""
    return begins(scenario, period + 1) - timedelta(days=1)


def named(scenario: Scenario, period: int) -> str:
    """Q3 2026."""
    return formatting.quarter(begins(scenario, period))


def quarter_named(day: date) -> str:
    """Q3 2026, of any day in it."""
    return formatting.quarter(day)


def span(scenario: Scenario) -> str:
    """Q3 2026, or Q3 2026 to Q4 2026."""
    first, last = named(scenario, 0), named(scenario, scenario.periods - 1)
    return first if first == last else f"{first} to {last}"


def period_of(scenario: Scenario, day: date) -> int | None:
    """In which of its quarters the day falls; before them it is the first one, after them none."""
    months = (day.year - scenario.starts_on.year) * 12 + day.month - scenario.starts_on.month
    period = max(months // 3, 0)
    return period if period < scenario.periods else None
