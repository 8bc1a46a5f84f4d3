"""Segments with how many customers they hold and what these pay, and the table of exchange rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from northing.insight.models import Customer, ExchangeRate, Segment
from northing.insight.queries.segment_rules import Condition, condition_of, in_words
from northing.kernel.errors import NotVisible
from northing.organisation.queries.currency import our_currency


@dataclass(frozen=True, slots=True)
class SegmentRow:
    segment: Segment
    rule: str
    customers: int
    worth: Decimal | None


@dataclass(frozen=True, slots=True)
class RateRow:
    """`rate` None: customers pay in it and nobody has said what it is worth."""

    currency: str
    rate: ExchangeRate | None
    customers: int


def segments() -> list[SegmentRow]:
    standing = Q(customers__merged_into=None)
    counted = Segment.objects.annotate(
        held=Count("customers", filter=standing), paid=Sum("customers__worth", filter=standing)
    )
    return [
        SegmentRow(segment, in_words(segment.rule), segment.held, segment.paid)
        for segment in counted.order_by("position", "name")
    ]


def segment(pk: int) -> Segment:
    found = Segment.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def meant(rule: Sequence[Condition]) -> int:
    """How many customers a rule means right now."""
    return Customer.objects.standing().filter(condition_of(rule)).count() if rule else 0


def rates() -> list[RateRow]:
    """By currency; those that are missing come first."""
    foreign = Customer.objects.standing().exclude(currency__in=["", our_currency()])
    paying = dict(foreign.order_by().values_list("currency").annotate(Count("pk")))
    known = {rate.currency: rate for rate in ExchangeRate.objects.all()}
    rows = [RateRow(code, known.get(code), paying.get(code, 0)) for code in {*paying, *known}]
    return sorted(rows, key=lambda row: (row.rate is not None, row.currency))


def rate(pk: int) -> ExchangeRate:
    found = ExchangeRate.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
