"""Keeping the page, as its address shows it, under a name."""

from django.http import HttpRequest, HttpResponse

from northing.insight.views import saved_views
from northing.planning.queries.prioritise.views import CANDIDATES


def save_view(request: HttpRequest) -> HttpResponse:
    return saved_views.save_view(request, CANDIDATES)


def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    return saved_views.delete_view(request, CANDIDATES, pk)
