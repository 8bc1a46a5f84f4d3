"""What insight has to say on the pages of the portfolio."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from northing.insight.queries.of_product import top_problems
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of

if TYPE_CHECKING:
    from northing.portfolio.models import Product

SHOWN = 3


def opportunities_of_product(request: HttpRequest, product: "Product") -> str:
    """A panel of the scorecard: the open problems that most revenue asks about."""
    wanted = OpportunityFilter.parse(f"product={product.pk}")
    problems, count = top_problems(actor_of(request), wanted, SHOWN)
    context = {
        "product": product,
        "problems": problems,
        "count": count,
        "query": wanted.query(),
        "currency": our_currency(),
    }
    return render_to_string("insight/product_opportunities.html", context, request)
