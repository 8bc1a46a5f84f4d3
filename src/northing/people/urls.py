"""The addresses of people, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.people.views import load
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "people"

urlpatterns = [
    path("people/load/", load.load, name="load"),
    path("people/load/weights/", load.weights, name="weights"),
]

LOAD = "What product managers carry"
NO = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}

ACCESS = [
    Row("people:load", "GET", LOAD, Section.SEE, note="Everybody their own, and of those who report to them."),
    *(
        Row("people:weights", method, "Weigh what takes attention", Section.DECIDE, **NO)
        for method in ("GET", "POST")
    ),
]

RAIL = [Entry(navigation.Section.PEOPLE, "Load", "people:load", phone="Load")]
