"""The numbers behind opportunities over a window of months: pieces, customers, revenue, by segment and month.

Each customer counts once, in the first of the segments that it belongs to. As many queries for one opportunity
as for all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection

from northing.insight.models import Heard, Segment
from northing.insight.queries.opportunity_filter import months_back
from northing.kernel.once import once_a_page

SHOWN_SEGMENTS = 3
YEAR = 12
ZERO = Decimal(0)

ASKING = """
SELECT a.opportunity_id, s.segment_id, count(*), coalesce(sum(c.worth), 0), sum(a.pieces)
FROM insight_asking a
JOIN insight_customer c ON c.id = a.customer_id
LEFT JOIN (
    SELECT DISTINCT ON (m.customer_id) m.customer_id, m.segment_id
    FROM insight_segmentmembership m
    WHERE m.segment_id = ANY(%(segments)s)
    ORDER BY m.customer_id, array_position(%(segments)s, m.segment_id)
) s ON s.customer_id = a.customer_id
WHERE a.opportunity_id = ANY(%(opportunities)s) AND a.last_at >= %(since)s
GROUP BY 1, 2
"""
RANKING = """
SELECT wanted.id, coalesce(asked.revenue, 0), coalesce(asked.customers, 0), coalesce(heard.pieces, 0)
FROM unnest(%(opportunities)s::bigint[]) AS wanted (id)
LEFT JOIN (
    SELECT a.opportunity_id AS id, sum(c.worth) AS revenue, count(*) AS customers
    FROM insight_asking a JOIN insight_customer c ON c.id = a.customer_id
    WHERE a.opportunity_id = ANY(%(opportunities)s) AND a.last_at >= %(since)s GROUP BY 1
) asked USING (id)
LEFT JOIN (
    SELECT opportunity_id AS id, sum(pieces) AS pieces FROM insight_heard
    WHERE opportunity_id = ANY(%(opportunities)s) AND month >= %(month)s GROUP BY 1
) heard USING (id)
"""


@dataclass(frozen=True, slots=True)
class SegmentShare:
    """What one segment asks; `segment` None for customers that are in none of those shown. `place`: which of
    the shown ones it is, from 1 on."""

    segment: Segment | None
    customers: int
    revenue: Decimal
    place: int = 0

    @property
    def key(self) -> int:
        """What the address of its rows says: 0 for the others."""
        return self.segment.pk if self.segment else 0

    @property
    def name(self) -> str:
        return self.segment.name if self.segment else "Others"


@dataclass(frozen=True, slots=True)
class Evidence:
    """`months`: pieces in each of the twelve months that end now, oldest first."""

    pieces: int = 0
    customers: int = 0
    revenue: Decimal = ZERO
    shares: tuple[SegmentShare, ...] = ()
    months: tuple[int, ...] = field(default=(0,) * YEAR)


@once_a_page
def shown_segments() -> list[Segment]:
    """The three by which evidence is broken down: the first in the order that people gave them."""
    return list(Segment.objects.order_by("position", "name")[:SHOWN_SEGMENTS])


def evidence_of(opportunities: Collection[int], since: date, today: date) -> dict[int, Evidence]:
    """For each of them, also those of which nobody has said anything."""
    segments = shown_segments()
    asked = asking(opportunities, since, segments)
    heard = _heard(opportunities, min(since, months_back(today, YEAR - 1)))
    first = months_back(today, YEAR - 1)
    names = [months_back(today, back) for back in range(YEAR - 1, -1, -1)]
    found = {}
    for pk in opportunities:
        months = heard.get(pk, {})
        shares = tuple(asked.get(pk, ()))
        found[pk] = Evidence(
            pieces=sum(pieces for month, pieces in months.items() if month >= since),
            customers=sum(share.customers for share in shares),
            revenue=sum((share.revenue for share in shares), ZERO),
            shares=shares,
            months=tuple(months.get(month, 0) for month in names if month >= first),
        )
    return found


def ranking(opportunities: Sequence[int], since: date) -> dict[int, tuple[Decimal, int, int]]:
    """Revenue, customers and pieces of each: what a whole list is ordered by."""
    with connection.cursor() as cursor:
        cursor.execute(RANKING, {"opportunities": list(opportunities), "since": _moment(since), "month": since})
        return {pk: tuple(sums) for pk, *sums in cursor.fetchall()}


def asking(
    opportunities: Collection[int], since: date, segments: Sequence[Segment]
) -> Mapping[int, list[SegmentShare]]:
    """By opportunity what each of these segments asks, in their order, then all the others together."""
    named: dict[int | None, tuple[int, Segment | None]] = {
        segment.pk: (at, segment) for at, segment in enumerate(segments)
    }
    found: dict[int, list[tuple[int, SegmentShare]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            ASKING,
            {
                "opportunities": list(opportunities),
                "segments": [segment.pk for segment in segments],
                "since": _moment(since),
            },
        )
        for pk, segment, customers, revenue, _ in cursor.fetchall():
            at, row = named.get(segment, (len(segments), None))
            found.setdefault(pk, []).append((at, SegmentShare(row, customers, revenue, at + 1)))
    return {
        pk: [share for _, share in sorted(shares, key=lambda each: each[0])] for pk, shares in found.items()
    }


def _heard(opportunities: Collection[int], since: date) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    rows = Heard.objects.filter(opportunity__in=list(opportunities), month__gte=since)
    for pk, month, pieces in rows.values_list("opportunity_id", "month", "pieces"):
        found.setdefault(pk, {})[month] = pieces
    return found


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
