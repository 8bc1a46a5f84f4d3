"""How much of the time that was promised for a reply is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SOON = 0.7
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """tone: over, soon or "". share: percent of the time that is gone. "4 d over", "4 days over"."""

    tone: str
    share: int
    short: str
    long: str


def promise_timer(received_at: datetime, reply_by: datetime, now: datetime) -> Timer:
    left = reply_by - now
    if left <= timedelta():
        return Timer("over", 100, f"{_short(-left)} over", f"{_long(-left)} over")
    whole = max(reply_by - received_at, timedelta(minutes=1))
    gone = min(1.0, max(0.0, 1 - left / whole))
    tone = "soon" if gone >= SOON or left < DAY else ""
    return Timer(tone, round(gone * 100), f"{_short(left)} left", f"{_long(left)} left")


def _short(span: timedelta) -> str:
    return f"{span.days}\u202fd" if span >= DAY else f"{_hours(span)}\u202fh"


def _long(span: timedelta) -> str:
    number, unit = (span.days, "day") if span >= DAY else (_hours(span), "hour")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _hours(span: timedelta) -> int:
    return max(1, round(span.total_seconds() / 3600))
