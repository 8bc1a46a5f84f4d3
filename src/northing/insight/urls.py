"""The addresses of insight, and who may do what there."""

from django.urls import URLPattern

from northing.organisation.access.table import Row
from northing.ui.navigation import Entry

app_name = "insight"

urlpatterns: list[URLPattern] = []
ACCESS: list[Row] = []
RAIL: list[Entry] = []
