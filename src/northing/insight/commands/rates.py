"""What currencies are worth. Changing a rate values every customer of that currency anew, in one statement."""

from datetime import date
from decimal import Decimal

from django.db.models import F
from django.db.models.functions import Round

from northing.insight import policies
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.rows import check
from northing.insight.models import Customer, ExchangeRate
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Organisation


def set_rate(
    *, actor: Member, currency: str, rate: Decimal, as_of: date | None = None, reason: str = ""
) -> ExchangeRate:
    """`rate`: what one unit of the currency is worth in the organisation's own."""
    _may(actor)
    code = currency.strip().upper()
    if len(code) != 3 or not code.isalpha():
        raise Refused(currency=f"“{currency}” is not a currency's three letters, such as USD.")
    if code == Organisation.objects.values_list("currency", flat=True).get():
        raise Refused(currency=f"{code} is your own currency: its rate is always 1.")
    with recorded(actor=actor, command="insight.set_rate", reason=reason):
        row = ExchangeRate.objects.select_for_update().filter(currency=code).first() or ExchangeRate(
            currency=code
        )
        row.rate, row.as_of = rate, as_of or clock.today()
        if rate <= 0:
            raise Refused(rate="A rate is more than nothing.")
        check(row)
        row.save()
        value_anew(code, rate)
    return row


def remove_rate(*, actor: Member, rate: ExchangeRate) -> None:
    """What is paid in it is not summed any more: what is not known is no nothing."""
    _may(actor)
    with recorded(actor=actor, command="insight.remove_rate"):
        row = ExchangeRate.objects.select_for_update().filter(pk=rate.pk).first()
        if row is None:
            raise NotVisible
        row.delete()
        value_anew(row.currency, None)


def value_anew(currency: str, rate: Decimal | None) -> None:
    paying = Customer.objects.filter(currency=currency, revenue__isnull=False)
    paying.update(worth=None if rate is None else Round(F("revenue") * rate, precision=2))
    refresh_segments(customers=list(paying.values_list("pk", flat=True)))


def _may(actor: Member) -> None:
    if not policies.may_set_rules(actor):
        raise NotAllowed("Exchange rates are kept by owners and heads of product.")
