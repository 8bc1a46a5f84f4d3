"""The addresses of this room, and who may do what there."""

from django.urls import URLPattern

from northing.metrics import alert_urls, metric_urls, sources_urls
from northing.organisation.access.table import Row
from northing.ui.navigation import Entry

app_name = "metrics"

urlpatterns: list[URLPattern] = [*alert_urls.urlpatterns, *metric_urls.urlpatterns, *sources_urls.urlpatterns]

ACCESS: list[Row] = [*alert_urls.ACCESS, *metric_urls.ACCESS, *sources_urls.ACCESS]

RAIL: list[Entry] = [*metric_urls.RAIL, *sources_urls.RAIL]
