"""The functions of `northing.ui.formatting` as filters: `{{ share|percent }}`, `{{ day|short_day }}`."""

from collections.abc import Callable
from typing import Any

from django import template

from northing.ui import formatting

register = template.Library()


def _or_nothing(write: Callable[..., str]) -> Callable[..., str]:
    """Templates hand over "" for a value that is not there; it is written like None."""

    def filter_value(value: Any, *argument: Any) -> str:
        return formatting.NOTHING if value is None or value == "" else write(value, *argument)

    return filter_value


for _write in (
    formatting.chance,
    formatting.long_day,
    formatting.number,
    formatting.percent,
    formatting.person_weeks,
    formatting.points,
    formatting.quarter,
    formatting.short_day,
    formatting.short_number,
    formatting.signed,
    formatting.time_of_day,
):
    register.filter(_write.__name__, _or_nothing(_write))


@register.filter
def short_money(amount: float | str | None, currency: str = "EUR") -> str:
    """`{{ revenue|short_money:currency }}`: €412k."""
    return (
        formatting.NOTHING
        if amount is None or amount == ""
        else formatting.short_money(float(amount), currency)
    )


@register.filter
def counted(count: int, nouns: str) -> str:
    """`{{ n|counted:"item" }}`, `{{ n|counted:"launch,launches" }}`."""
    noun, _, plural = nouns.partition(",")
    return formatting.counted(count, noun, plural)


@register.simple_tag
def number_range(low: float | None, high: float | None, unit: str = "") -> str:
    """`{% number_range 4 9 "wk" %}`."""
    return formatting.number_range(low, high, unit)


@register.simple_tag
def day_range(first: Any, last: Any) -> str:
    return formatting.day_range(first, last)
