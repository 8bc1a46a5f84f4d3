"""What a product's scorecard shows of its metrics."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from northing.metrics.queries.of_products import Card, cards
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.charts.burn_up import ForecastPoint
from northing.ui.charts.small_series import SmallSeries, small_series

if TYPE_CHECKING:
    from northing.portfolio.models import Product

POINTS = 26
"""Of a forecast, as many as a card has room for."""


def product_metrics(request: HttpRequest, product: "Product") -> str:
    """Small multiples of the critical metrics, with targets and bands."""
    found = cards(actor_of(request), product)
    if not found:
        return ""
    targets = [card.standing.target for card in found if card.standing.target]
    context = {
        "cards": [(card, _chart(card), _year(card)) for card in found],
        "due_on": targets[0].by if targets else None,
        "product": product,
    }
    return render_to_string("metrics/product_metrics.html", context, request)


def _chart(card: Card) -> SmallSeries | None:
    metric, now = card.metric, card.standing
    values = [*((week, value) for week, value in card.weeks if week < now.day), (now.day, now.value)]
    said = f"{metric.name}: now {formatting.measured(now.value, metric.unit, metric.decimals)}"
    if now.target is not None:
        said += f", target {formatting.typed(now.target.value, metric.unit, metric.decimals)}"
    return small_series(
        values,
        ahead=_ahead(card),
        target=now.target.value if now.target else None,
        edges=[edge for edge in (metric.band_low, metric.band_high) if edge is not None],
        sentence=said,
    )


def _ahead(card: Card) -> list[ForecastPoint]:
    """Up to the day of the target, thinned to what can be seen."""
    kept, target = card.forecast, card.standing.target
    if kept is None:
        return []
    ends = target.by if target else kept.days[-1]
    rows = [
        ForecastPoint(day, *values)
        for day, *values in zip(kept.days, kept.p10, kept.p25, kept.p50, kept.p75, kept.p90, strict=True)
        if card.standing.day < day <= ends
    ]
    every = max(1, len(rows) // POINTS)
    return rows[:-1:every] + rows[-1:]


def _year(card: Card) -> str:
    """+31 % a year; a share moves by points."""
    now, before = card.standing.value, card.standing.a_year_ago
    if before is None:
        return ""
    if card.metric.unit == "%":
        return f"{formatting.signed(now - before, digits=max(1, card.metric.decimals))} points a year"
    if not before:
        return ""
    return f"{formatting.signed((now / before - 1) * 100, '%')} a year"
