"""How much of each quarter went into work that nobody had planned, as the flow page counts it."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncQuarter

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Item
from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.capacity.kept_free import Share
from northing.planning.queries.flow.seen import seen_items

QUARTERS = 6
FEWEST = 3  # quarters that a range is learned from
RECENT = timedelta(weeks=26)
# Student's t, 90 % point, by degrees of freedom from 2 on.
NINETY = (1.886, 1.638, 1.533, 1.476)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Of all items that were done in each of the last quarters, the share that nobody had planned."""

    shares: tuple[float, ...]

    @property
    def usual(self) -> float:
        return sum(self.shares) / len(self.shares)

    def used_up(self, kept: float) -> int:
        """In how many of the quarters it was more than what is kept free."""
        return sum(share > kept for share in self.shares)

    def range(self) -> Share:
        """The 80 % range for another quarter, read as normal, with the mean itself in doubt."""
        count, mean = len(self.shares), self.usual
        spread = math.sqrt(sum((share - mean) ** 2 for share in self.shares) / (count - 1))
        away = NINETY[min(count - FEWEST, len(NINETY) - 1)] * spread * math.sqrt(1 + 1 / count)
        return Share(*(round(min(max(share, 0.0), 0.95), 2) for share in (mean - away, mean, mean + away)))

    def range_in_percent(self) -> Share:
        found = self.range()
        return Share(*(round(share * 100, 1) for share in (found.low, found.likely, found.high)))


def unplanned(actor: Member) -> Unplanned | None:
    """Of the last six whole quarters; None when in fewer than three an item was done, or none was unplanned."""
    today = clock.today()
    first = quarters_from(date(today.year - 2, today.month, 1), 8 - QUARTERS + 1)[-1].starts_on
    this = quarters_from(today, 1)[0].starts_on
    done = seen_items(actor).filter(
        done_at__gte=_midnight(first), done_at__lt=_midnight(this), team__isnull=False
    )
    rows = (
        done.annotate(quarter=TruncQuarter("done_at", tzinfo=UTC))
        .values_list("quarter")
        .annotate(found=Count("id", filter=~Q(unplanned="")), all=Count("id"))
        .order_by("quarter")
        .values_list("found", "all")
    )
    shares = tuple(found / count for found, count in rows)
    return Unplanned(shares) if len(shares) >= FEWEST and any(shares) else None


def tracks_unplanned(today: date) -> set[int]:
    """Teams that did items of no feature in the half year before that day."""
    rows = Item.objects.filter(
        feature=None, done_at__gte=_midnight(today - RECENT), done_at__lt=_midnight(today), team__isnull=False
    )
    return set(rows.values_list(F("team_id"), flat=True).distinct())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
