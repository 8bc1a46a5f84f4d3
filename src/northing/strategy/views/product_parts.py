"""What the strategy has to say on a product's scorecard."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from northing.organisation.request import actor_of
from northing.strategy.queries.of_product import objectives_of_product

if TYPE_CHECKING:
    from northing.portfolio.models import Product


def objectives_on_scorecard(request: HttpRequest, product: "Product") -> str:
    """A panel: the product's own objectives, and those that its features are built for."""
    lines = objectives_of_product(actor_of(request), product)
    context = {"product": product, "lines": lines}
    return render_to_string("strategy/product_objectives.html", context, request) if lines else ""
