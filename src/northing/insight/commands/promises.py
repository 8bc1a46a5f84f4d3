"""When a reply is promised: by the first rule that fits whoever asked."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

from northing.insight.models import Customer, ReplyRule, SegmentMembership

SATURDAY = 5


def reply_by(customer: Customer | None, received_at: datetime) -> datetime | None:
    """None: no rule promises this customer a reply."""
    return None if customer is None else Promises([customer.pk]).reply_by(customer.pk, received_at)


class Promises:
    """What the rules promise each of these customers, asked of the database once."""

    def __init__(self, customers: Collection[int]) -> None:
        self._rules = list(ReplyRule.objects.all())
        among = customers if self._rules else ()
        self._worth: dict[int, Decimal | None] = dict(
            Customer.objects.filter(pk__in=among).values_list("pk", "worth")
        )
        memberships = SegmentMembership.objects.filter(customer__in=among)
        self._memberships = set(memberships.values_list("customer_id", "segment_id"))

    def reply_by(self, customer: int | None, received_at: datetime) -> datetime | None:
        """By the first rule that fits; None for nobody, and for those whom no rule fits."""
        if customer is None:
            return None
        for rule in self._rules:
            fits_segment = rule.segment_id is None or (customer, rule.segment_id) in self._memberships
            fits_worth = rule.worth_from is None or (self._worth.get(customer) or 0) >= rule.worth_from
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
