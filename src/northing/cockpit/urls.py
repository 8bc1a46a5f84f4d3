"""Today and the palette: for everybody who signs in, each with what they may see."""

from django.urls import path

from northing.cockpit import views
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "cockpit"

urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("search/all/", views.everything, name="everything"),
]

ACCESS = [
    Row("cockpit:today", "GET", "Today: what needs attention", Section.SEE),
    Row("cockpit:search", "GET", "Today: what needs attention", Section.SEE),
    Row("cockpit:everything", "GET", "Today: what needs attention", Section.SEE),
]

RAIL = [Entry(navigation.Section.TODAY, "Today", "cockpit:today", key="T", phone="Today")]
