"""Competitors, and what is seen of the market."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio import policies
from northing.portfolio.models import Competitor, Product, Rivalry, Signal


def save_competitor(
    *, actor: Member, products: Iterable[Product], competitor: Competitor | None = None, **said: Any
) -> Competitor:
    """A new one, or one said anew; rivalries with products that the actor does not know of stay."""
    with recorded(actor=actor, command="portfolio.save_competitor"):
        _note(actor)
        row = competitor or Competitor()
        for name, value in said.items():
            setattr(row, name, value)
        check(row)
        row.save()
        wanted = {product.pk for product in products}
        seen = Product.objects.visible_to(actor)
        row.rivalries.filter(product__in=seen).exclude(product__in=wanted).delete()
        known = set(row.rivalries.values_list("product", flat=True))
        Rivalry.objects.bulk_create(Rivalry(competitor=row, product_id=pk) for pk in wanted - known)
    return row


def estimate_rival(
    *,
    actor: Member,
    rivalry: Rivalry,
    revenue: Decimal | None,
    estimated_on: date | None = None,
    estimated_from: str = "",
) -> Rivalry:
    """What a competitor's answer to a product brings a year, from where and when; None: nobody knows."""
    with recorded(actor=actor, command="portfolio.estimate_rival"):
        _note(actor)
        if revenue is None:
            estimated_on, estimated_from = None, ""
        elif estimated_on is None or not estimated_from.strip():
            raise Refused(estimated_from="Say where the estimate is from, and of which day it is.")
        said = {"revenue": revenue, "estimated_on": estimated_on, "estimated_from": estimated_from.strip()}
        apply(rivalry, said)
    return rivalry


def remove_competitor(*, actor: Member, competitor: Competitor) -> None:
    with recorded(actor=actor, command="portfolio.remove_competitor"):
        _note(actor)
        competitor.delete()


def note_signal(*, actor: Member, **said: Any) -> Signal:
    with recorded(actor=actor, command="portfolio.note_signal"):
        _note(actor)
        row = Signal(noted_by=actor, **said)
        check(row)
        row.save(force_insert=True)
    return row


def change_signal(*, actor: Member, signal: Signal, **said: Any) -> Signal:
    with recorded(actor=actor, command="portfolio.change_signal"):
        _note(actor)
        apply(signal, said)
    return signal


def remove_signal(*, actor: Member, signal: Signal) -> None:
    with recorded(actor=actor, command="portfolio.remove_signal"):
        _note(actor)
        signal.delete()


def _note(actor: Member) -> None:
    if not policies.may_note_market(actor):
        raise NotAllowed("What the market does is noted by product managers, members and heads.")
