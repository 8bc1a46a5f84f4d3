"""Where feedback comes in, and who may bring it."""

from django.urls import URLPattern, path

from northing.insight.views import adding
from northing.organisation.access.table import Row, Section

urlpatterns: list[URLPattern] = [path("insight/add/", adding.add, name="add")]

ADD = "Add feedback by hand"
LISTENERS = {"viewer": "nnn"}

ACCESS: list[Row] = [
    Row("insight:add", "GET", ADD, Section.CHANGE, **LISTENERS),
    Row("insight:add", "POST", ADD, Section.CHANGE, **LISTENERS),
]
