"""The addresses of this room, and who may do what there."""

from django.urls import URLPattern

from northing.organisation.access.table import Row

app_name = "metrics"

urlpatterns: list[URLPattern] = []

ACCESS: list[Row] = []
