"""When a reply is promised: by the first rule that fits whoever asked."""

from datetime import datetime, timedelta

from northing.insight.models import Customer, ReplyRule

SATURDAY = 5


def reply_by(customer: Customer | None, received_at: datetime) -> datetime | None:
    """None: no rule promises this customer a reply."""
    if customer is None:
        return None
    in_segments = set(customer.memberships.values_list("segment_id", flat=True))
    for rule in ReplyRule.objects.all():
        fits_segment = rule.segment_id is None or rule.segment_id in in_segments
        fits_worth = rule.worth_from is None or (customer.worth or 0) >= rule.worth_from
        if fits_segment and fits_worth:
            return after_working_days(received_at, rule.working_days)
    return None


def after_working_days(start: datetime, days: int) -> datetime:
    """The same time of day, so many days from Monday to Friday later."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            days -= 1
    return day
