"""The addresses of the plan, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.organisation.models import Role
from northing.planning import capacity_urls, flow_urls, scenario_urls, scoring_urls
from northing.planning.views import (
    aims,
    audiences,
    calendar,
    cells,
    export,
    feature,
    features,
    forecast_record,
    futures,
    many,
    plan,
    roadmap,
    roadmap_panel,
    saved_views,
    serving,
    sharing,
)
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
    path("plan/features/<int:pk>/outlook/", futures.outlook, name="outlook"),
    path("plan/features/<int:pk>/commitment/", roadmap_panel.commitment, name="commitment"),
    path("plan/features/<int:pk>/link/", roadmap_panel.link, name="link"),
    path("plan/features/<int:pk>/rank/", roadmap_panel.rank, name="rank"),
    path("plan/roadmap/", roadmap.page, name="roadmap"),
    path("plan/roadmap/filters/", roadmap.filters, name="roadmap_filters"),
    path("plan/roadmap/forecast/", roadmap.forecast, name="roadmap_forecast"),
    path("plan/roadmap/share/", sharing.share, name="share_roadmap"),
    path("plan/roadmap.pdf", sharing.pdf, name="roadmap_pdf"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("shared/<str:token>/roadmap.pdf", sharing.shared_pdf, name="shared_pdf"),
    path("plan/roadmap/audiences/", audiences.listing, name="audiences"),
    path("plan/roadmap/audiences/new/", audiences.new, name="new_audience"),
    path("plan/roadmap/audiences/<slug:slug>/", audiences.one, name="audience"),
    path("plan/roadmap/audiences/<slug:slug>/delete/", audiences.delete, name="delete_audience"),
    path("plan/roadmap/<int:pk>/", roadmap_panel.panel, name="roadmap_panel"),
    path("plan/features/<int:pk>/burn-up/", feature.burn_up, name="burn_up"),
    path("plan/features/<int:pk>/edit/", feature.edit, name="edit"),
    path("plan/features/<int:pk>/items/", feature.items, name="items"),
    path("plan/features/<int:pk>/items/<int:item>/", feature.change_item, name="change_item"),
    path("plan/dependencies/<int:pk>/remove/", feature.unlink, name="unlink"),
    path("plan/initiatives/", plan.initiatives, name="initiatives"),
    path("plan/initiatives/<int:pk>/", plan.initiative, name="initiative"),
    path("plan/releases/", plan.releases, name="releases"),
    path("plan/releases/<int:pk>/", plan.release, name="release"),
    *scoring_urls.urlpatterns,
    path("plan/calendar/", calendar.calendar, name="calendar"),
    path("plan/calendar/week/", calendar.set_working_week, name="set_working_week"),
    path("plan/calendar/days-off/", calendar.add_holiday, name="add_holiday"),
    path("plan/calendar/days-off/<int:pk>/remove/", calendar.remove_holiday, name="remove_holiday"),
    path("plan/calendar/capacity/<int:pk>/", calendar.set_capacity, name="set_capacity"),
    path("outcomes/forecast-record/", forecast_record.page, name="forecast_record"),
    path("outcomes/forecast-record/promises/", forecast_record.table, name="forecast_record_table"),
    path("outcomes/forecast-record/promises.csv", forecast_record.export, name="forecast_record_csv"),
    path("outcomes/forecast-record/promises/<int:pk>/", forecast_record.explain, name="explain"),
    path("plan/features/<int:pk>/evidence/", serving.opportunities_of_feature, name="evidence"),
    path("plan/features/<int:pk>/evidence/link/", serving.problem_for, name="problem_for"),
    path("plan/opportunities/<int:pk>/features/link/", serving.feature_for, name="feature_for"),
    path("plan/serving/<int:pk>/remove/", serving.stop_serving, name="stop_serving"),
    path("plan/features/<int:pk>/objectives/", aims.aims_of_feature, name="aims_of_feature"),
    path("plan/features/<int:pk>/objectives/place/", aims.aim_of_feature, name="aim_of_feature"),
    path("plan/objectives/<slug:row>/features/link/", aims.feature_for_aim, name="feature_for_aim"),
    path("plan/aims/<int:pk>/remove/", aims.stop_aiming, name="stop_aiming"),
    path("plan/initiatives/<int:pk>/objectives/place/", aims.aim_of_initiative, name="aim_of_initiative"),
    path("plan/initiatives/aims/<int:pk>/remove/", aims.stop_aiming_initiative, name="stop_aiming_initiative"),
    path("plan/features/<int:pk>/row/", cells.row, name="row"),
    path("plan/features/<int:pk>/cell/<str:field>/", cells.cell, name="cell"),
    *flow_urls.urlpatterns,
    *scenario_urls.urlpatterns,
    *capacity_urls.urlpatterns,
]

FEATURES = "Features"
CHANGE = "Change a feature"
VIEWS = "Saved views"
RECORD = "Forecast record"
PLAN = "Initiatives, releases, calendar, capacity"
ROADMAP = "Roadmap and forecasts"
COMMIT = "Commit to a date, move or withdraw it"
SHARE = "Share a roadmap, say who sees what"
OPEN_LINK = "Open a link that was shared"
LINK = "Link features that need each other"
AIM = "Say what is built for which objective"
SERVE = "Say which feature would serve which customer problem"
# A product manager changes what belongs to her products and teams, a team member what is the team's.
WRITES = {"manager": "yyn", "member": "yyn", "viewer": "nnn"}
# A promise is made by whoever answers for the product.
PROMISES = {"manager": "ynn", "member": "nnn", "viewer": "nnn"}
# Everybody's plan is changed by those who plan.
PLANS = {"member": "nnn", "viewer": "nnn"}
# A saved view is its maker's; what others share is read.
SHARED_WRITE = dict.fromkeys(Role.values, "ynh")

ACCESS = [
    Row("planning:features", "GET", FEATURES, Section.SEE),
    Row("planning:filters", "GET", FEATURES, Section.SEE),
    Row("planning:export", "GET", FEATURES, Section.SEE),
    Row("planning:selection", "GET", FEATURES, Section.SEE),
    Row("planning:bulk_choice", "GET", FEATURES, Section.SEE),
    Row(
        "planning:feature",
        "GET",
        FEATURES,
        Section.SEE,
        manager="yyh",
        member="yyh",
        viewer="yyh",
        note="A restricted product’s features are for its owner and the heads.",
    ),
    Row("planning:row", "GET", FEATURES, Section.SEE),
    Row("planning:new_feature", "GET", "Add a feature", Section.CHANGE, viewer="nnn"),
    Row("planning:new_feature", "POST", "Add a feature", Section.CHANGE, **WRITES),
    Row("planning:bulk", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:paste", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:cell", "GET", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:cell", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:burn_up", "GET", FEATURES, Section.SEE),
    Row("planning:edit", "GET", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:edit", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:items", "GET", FEATURES, Section.SEE),
    Row("planning:items", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:change_item", "POST", CHANGE, Section.CHANGE, **WRITES),
    Row("planning:unlink", "POST", LINK, Section.CHANGE, **WRITES),
    Row("planning:evidence", "GET", FEATURES, Section.SEE),
    Row("planning:problem_for", "GET", SERVE, Section.CHANGE, **WRITES),
    Row("planning:problem_for", "POST", SERVE, Section.CHANGE, **WRITES),
    Row("planning:feature_for", "GET", SERVE, Section.CHANGE, viewer="nnn"),
    Row("planning:feature_for", "POST", SERVE, Section.CHANGE, **WRITES),
    Row("planning:stop_serving", "POST", SERVE, Section.CHANGE, **WRITES),
    Row("planning:aims_of_feature", "GET", FEATURES, Section.SEE),
    Row("planning:aim_of_feature", "GET", AIM, Section.CHANGE, **WRITES),
    Row("planning:aim_of_feature", "POST", AIM, Section.CHANGE, **WRITES),
    Row("planning:feature_for_aim", "GET", AIM, Section.CHANGE, viewer="nnn"),
    Row("planning:feature_for_aim", "POST", AIM, Section.CHANGE, **WRITES),
    Row("planning:stop_aiming", "POST", AIM, Section.CHANGE, **WRITES),
    Row("planning:aim_of_initiative", "GET", AIM, Section.CHANGE, **PLANS),
    Row("planning:aim_of_initiative", "POST", AIM, Section.CHANGE, **PLANS),
    Row("planning:stop_aiming_initiative", "POST", AIM, Section.CHANGE, **PLANS),
    Row("planning:initiatives", "GET", "Initiatives and releases", Section.SEE),
    Row("planning:initiative", "GET", "Initiatives and releases", Section.SEE),
    Row("planning:releases", "GET", "Initiatives and releases", Section.SEE),
    Row("planning:release", "GET", "Initiatives and releases", Section.SEE),
    Row("planning:initiatives", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:initiative", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:releases", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:release", "POST", PLAN, Section.CHANGE, **PLANS),
    *scoring_urls.ACCESS,
    Row("planning:calendar", "GET", "Calendar and capacity", Section.SEE, viewer="nnn"),
    Row("planning:set_working_week", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:add_holiday", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:remove_holiday", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:set_capacity", "POST", PLAN, Section.CHANGE, **PLANS),
    Row("planning:forecast_record", "GET", RECORD, Section.SEE),
    Row("planning:forecast_record_table", "GET", RECORD, Section.SEE),
    Row("planning:forecast_record_csv", "GET", RECORD, Section.SEE),
    Row("planning:explain", "GET", "Say what happened to a promise", Section.CHANGE, **WRITES),
    Row("planning:explain", "POST", "Say what happened to a promise", Section.CHANGE, **WRITES),
    Row("planning:save_view", "GET", VIEWS, Section.CHANGE),
    Row("planning:save_view", "POST", VIEWS, Section.CHANGE),
    Row("planning:view", "GET", VIEWS, Section.CHANGE, *["yyh"] * 5),
    Row("planning:view", "POST", VIEWS, Section.CHANGE, note="What others share is read.", **SHARED_WRITE),
    Row("planning:delete_view", "POST", VIEWS, Section.CHANGE, *["ynh"] * 5),
    Row("planning:roadmap", "GET", ROADMAP, Section.SEE),
    Row("planning:roadmap_filters", "GET", ROADMAP, Section.SEE),
    Row("planning:roadmap_forecast", "GET", ROADMAP, Section.SEE),
    Row("planning:roadmap_panel", "GET", ROADMAP, Section.SEE),
    Row("planning:outlook", "GET", ROADMAP, Section.SEE),
    Row("planning:roadmap_pdf", "GET", ROADMAP, Section.SEE),
    Row("planning:audiences", "GET", ROADMAP, Section.SEE),
    Row("planning:share_roadmap", "GET", SHARE, Section.DECIDE, **PLANS),
    Row("planning:share_roadmap", "POST", SHARE, Section.DECIDE, **PLANS),
    Row("planning:new_audience", "GET", SHARE, Section.DECIDE, **PLANS),
    Row("planning:new_audience", "POST", SHARE, Section.DECIDE, **PLANS),
    Row("planning:audience", "GET", SHARE, Section.DECIDE, **PLANS),
    Row("planning:audience", "POST", SHARE, Section.DECIDE, **PLANS),
    Row("planning:delete_audience", "POST", SHARE, Section.DECIDE, **PLANS),
    Row("planning:shared", "GET", OPEN_LINK, Section.SEE, nobody="yyy"),
    Row("planning:shared", "POST", OPEN_LINK, Section.SEE, nobody="yyy"),
    Row("planning:shared_pdf", "GET", OPEN_LINK, Section.SEE, nobody="yyy"),
    Row("planning:commitment", "GET", COMMIT, Section.DECIDE, **PROMISES),
    Row("planning:commitment", "POST", COMMIT, Section.DECIDE, **PROMISES),
    Row("planning:link", "GET", LINK, Section.CHANGE, **WRITES),
    Row("planning:link", "POST", LINK, Section.CHANGE, **WRITES),
    Row("planning:rank", "POST", CHANGE, Section.CHANGE, **WRITES),
    *flow_urls.ACCESS,
    *scenario_urls.ACCESS,
    *capacity_urls.ACCESS,
]

RAIL = [
    Entry(navigation.Section.PLAN, "Features", "planning:features", key="F", order=0, phone="Features"),
    Entry(navigation.Section.PLAN, "Roadmap", "planning:roadmap", key="R", order=2, phone="Roadmap"),
    *scenario_urls.RAIL,
    Entry(navigation.Section.PLAN, "Initiatives", "planning:initiatives", order=5),
    Entry(navigation.Section.PLAN, "Releases", "planning:releases", order=6),
    Entry(navigation.Section.PLAN, "Calendar", "planning:calendar", order=7),
    Entry(navigation.Section.OUTCOMES, "Forecast record", "planning:forecast_record", key="O", order=9),
    *flow_urls.RAIL,
    *capacity_urls.RAIL,
]
