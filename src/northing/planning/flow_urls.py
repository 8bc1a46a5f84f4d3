"""The addresses of flow, and who may do what there."""

from django.urls import URLPattern, path

from northing.organisation.access.table import Row, Section
from northing.planning.views import flow
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("plan/flow/", flow.page, name="flow"),
    path("plan/flow/dates/", flow.dates, name="flow_dates"),
    path("plan/flow/items/", flow.items, name="flow_items"),
]

FLOW = "Flow: how teams ship, and what is old"

ACCESS: list[Row] = [
    Row("planning:flow", "GET", FLOW, Section.SEE),
    Row("planning:flow_dates", "GET", FLOW, Section.SEE),
    Row("planning:flow_items", "GET", FLOW, Section.SEE),
]

RAIL: list[Entry] = [Entry(navigation.Section.PLAN, "Flow", "planning:flow", key="L", order=5)]
