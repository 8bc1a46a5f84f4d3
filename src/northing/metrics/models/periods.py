"""Periods by number, so that the next one and the one a year ago are a matter of adding."""

from datetime import date, timedelta

from northing.metrics.models.metric import Grain

# A Monday: weeks are counted from here.
MONDAY = date(1970, 1, 5)
MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3}


def number_of(grain: str, day: date) -> int:
    """The period in which this day lies."""
    if grain == Grain.DAY:
        return day.toordinal()
    if grain == Grain.WEEK:
        return (day - MONDAY).days // 7
    return (day.year * 12 + day.month - 1) // MONTHS[Grain(grain)]


def first_day(grain: str, number: int) -> date:
    """The day on which a period begins."""
    if grain == Grain.DAY:
        return date.fromordinal(number)
    if grain == Grain.WEEK:
        return MONDAY + timedelta(weeks=number)
    year, month = divmod(number * MONTHS[Grain(grain)], 12)
    return date(year, month + 1, 1)
