"""The addresses of the plan, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.planning.views import cells, export, feature, features, many, saved_views
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "planning"

urlpatterns = [
    path("plan/features/", features.features, name="features"),
    path("plan/features/new/", features.new_feature, name="new_feature"),
    path("plan/features/filters/", features.filters, name="filters"),
    path("plan/features/export/<str:kind>/", export.export, name="export"),
    path("plan/features/bulk/", many.bulk, name="bulk"),
    path("plan/features/bulk/<str:field>/", many.bulk_choice, name="bulk_choice"),
    path("plan/features/paste/", many.paste, name="paste"),
    path("plan/features/selection/", many.selection, name="selection"),
    path("plan/features/views/", saved_views.save_view, name="save_view"),
    path("plan/features/views/<int:pk>/", saved_views.view, name="view"),
    path("plan/features/views/<int:pk>/delete/", saved_views.delete_view, name="delete_view"),
    path("plan/features/<int:pk>/", feature.feature, name="feature"),
    path("plan/features/<int:pk>/row/", cells.row, name="row"),
    path("plan/features/<int:pk>/cell/<str:field>/", cells.cell, name="cell"),
]

FEATURES = "Features"
CHANGE = "Change a feature"
VIEWS = "Saved views"
# A product manager changes what belongs to her products and teams, a team member what is the team's.
WRITES = {"manager": "yyn", "member": "yyn", "viewer": "nnn"}

ACCESS = [
    Row("planning:features", "GET", FEATURES, Section.SEE),
    Row("planning:filters", "GET", FEATURES, Section.SEE),
    Row("planning:export", "GET", FEATURES, Section.SEE),
    Row("planning:selection", "GET", FEATURES, Section.SEE),
    Row("planning:feature", "GET", FEATURES, Section.SEE),
    Row("planning:row", "GET", FEATURES, Section.SEE),
    Row("planning:new_feature", "GET", "Add a feature", Section.CHANGE, viewer="nnn"),
    Row("planning:new_feature", "POST", "Add a feature", Section.CHANGE, **WRITES),
    Row("planning:bulk_choice", "GET", CHANGE, Section.CHANGE),
    Row("planning:bulk", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:paste", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:cell", "GET", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:cell", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:save_view", "GET", VIEWS, Section.CHANGE),
    Row("planning:save_view", "POST", VIEWS, Section.CHANGE),
    Row("planning:view", "GET", VIEWS, Section.CHANGE),
    Row("planning:view", "POST", VIEWS, Section.CHANGE),
    Row("planning:delete_view", "POST", VIEWS, Section.CHANGE),
]

RAIL = [Entry(navigation.Section.PLAN, "Features", "planning:features", key="F", order=0, phone="Features")]
