"""The addresses of the strategy, and who may do what there."""

from django.urls import URLPattern

from northing.organisation.access.table import Row

app_name = "strategy"

urlpatterns: list[URLPattern] = []
ACCESS: list[Row] = []
