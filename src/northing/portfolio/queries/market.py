"""Competitors and what was seen of them, for what the actor may know of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.portfolio import slots
from northing.portfolio.models import Competitor, Product, Rivalry, Signal, quarter_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A signal, and the customer problems that it is about."""

    signal: Signal
    problems: tuple[slots.About, ...]


@dataclass(frozen=True, slots=True)
class Market:
    competitors: tuple[Competitor, ...]
    this_quarter: tuple[Seen, ...]
    earlier: tuple[Seen, ...]


def signals(actor: Member) -> "QuerySet[Signal]":
    """Those about a product that the actor may not know of are left out."""
    seen = Q(product=None) | Q(product__in=Product.objects.visible_to(actor))
    return Signal.objects.filter(seen).select_related("competitor", "product__line", "noted_by")


def competitors(actor: Member) -> "QuerySet[Competitor]":
    known = Rivalry.objects.filter(product__in=Product.objects.visible_to(actor)).select_related("product")
    fresh = Count("signals", filter=Q(signals__seen_on__gte=quarter_of(clock.today())))
    rows = Competitor.objects.annotate(fresh=fresh)
    return rows.prefetch_related(Prefetch("rivalries", queryset=known.order_by("product__name")))


def market(actor: Member) -> Market:
    """What changed this quarter, then what was seen before."""
    begins = quarter_of(clock.today())
    rows = list(signals(actor)[:SHOWN])
    about = slots.signal_problems.of(actor, rows)
    seen = [Seen(row, tuple(each for found in about.get(row.pk, ()) for each in found)) for row in rows]
    return Market(
        competitors=tuple(competitors(actor)),
        this_quarter=tuple(each for each in seen if each.signal.seen_on >= begins),
        earlier=tuple(each for each in seen if each.signal.seen_on < begins),
    )


def competitor(actor: Member, pk: int) -> Competitor:
    found = competitors(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def signal(actor: Member, pk: int) -> Signal:
    found = signals(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def rivalry(actor: Member, pk: int) -> Rivalry:
    rows = Rivalry.objects.filter(product__in=Product.objects.visible_to(actor))
    found = rows.select_related("competitor", "product").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def rivalries(product: Product) -> list[Rivalry]:
    """The largest first, then those that nobody has estimated."""
    rows = product.rivalries.select_related("competitor")
    return list(rows.order_by(F("revenue").desc(nulls_last=True), "competitor__name"))


def rivalries_of(products: Iterable[Product]) -> dict[int, list[Rivalry]]:
    """By product those whose revenue is estimated; one query."""
    found: dict[int, list[Rivalry]] = {}
    for row in Rivalry.objects.filter(product__in=products).exclude(revenue=None):
        found.setdefault(row.product_id, []).append(row)
    return found


def relative_share(ours: float | None, against: Iterable[Rivalry]) -> float | None:
    """Our revenue of a year as a multiple of the largest competitor's (Henderson); None without an estimate."""
    known = [float(row.revenue) for row in against if row.revenue]
    return ours / max(known) if ours is not None and known else None
