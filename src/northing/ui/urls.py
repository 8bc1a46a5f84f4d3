"""Pages of the house itself, and the rail's entries of the room below, which knows no rail."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.ui import navigation, views
from northing.ui.navigation import Entry

app_name = "ui"

urlpatterns = [path("components/", views.components, name="components")]

ACCESS = [Row("ui:components", "GET", "Parts of the pages", Section.SEE)]

_SETTINGS = navigation.Section.SETTINGS

RAIL = [
    Entry(_SETTINGS, "Members and access", "organisation:members", key="S", order=0),
    Entry(_SETTINGS, "Teams", "organisation:teams", order=1),
    Entry(_SETTINGS, "Fields", "organisation:fields", order=2),
    Entry(_SETTINGS, "Share links", "organisation:links", order=3),
    Entry(_SETTINGS, "Log", "organisation:log", order=4),
]
