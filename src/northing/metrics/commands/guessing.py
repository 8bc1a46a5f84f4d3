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
    r"|\btime\b|chargeback|fraud|abandon|drop.?off|overdue|unpaid|escalation|rework|inactive|unsubscri"
    r"|uninstall|downgrade|no.?show",
    re.IGNORECASE,
)
# What names something bad and is good: crash-free sessions, tickets closed, time saved, on-time delivery.
_MORE_ALL_THE_SAME = re.compile(
    r"\w[- ]free\b|\b(closed|resolved|solved|fixed|saved|savings|avoided|prevented|recovered)$"
    r"|^(closed|resolved|solved|fixed|avoided|prevented|recovered)\b"
    r"|\bon[- ]time\b|watch time|time (on|spent|in)\b|session (time|duration|length)",
    re.IGNORECASE,
)
MEANS = re.compile(
    r"\brates?\b|\bratio\b|\bshare\b|\baverage|\bavg\b|\bmean\b|\bmedian\b|\bper\b|\bp\d\d\b|\bscore\b"
    r"|\brating|\bstars\b|\bindex\b|\bnps\b|\bcsat\b|\bces\b|conversion\b|retention|stickiness|churn\b"
    r"|time to|days to|lead time|cycle time|\btime$|latency|duration|uptime|availability|margin|\bprice\b"
    r"|arpu|daily active|\bdau\b|%",
    re.IGNORECASE,
)
# What happened on a day, though it is said of what stands: new customers, churned accounts, users invited.
_HAPPENS = re.compile(
    r"\b(new|lost|won|churned|added|created|opened|closed|activated|reactivated|cancell?ed|converted|signed"
    r"|invited|deleted|upgraded|downgraded|registered|onboarded)\b",
    re.IGNORECASE,
)
STANDS = re.compile(
    r"\bactive|inactive|\b[mw]au\b|mrr|arr\b|customers|users|subscribers|accounts|balance|backlog|\bopen\b"
    r"|headcount|inventory|\bstock|\btotal|installed|pipeline",
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
    said = " ".join(name.replace("_", " ").split())
    if unit in AVERAGED or MEANS.search(said):
        over_time = OverTime.MEAN
    elif STANDS.search(said) and not _HAPPENS.search(said):
        over_time = OverTime.LAST
    else:
        over_time = OverTime.SUM
    worse = LESS_IS_BETTER.search(said) and not _MORE_ALL_THE_SAME.search(said)
    direction = Direction.DOWN if worse else Direction.UP
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
