"""The addresses of insight, and who may do what there."""

from django.urls import URLPattern

from northing.insight import (
    customer_urls,
    inbox_urls,
    incoming_urls,
    opportunity_urls,
    portal_desk_urls,
    portal_urls,
)
from northing.organisation.access.table import Row
from northing.ui.navigation import Entry

app_name = "insight"

urlpatterns: list[URLPattern] = [
    *inbox_urls.urlpatterns,
    *incoming_urls.urlpatterns,
    *customer_urls.urlpatterns,
    *opportunity_urls.urlpatterns,
    *portal_urls.urlpatterns,
    *portal_desk_urls.urlpatterns,
]
ACCESS: list[Row] = [
    *inbox_urls.ACCESS,
    *incoming_urls.ACCESS,
    *customer_urls.ACCESS,
    *opportunity_urls.ACCESS,
    *portal_urls.ACCESS,
    *portal_desk_urls.ACCESS,
]
RAIL: list[Entry] = [
    *inbox_urls.RAIL,
    *incoming_urls.RAIL,
    *customer_urls.RAIL,
    *opportunity_urls.RAIL,
    *portal_desk_urls.RAIL,
]
