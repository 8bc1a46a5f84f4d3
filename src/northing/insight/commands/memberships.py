"""Who is in a segment that has a rule: asked of the database at once, whenever rules or customers change."""

from collections.abc import Collection

from django.db.models import Q

from northing.insight.models import Customer, Segment, SegmentMembership
from northing.insight.queries.segment_rules import WITHIN, condition_of
from northing.organisation.history import recorded


def refresh_segments(
    *, segments: Collection[int] | None = None, customers: Collection[int] | None = None
) -> None:
    """All segments with a rule and all customers, or only those named. Two or three statements a segment."""
    ruled = Segment.objects.exclude(rule=[])
    if segments is not None:
        ruled = ruled.filter(pk__in=segments)
    among = Q() if customers is None else Q(pk__in=customers)
    whose = Q() if customers is None else Q(customer__in=customers)
    for segment in ruled:
        meant = Customer.objects.standing().filter(among, condition_of(segment.rule)).values("pk")
        members = SegmentMembership.objects.filter(whose, segment=segment)
        members.filter(by_rule=True).exclude(customer__in=meant).delete()
        missing = meant.exclude(pk__in=members.values("customer"))
        SegmentMembership.objects.bulk_create(
            (SegmentMembership(customer_id=row["pk"], segment=segment, by_rule=True) for row in missing),
            batch_size=5000,
        )


def refresh_by_the_calendar() -> None:
    """Who is in a segment whose rule counts days changes with each of them, without anybody doing anything."""
    counted = [
        segment.pk
        for segment in Segment.objects.exclude(rule=[])
        if any(condition["is"] == WITHIN for condition in segment.rule)
    ]
    with recorded(actor=None, command="insight.refresh_by_the_calendar"):
        refresh_segments(segments=counted)
