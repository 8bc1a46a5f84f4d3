"""What the strategy has to say on the page of a metric."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from northing.metrics.queries.metrics import metric
from northing.organisation.request import actor_of
from northing.strategy.queries.hanging import hanging, is_read

if TYPE_CHECKING:
    from northing.metrics.models import Metric


def hangs_on_metric(request: HttpRequest, found: "Metric") -> str:
    """The place of the section below, which comes after the page: it reads the plan."""
    if not is_read(actor_of(request), found):
        return ""
    return render_to_string("strategy/metric_hangs_place.html", {"metric": found}, request)


def hangs_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The key results that read a metric, and what is built for them."""
    actor = actor_of(request)
    found = metric(actor, pk)
    return render(request, "strategy/metric_hangs.html", {"metric": found, "hanging": hanging(actor, found)})
