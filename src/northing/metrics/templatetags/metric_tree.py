"""What moved a metric, as a part of its page."""

from typing import Any

from django import template

from northing.metrics.models import Grain, Metric
from northing.metrics.queries.alerts import is_out
from northing.metrics.queries.moving import Level, Movement, movement
from northing.organisation.models import Member
from northing.ui import formatting

register = template.Library()
ROOM = 84.0
"""Percent of a waterfall's width that its longest way takes."""


@register.inclusion_tag("metrics/moved.html")
def what_moved(actor: Member, metric: Metric, may_change: bool = False) -> dict[str, Any]:
    """The levels of the tree around a metric; those that add up at the end as a waterfall."""
    found = movement(actor, metric)
    context: dict[str, Any] = {"metric": metric, "found": found, "may_change": may_change}
    if found is not None:
        *_, last = found.levels
        falls = not last.multiplies and last.whole.pk != metric.pk and len(found.levels) > 1
        context |= {
            "levels": found.levels[:-1] if falls else found.levels,
            "waterfall": _waterfall(last) if falls else (),
            "falls_in": last.whole,
            "compared": _compared(found),
            "sentence": _sentence(found),
            "costs": _costs(found, metric),
        }
    return context


@register.simple_tag
def contribution(whole: Metric, share: float | None) -> str:
    """−1.6 points, +€16k; a dash where it cannot be said."""
    if share is None:
        return formatting.NOTHING
    said, nothing = _measured(whole, abs(share)), _measured(whole, 0.0)
    return said if said == nothing else f"{formatting.MINUS if share < 0 else '+'}{said}"


def _measured(whole: Metric, size: float) -> str:
    if whole.unit == "%":
        return f"{formatting.number(size, max(whole.decimals, 1))} points"
    return formatting.measured(size, whole.unit, whole.decimals)


def _costs(found: Movement, metric: Metric) -> str:
    """What a metric that left its range takes from a whole that is money, each of its periods."""
    if not is_out(metric):
        return ""
    for level in found.levels:
        mine = next((node for node in level.nodes if node.metric.pk == metric.pk), None)
        if mine is not None and mine.harm and mine.contribution and formatting.is_currency(level.whole.unit):
            period = Grain(level.whole.grain).label.lower()
            return f"{_measured(level.whole, abs(mine.contribution))} a {period}"
    return ""


def _waterfall(level: Level) -> list[tuple[str, float, float, bool, float | None]]:
    """Name, where its bar begins and how wide it is in percent, whether it harms, and its contribution; the
    largest first, going on where the one before ended."""
    nodes = sorted(level.nodes, key=lambda node: -abs(node.contribution or 0.0))
    shares = [node.contribution or 0.0 for node in nodes]
    ends = [0.0]
    for share in shares:
        ends.append(ends[-1] + share)
    low, high = min(ends), max(ends)
    scale = ROOM / (high - low) if high > low else 0.0
    return [
        (
            node.name,
            (min(begin, begin + share) - low) * scale,
            abs(share) * scale,
            node.harm and node.much,
            node.contribution,
        )
        for node, begin, share in zip(nodes, ends, shares, strict=False)
    ]


def _compared(found: Movement) -> str:
    kinds = {level.multiplies for level in found.levels}
    how = "factors multiply" if kinds == {True} else "parts add up" if kinds == {False} else ""
    until, before = formatting.short_day(found.until), f"{found.before} {found.period}s"
    said = f"{found.period} to {until} against the {before} before"
    return f"{said}; {how}" if how else said


def _sentence(found: Movement) -> str:
    """The tree in words, for those who do not see it."""
    said = []
    for level in found.levels:
        sign = " times " if level.multiplies else " plus "
        said.append(f"{level.whole.name} is {sign.join(node.name for node in level.nodes)}.")
        if level.most is not None:
            share = contribution(level.whole, level.most.contribution)
            said.append(f"{level.most.name} explains {share} of {contribution(level.whole, level.change)}.")
    return " ".join(said)
