"""What moved a feature's chance, and what would bring it back: computed when somebody asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.futures_panel import futures_panel
from northing.planning.queries.roadmap import COMPARED_WITH


def outlook(request: HttpRequest, pk: int) -> HttpResponse:
    since = FeatureFilter.parse(request.GET).since or clock.today() - COMPARED_WITH
    panel = futures_panel(actor_of(request), pk, since)
    return render(request, "planning/_futures_panel.html", {"panel": panel, "feature": panel.feature})
