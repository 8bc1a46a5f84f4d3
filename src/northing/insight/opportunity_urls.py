"""The addresses of opportunities, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.queries.saved_lists import OPPORTUNITIES as OPPORTUNITY_LIST
from northing.insight.views import (
    answers,
    groups,
    opportunities,
    opportunities_export,
    opportunity,
    opportunity_aims,
    opportunity_links,
    opportunity_own,
    surveys,
)
from northing.organisation.access.table import Row, Section
from northing.ui import navigation, saved_views
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/opportunities/", opportunities.opportunities, name="opportunities"),
    path("insight/opportunities/export.<str:kind>", opportunities_export.export, name="opportunities_export"),
    path("insight/opportunities/filter/", opportunities.filters, name="opportunity_filters"),
    path("insight/opportunities/new/", opportunities.new_opportunity, name="new_opportunity"),
    path(
        "insight/opportunities/views/new/",
        saved_views.save_view,
        {"of": OPPORTUNITY_LIST},
        name="save_opportunity_view",
    ),
    path(
        "insight/opportunities/views/<int:pk>/",
        saved_views.change_view,
        {"of": OPPORTUNITY_LIST},
        name="change_opportunity_view",
    ),
    path(
        "insight/opportunities/views/<int:pk>/delete/",
        saved_views.delete_view,
        {"of": OPPORTUNITY_LIST},
        name="delete_opportunity_view",
    ),
    path("insight/opportunities/<int:pk>/", opportunity.opportunity, name="opportunity"),
    path("insight/opportunities/<int:pk>/beside/", opportunities.panel, name="opportunity_panel"),
    path("insight/opportunities/<int:pk>/edit/", opportunity.edit_opportunity, name="edit_opportunity"),
    path("insight/opportunities/<int:pk>/own/<slug:slug>/", opportunity_own.change_own, name="opportunity_own"),
    path("insight/opportunities/<int:pk>/decide/", opportunity.decide, name="decide_opportunity"),
    path("insight/opportunities/<int:pk>/pieces/", opportunity.pieces, name="opportunity_pieces"),
    path("insight/opportunities/<int:pk>/customers/", opportunity.customers, name="opportunity_customers"),
    path("insight/opportunities/<int:pk>/merge/", opportunity_links.merge, name="merge_opportunity"),
    path("insight/opportunities/merges/<int:pk>/undo/", opportunity_links.unmerge, name="unmerge_opportunity"),
    path("insight/opportunities/<int:pk>/relate/", opportunity_links.relate, name="relate_opportunity"),
    path("insight/opportunities/<int:pk>/seen/", opportunity_links.signals, name="opportunity_signals"),
    path("insight/opportunities/<int:pk>/aims/", opportunity_aims.aims_of_problem, name="aims_of_problem"),
    path("insight/aims/<slug:row>/", opportunity_aims.problems_for_aim, name="problems_for_aim"),
    path(
        "insight/opportunities/relations/<int:pk>/remove/",
        opportunity_links.unrelate,
        name="unrelate_opportunity",
    ),
    path("insight/groups/", groups.groups, name="groups"),
    path("insight/groups/accept/", groups.accept_group, name="accept_group"),
    path("insight/groups/set-aside/", groups.set_group_aside, name="set_group_aside"),
    path("insight/groups/<int:pk>/split/", groups.split_group, name="split_group"),
    path("insight/surveys/", surveys.surveys, name="surveys"),
    path("insight/surveys/new/", surveys.new_survey, name="new_survey"),
    path("insight/surveys/<int:pk>/", surveys.survey, name="survey"),
    path("insight/surveys/<int:pk>/close/", surveys.close_survey, name="close_survey"),
    path("insight/surveys/<int:pk>/link/", surveys.new_survey_link, name="new_survey_link"),
    path("answer/<str:token>/", answers.answer_survey, name="answer_survey"),
]

OPPORTUNITIES = "Opportunities"
VIEWS = "Saved views"
SURVEYS = "Surveys among customers"
DECISIONS = "Decide about opportunities, merge them"
# "Other" stands for an opportunity about a restricted product here.
SEES = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
CURATES = {"manager": "yyh", "member": "nnh", "viewer": "nnh"}
SPLITS = {"manager": "yyh", "member": "yyh", "viewer": "nnh"}
KEEPERS = {"member": "nnn", "viewer": "nnn"}
BUT_RESTRICTED = "but restricted ones"
SEE, CHANGE = Section.SEE, Section.CHANGE

ACCESS: list[Row] = [
    Row("insight:opportunities", "GET", OPPORTUNITIES, SEE),
    Row("insight:opportunity_filters", "GET", OPPORTUNITIES, SEE),
    Row("insight:opportunities_export", "GET", OPPORTUNITIES, SEE),
    Row("insight:new_opportunity", "GET", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:new_opportunity", "POST", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:save_opportunity_view", "GET", VIEWS, CHANGE),
    Row("insight:save_opportunity_view", "POST", VIEWS, CHANGE),
    Row("insight:change_opportunity_view", "GET", VIEWS, CHANGE, *["ynh"] * 5),
    Row("insight:change_opportunity_view", "POST", VIEWS, CHANGE, *["ynh"] * 5),
    Row("insight:delete_opportunity_view", "POST", VIEWS, CHANGE, *["ynh"] * 5),
    *(
        Row(f"insight:{route}", "GET", OPPORTUNITIES, SEE, partly=BUT_RESTRICTED, **SEES)
        for route in ("opportunity", "opportunity_panel", "opportunity_pieces", "opportunity_customers")
    ),
    *(
        Row(f"insight:{route}", method, DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES)
        for route in (
            *("edit_opportunity", "decide_opportunity", "merge_opportunity", "relate_opportunity"),
            *("opportunity_signals", "opportunity_own", "aims_of_problem", "problems_for_aim"),
        )
        for method in ("GET", "POST")
    ),
    Row("insight:unmerge_opportunity", "POST", DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES),
    Row("insight:unrelate_opportunity", "POST", DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES),
    Row("insight:groups", "GET", OPPORTUNITIES, SEE),
    Row("insight:accept_group", "POST", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:set_group_aside", "POST", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:split_group", "POST", OPPORTUNITIES, CHANGE, partly=BUT_RESTRICTED, **SPLITS),
    Row("insight:surveys", "GET", SURVEYS, SEE),
    Row("insight:survey", "GET", SURVEYS, SEE),
    Row("insight:new_survey", "GET", SURVEYS, CHANGE, **KEEPERS),
    Row("insight:new_survey", "POST", SURVEYS, CHANGE, **KEEPERS),
    Row("insight:close_survey", "POST", SURVEYS, CHANGE, **KEEPERS),
    Row("insight:new_survey_link", "POST", SURVEYS, CHANGE, **KEEPERS),
    Row("insight:answer_survey", "GET", "Answer a survey by its link", SEE, nobody="yyy"),
    Row("insight:answer_survey", "POST", "Answer a survey by its link", SEE, nobody="yyy"),
]

RAIL: list[Entry] = [
    Entry(
        navigation.Section.INSIGHT,
        "Opportunities",
        "insight:opportunities",
        key="B",
        order=2,
        also=("insight:groups", "insight:surveys"),
    ),
]
