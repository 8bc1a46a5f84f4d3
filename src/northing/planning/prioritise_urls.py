"""The addresses of the page Prioritise, and who may do what there."""

from django.urls import URLPattern, path

from northing.organisation.access.table import Row, Section
from northing.planning.queries.prioritise.views import CANDIDATES
from northing.planning.views.prioritise import acts, cells, many, page, panel, plane
from northing.ui import navigation, saved_views
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("plan/prioritise/", page.prioritise, name="prioritise"),
    path("plan/prioritise/map/", plane.page, name="prioritise_map"),
    path("plan/prioritise/rows/", page.rows, name="prioritise_rows"),
    path("plan/prioritise/again/", page.again, name="prioritise_again"),
    path("plan/prioritise/filters/", page.filters, name="prioritise_filters"),
    path("plan/prioritise/columns/", page.columns, name="prioritise_columns"),
    path("plan/prioritise/paste/", many.paste, name="prioritise_paste"),
    path("plan/prioritise/bulk/", many.bulk, name="prioritise_bulk"),
    path("plan/prioritise/bulk/<str:field>/", many.bulk_choice, name="prioritise_bulk_choice"),
    path("plan/prioritise/selection/", many.selection, name="prioritise_selection"),
    path("plan/prioritise/add/", acts.put_in, name="prioritise_put_in"),
    path("plan/prioritise/views/", saved_views.save_view, {"of": CANDIDATES}, name="prioritise_save_view"),
    path(
        "plan/prioritise/views/<int:pk>/",
        saved_views.change_view,
        {"of": CANDIDATES},
        name="prioritise_change_view",
    ),
    path(
        "plan/prioritise/views/<int:pk>/delete/",
        saved_views.delete_view,
        {"of": CANDIDATES},
        name="prioritise_delete_view",
    ),
    path("plan/prioritise/<str:key>/", panel.panel, name="prioritise_panel"),
    path("plan/prioritise/<str:key>/place/", plane.place, name="prioritise_place"),
    path("plan/prioritise/<str:key>/pin/", acts.pin, name="prioritise_pin"),
    path("plan/prioritise/<str:key>/objective/", acts.objective, name="prioritise_objective"),
    path("plan/prioritise/<str:key>/evidence/", panel.evidence, name="prioritise_evidence"),
    path("plan/prioritise/<str:key>/evidence/<str:field>/", cells.evidence, name="prioritise_say_why"),
    path("plan/prioritise/<str:key>/leave-out/", acts.leave_out, name="prioritise_leave_out"),
    path("plan/prioritise/<str:key>/cell/<str:field>/", cells.cell, name="prioritise_cell"),
]

SEEN = "Candidates and their scores"
SAY = "Say what a candidate is worth and takes"
AIM = "Say what is built for which objective"
PIN = "Pin candidates above the line"
# What is said of a feature is said by those who may change it; of a problem or a bet by those who plan.
WRITES = {"manager": "yyn", "member": "yyn", "viewer": "nnn"}
PLANS = {"member": "nnn", "viewer": "nnn"}

ACCESS: list[Row] = [
    Row("planning:prioritise", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_map", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_place", "POST", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_rows", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_again", "POST", SEEN, Section.SEE),
    Row("planning:prioritise_filters", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_columns", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_selection", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_bulk_choice", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_panel", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_evidence", "GET", SEEN, Section.SEE),
    Row("planning:prioritise_cell", "GET", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_cell", "POST", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_say_why", "GET", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_say_why", "POST", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_paste", "POST", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_bulk", "POST", SAY, Section.CHANGE, **WRITES),
    Row("planning:prioritise_objective", "GET", AIM, Section.CHANGE, **WRITES),
    Row("planning:prioritise_objective", "POST", AIM, Section.CHANGE, **WRITES),
    Row("planning:prioritise_pin", "POST", PIN, Section.CHANGE, **PLANS),
    Row("planning:prioritise_put_in", "GET", PIN, Section.CHANGE, **PLANS),
    Row("planning:prioritise_put_in", "POST", PIN, Section.CHANGE, **PLANS),
    Row("planning:prioritise_leave_out", "GET", PIN, Section.CHANGE, **PLANS),
    Row("planning:prioritise_leave_out", "POST", PIN, Section.CHANGE, **PLANS),
    Row("planning:prioritise_save_view", "GET", "Saved views", Section.CHANGE),
    Row("planning:prioritise_save_view", "POST", "Saved views", Section.CHANGE),
    Row("planning:prioritise_change_view", "GET", "Saved views", Section.CHANGE, *["ynh"] * 5),
    Row("planning:prioritise_change_view", "POST", "Saved views", Section.CHANGE, *["ynh"] * 5),
    Row("planning:prioritise_delete_view", "POST", "Saved views", Section.CHANGE, *["ynh"] * 5),
]

RAIL: list[Entry] = [
    Entry(
        navigation.Section.PLAN,
        "Prioritise",
        "planning:prioritise",
        key="E",
        order=1,
        also=("planning:score_models", "planning:rounds", "exchange:ideas"),
    ),
]
