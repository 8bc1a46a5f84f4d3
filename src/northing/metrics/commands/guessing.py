"""What kind of metric a series of values is, from its name, days and values: a proposal, to be corrected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from statistics import median

from northing.metrics.models import Direction, Grain, OverTime

LESS_IS_BETTER = re.compile(
    r"churn|cancel|refund|return rate|complaint|ticket|bug|defect|incident|error|fail|crash|outage|downtime"
    r"|latency|duration|delay|time to|days to|lead time|cycle time|backlog|debt|cost|spend|cac\b|bounce"
    r"|\btime\b|chargeback|fraud|abandon|drop.?off|overdue|unpaid|escalation|rework",
    re.IGNORECASE,
)
MEANS = re.compile(
    r"rate|ratio|share|average|avg|mean|median|per\b|p\d\d\b|score|nps|csat|ces\b|conversion|retention|churn"
    r"|time to|days to|lead time|cycle time|latency|duration|uptime|availability|margin|price|arpu|%",
    re.IGNORECASE,
)
STANDS = re.compile(
    r"active|mrr|arr\b|customers|users|subscribers|accounts|balance|backlog|open |headcount|inventory|stock"
    r"|total|installed|pipeline",
    re.IGNORECASE,
)
_GRAINS = ((3.5, Grain.DAY), (15, Grain.WEEK), (60, Grain.MONTH))
AVERAGED = frozenset({"%", "ms", "s", "min", "h", "d", "second", "seconds", "minutes", "hours", "days"})
MOST_DECIMALS = 4
FIGURES = 4


@dataclass(frozen=True, slots=True)
class Guess:
    direction: Direction
    over_time: OverTime
    grain: Grain
    decimals: int


def guess(name: str, unit: str, points: Mapping[date, float]) -> Guess:
    if unit in AVERAGED or MEANS.search(name):
        over_time = OverTime.MEAN
    else:
        over_time = OverTime.LAST if STANDS.search(name) else OverTime.SUM
    direction = Direction.DOWN if LESS_IS_BETTER.search(name) else Direction.UP
    return Guess(direction, over_time, grain_of(points), decimals_of(points))


def grain_of(points: Mapping[date, float]) -> Grain:
    """By the usual step between two days."""
    days = sorted(points)
    step = median((after - before).days for before, after in pairwise(days)) if len(days) > 1 else 1
    return next((grain for longest, grain in _GRAINS if step <= longest), Grain.QUARTER)


def decimals_of(points: Mapping[date, float]) -> int:
    """As many as nine of ten values need, and no more than four figures are worth."""
    needed = sorted(
        len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for value in points.values()
    )
    size = median(map(abs, points.values())) if points else 0
    worth = FIGURES - 1 - floor(log10(size)) if size else MOST_DECIMALS
    return max(0, min(worth, needed[ceil(0.9 * len(needed)) - 1] if needed else 0))
