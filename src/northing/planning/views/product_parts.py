"""What planning has to say on the pages of the portfolio."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from northing.organisation.request import actor_of
from northing.planning.queries.excerpt import excerpt
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import feature_list
from northing.planning.queries.of_products import OnTheWay, on_the_way

if TYPE_CHECKING:
    from northing.portfolio.models import Product


def features_of_product(request: HttpRequest, product: "Product") -> str:
    """The open features with state, commitment and chance, the first to finish on top."""
    wanted = FeatureFilter.parse(f"product={product.pk}&open=1&sort=p85")
    context = {
        "product": product,
        "list": feature_list(actor_of(request), wanted),
        "numbers": _numbers(request).get(product.pk, OnTheWay()),
    }
    return render_to_string("planning/product_features.html", context, request)


def roadmap_of_product(request: HttpRequest, product: "Product") -> str:
    """A panel of the scorecard: the next features, and the steps by which the product ends."""
    context = {"product": product, "excerpt": excerpt(actor_of(request), product)}
    return render_to_string("planning/product_roadmap.html", context, request)


def numbers_of_product(request: HttpRequest, product: "Product") -> str:
    """A cell in the list of products."""
    numbers = _numbers(request).get(product.pk, OnTheWay())
    return render_to_string("planning/product_numbers.html", {"product": product, "numbers": numbers})


def _numbers(request: HttpRequest) -> dict[int, OnTheWay]:
    """Every row of a list asks, so it is looked up once a request."""
    known: dict[int, OnTheWay] | None = getattr(request, "_on_the_way", None)
    if known is None:
        known = on_the_way(actor_of(request))
        request._on_the_way = known  # type: ignore[attr-defined]  # lives as long as the request
    return known
