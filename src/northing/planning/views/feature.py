"""One feature's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.organisation.request import actor_of
from northing.planning.queries.feature_list import feature_row


def feature(request: HttpRequest, pk: int) -> HttpResponse:
    row = feature_row(actor_of(request), pk)
    return render(request, "planning/feature.html", {"row": row, "feature": row.feature})
