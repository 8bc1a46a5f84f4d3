"""The addresses of opportunities, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.views import opportunities, opportunity, opportunity_links
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/opportunities/", opportunities.opportunities, name="opportunities"),
    path("insight/opportunities/filter/", opportunities.filters, name="opportunity_filters"),
    path("insight/opportunities/new/", opportunities.new_opportunity, name="new_opportunity"),
    path("insight/opportunities/views/new/", opportunities.save_view, name="save_opportunity_view"),
    path(
        "insight/opportunities/views/<int:pk>/delete/",
        opportunities.delete_view,
        name="delete_opportunity_view",
    ),
    path("insight/opportunities/<int:pk>/", opportunity.opportunity, name="opportunity"),
    path("insight/opportunities/<int:pk>/beside/", opportunities.panel, name="opportunity_panel"),
    path("insight/opportunities/<int:pk>/edit/", opportunity.edit_opportunity, name="edit_opportunity"),
    path("insight/opportunities/<int:pk>/decide/", opportunity.decide, name="decide_opportunity"),
    path("insight/opportunities/<int:pk>/pieces/", opportunity.pieces, name="opportunity_pieces"),
    path("insight/opportunities/<int:pk>/customers/", opportunity.customers, name="opportunity_customers"),
    path("insight/opportunities/<int:pk>/merge/", opportunity_links.merge, name="merge_opportunity"),
    path("insight/opportunities/merges/<int:pk>/undo/", opportunity_links.unmerge, name="unmerge_opportunity"),
    path("insight/opportunities/<int:pk>/relate/", opportunity_links.relate, name="relate_opportunity"),
    path(
        "insight/opportunities/relations/<int:pk>/remove/",
        opportunity_links.unrelate,
        name="unrelate_opportunity",
    ),
]

OPPORTUNITIES = "Opportunities"
DECISIONS = "Decide about opportunities, merge them"
# "Other" stands for an opportunity about a restricted product here.
SEES = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
CURATES = {"manager": "yyh", "member": "nnh", "viewer": "nnh"}
BUT_RESTRICTED = "but restricted products’"
SEE, CHANGE = Section.SEE, Section.CHANGE

ACCESS: list[Row] = [
    Row("insight:opportunities", "GET", OPPORTUNITIES, SEE),
    Row("insight:opportunity_filters", "GET", OPPORTUNITIES, SEE),
    Row("insight:new_opportunity", "GET", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:new_opportunity", "POST", OPPORTUNITIES, CHANGE, viewer="nnn"),
    Row("insight:save_opportunity_view", "GET", OPPORTUNITIES, CHANGE),
    Row("insight:save_opportunity_view", "POST", OPPORTUNITIES, CHANGE),
    Row("insight:delete_opportunity_view", "POST", OPPORTUNITIES, CHANGE, *["ynh"] * 5),
    *(
        Row(f"insight:{route}", "GET", OPPORTUNITIES, SEE, partly=BUT_RESTRICTED, **SEES)
        for route in ("opportunity", "opportunity_panel", "opportunity_pieces", "opportunity_customers")
    ),
    *(
        Row(f"insight:{route}", method, DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES)
        for route in ("edit_opportunity", "decide_opportunity", "merge_opportunity", "relate_opportunity")
        for method in ("GET", "POST")
    ),
    Row("insight:unmerge_opportunity", "POST", DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES),
    Row("insight:unrelate_opportunity", "POST", DECISIONS, CHANGE, partly=BUT_RESTRICTED, **CURATES),
]

RAIL: list[Entry] = [
    Entry(navigation.Section.INSIGHT, "Opportunities", "insight:opportunities", key="B", order=2),
]
