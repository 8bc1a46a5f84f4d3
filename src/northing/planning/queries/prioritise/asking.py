"""Who asks for a candidate: pieces, revenue and whose, of a year. A feature is asked for by all who have one of
the problems that it would serve, each customer and its revenue once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from northing.insight.models import Opportunity, Segment
from northing.insight.queries.opportunity_evidence import SegmentShare, shown_segments
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import FeatureOpportunity, Key

# Each customer once a candidate, in the first of the shown segments that it belongs to.
ASKING = """
WITH served AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(keys)s::bigint[], %(problems)s::bigint[]) AS s(kind, key, problem)
), asked AS (
    SELECT served.kind, served.key, a.customer_id, sum(a.pieces) AS pieces
    FROM served JOIN insight_asking a ON a.opportunity_id = served.problem
    WHERE a.last_at >= %(since)s GROUP BY 1, 2, 3
)
SELECT asked.kind, asked.key, s.segment_id, count(*), coalesce(sum(c.worth), 0), sum(asked.pieces)
FROM asked JOIN insight_customer c ON c.id = asked.customer_id
LEFT JOIN (
    SELECT DISTINCT ON (m.customer_id) m.customer_id, m.segment_id
    FROM insight_segmentmembership m WHERE m.segment_id = ANY(%(segments)s)
    ORDER BY m.customer_id, array_position(%(segments)s, m.segment_id)
) s ON s.customer_id = asked.customer_id
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """`shares`: by segment, each customer in one."""

    pieces: int = 0
    revenue: Decimal = Decimal(0)
    shares: tuple[SegmentShare, ...] = ()


NOBODY = Asking()


def asking(actor: Member, keys: Iterable[Key]) -> dict[Key, Asking]:
    """Of those for whom somebody asks. Three queries, however many candidates."""
    problems = problems_of(actor, keys)
    pairs = [(key, pk) for key, found in problems.items() for pk in found]
    if not pairs:
        return {}
    segments = shown_segments()
    since = OpportunityFilter().since(clock.today())
    said: dict[str, Any] = {
        "kinds": [key.kind for key, _ in pairs],
        "keys": [key.pk for key, _ in pairs],
        "problems": [pk for _, pk in pairs],
        "segments": [segment.pk for segment in segments],
        "since": datetime(since.year, since.month, since.day, tzinfo=UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(ASKING, said)
        return _asked(cursor.fetchall(), segments)


def problems_of(actor: Member, keys: Iterable[Key]) -> dict[Key, list[int]]:
    """The problems behind each candidate, of those that the actor may see: a problem's own is itself."""
    wanted = list(keys)
    seen = Opportunity.objects.visible_to(actor).standing()
    found: defaultdict[Key, list[int]] = defaultdict(list)
    features = [key.pk for key in wanted if key.kind == "feature"]
    links = FeatureOpportunity.objects.filter(feature__in=features, opportunity__in=seen).order_by("pk")
    for feature, opportunity in links.values_list("feature_id", "opportunity_id"):
        found[Key("feature", feature)].append(opportunity)
    for key in wanted:
        if key.kind == "opportunity":
            found[key].append(key.pk)
    return found


def _asked(
    rows: Iterable[tuple[str, int, int | None, int, Decimal, int]], segments: list[Segment]
) -> dict[Key, Asking]:
    place = {segment.pk: (at, segment) for at, segment in enumerate(segments, 1)}
    parts: defaultdict[Key, list[tuple[SegmentShare, int]]] = defaultdict(list)
    for kind, pk, segment, customers, revenue, pieces in rows:
        at, row = place.get(segment, (len(segments) + 1, None)) if segment else (len(segments) + 1, None)
        parts[Key(kind, pk)].append((SegmentShare(row, customers, revenue, at), pieces))  # type: ignore[arg-type]
    return {
        key: Asking(
            sum(pieces for _, pieces in shares),
            sum((share.revenue for share, _ in shares), Decimal(0)),
            tuple(share for share, _ in sorted(shares, key=lambda each: each[0].place)),
        )
        for key, shares in parts.items()
    }
