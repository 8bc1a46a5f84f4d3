"""What planning has to say on the pages of the portfolio."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from northing.organisation.request import actor_of
from northing.planning.queries.excerpt import excerpt
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import short_list
from northing.planning.queries.of_products import OnTheWay, on_the_way

if TYPE_CHECKING:
    from northing.portfolio.models import Product

FIRST = 12


def features_of_product(request: HttpRequest, product: "Product") -> str:
    """The open features with state, commitment and chance, the first to finish on top."""
    actor = actor_of(request)
    context = {
        "product": product,
        "list": short_list(actor, FeatureFilter(product=(product.pk,), open=True, sort="p85"), FIRST),
        "numbers": on_the_way(actor, product).get(product.pk, OnTheWay()),
    }
    return render_to_string("planning/product_features.html", context, request)


def roadmap_of_product(request: HttpRequest, product: "Product") -> str:
    """A panel of the scorecard: the next features, and the steps by which the product ends."""
    context = {"product": product, "excerpt": excerpt(actor_of(request), product)}
    return render_to_string("planning/product_roadmap.html", context, request)


def numbers_of_product(request: HttpRequest, product: "Product") -> str:
    """A cell in the list of products."""
    numbers = on_the_way(actor_of(request)).get(product.pk, OnTheWay())
    return render_to_string("planning/product_numbers.html", {"product": product, "numbers": numbers})
