"""The addresses of capacity: teams, people lent, what is kept free, absences; and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.planning.views import capacity, capacity_changes
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns = [
    path("plan/capacity/", capacity.capacity, name="capacity"),
    path("plan/capacity/<int:pk>/", capacity.panel, name="capacity_panel"),
    path("plan/capacity/<int:pk>/lending/", capacity_changes.lending, name="lending"),
    path("plan/capacity/<int:pk>/lend/", capacity_changes.lend, name="lend"),
    path("plan/capacity/<int:pk>/try/", capacity_changes.try_lending, name="try_lending"),
    path("plan/capacity/lendings/<int:pk>/end/", capacity_changes.end_lending, name="end_lending"),
    path("plan/capacity/kept-free/", capacity_changes.keep_free, name="keep_free"),
    path("plan/capacity/kept-free/usual/", capacity.keeping_usual, name="keeping_usual"),
    path("plan/capacity/features/<int:pk>/move/", capacity_changes.move, name="move_feature"),
    path("plan/calendar/absences/", capacity_changes.add_absence, name="add_absence"),
    path("plan/calendar/absences/<int:pk>/remove/", capacity_changes.remove_absence, name="remove_absence"),
]

SEE = "Calendar and capacity"
LEND = "Lend people, keep time free"
AWAY = "Say that somebody is away"
LINE_NOTE = "One’s own, and of the people below one in the line. Others see weeks of a team."
MOVE = "Change a feature"
PLANS = {"member": "nnn", "viewer": "nnn"}
# One's own, and of the people below one in the line; of others nobody learns that there are any.
LINE = {"manager": "yyh", "member": "yhh", "viewer": "nnn"}
WRITES = {"manager": "yyn", "member": "yyn", "viewer": "nnn"}

ACCESS = [
    Row("planning:capacity", "GET", SEE, Section.SEE, viewer="nnn"),
    Row("planning:capacity_panel", "GET", SEE, Section.SEE, viewer="nnn"),
    Row("planning:keeping_usual", "GET", SEE, Section.SEE, viewer="nnn"),
    Row("planning:lending", "GET", LEND, Section.CHANGE, **PLANS),
    Row("planning:lend", "POST", LEND, Section.CHANGE, **PLANS),
    Row("planning:try_lending", "POST", LEND, Section.CHANGE, **PLANS),
    Row("planning:end_lending", "POST", LEND, Section.CHANGE, **PLANS),
    Row("planning:keep_free", "GET", LEND, Section.CHANGE, **PLANS),
    Row("planning:keep_free", "POST", LEND, Section.CHANGE, **PLANS),
    Row("planning:move_feature", "GET", MOVE, Section.CHANGE, **WRITES),
    Row("planning:move_feature", "POST", MOVE, Section.CHANGE, **WRITES),
    Row("planning:add_absence", "POST", AWAY, Section.CHANGE, note=LINE_NOTE, partly="own line", **LINE),
    Row("planning:remove_absence", "POST", AWAY, Section.CHANGE, **LINE),
]

RAIL = [Entry(navigation.Section.PLAN, "Capacity", "planning:capacity", order=4)]
