"""Keeping the portal: its addresses among the pages of those who work here, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.views import opportunity_votes, privacy
from northing.insight.views.portal_desk import changes, ideas, people, settings
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/portal/", ideas.ideas, name="portal_desk"),
    path("insight/portal/comments/", ideas.comments, name="portal_comments"),
    path("insight/portal/comments/<int:pk>/show/", ideas.show_comment, name="show_comment"),
    path("insight/portal/comments/<int:pk>/hide/", ideas.hide_comment, name="hide_comment"),
    path("insight/portal/planned/", ideas.planned, name="portal_planned"),
    path("insight/portal/planned/<str:topic>/note/", ideas.note, name="note_planned"),
    path("insight/portal/new/", changes.changes, name="portal_news"),
    path("insight/portal/new/write/", changes.entry, name="new_change"),
    path("insight/portal/new/<int:pk>/", changes.entry, name="edit_change"),
    path("insight/portal/new/<int:pk>/publish/", changes.publish, name="publish_change"),
    path("insight/portal/new/<int:pk>/unpublish/", changes.unpublish, name="unpublish_change"),
    path("insight/portal/new/<int:pk>/remove/", changes.remove, name="remove_change"),
    path("insight/portal/people/", people.people, name="portal_people"),
    path("insight/portal/people/<int:pk>/block/", people.block, name="block_visitor"),
    path("insight/portal/people/<int:pk>/unblock/", people.unblock, name="unblock_visitor"),
    path("insight/portal/people/<int:pk>/data/", privacy.visitor_data, name="visitor_data"),
    path("insight/portal/people/<int:pk>/erase/", privacy.erase_visitor, name="erase_visitor"),
    path("insight/portal/settings/", settings.settings, name="portal_settings"),
    path("insight/opportunities/<int:pk>/answer/", ideas.answer, name="answer_idea"),
    path("insight/opportunities/<int:pk>/vote/", opportunity_votes.vote_for, name="vote_for"),
    path("insight/votes/<int:pk>/remove/", opportunity_votes.remove_vote, name="remove_vote"),
]

KEEP = "Keep the portal: comments, notes, what is new, people"
SWITCH = "Switch the portal on, and set how it behaves"
VOTE = "Vote on behalf of a customer"
ERASE = "Export or erase a person’s data"
KEEPERS = {"member": "nnn", "viewer": "nnn"}
HEADS = {"manager": "nnn", **KEEPERS}
# "Other" stands for an opportunity about a restricted product here.
BUT_RESTRICTED = "but restricted ones"
CURATES = {"manager": "yyh", "member": "nnn", "viewer": "nnn"}
LISTENS = {"manager": "yyh", "member": "yyh", "viewer": "nnh"}
CHANGE = Section.CHANGE


def _kept(route: str, *methods: str) -> list[Row]:
    return [Row(f"insight:{route}", method, KEEP, CHANGE, **KEEPERS) for method in methods]


ACCESS: list[Row] = [
    *_kept("portal_desk", "GET"),
    *_kept("portal_comments", "GET"),
    *_kept("portal_planned", "GET"),
    *_kept("note_planned", "GET", "POST"),
    *_kept("portal_news", "GET"),
    *_kept("new_change", "GET", "POST"),
    *_kept("edit_change", "GET", "POST"),
    *_kept("publish_change", "POST"),
    *_kept("unpublish_change", "POST"),
    *_kept("remove_change", "POST"),
    *_kept("portal_people", "GET"),
    *_kept("block_visitor", "GET", "POST"),
    *_kept("unblock_visitor", "POST"),
    *(
        Row(f"insight:{route}", "POST", KEEP, CHANGE, partly=BUT_RESTRICTED, **CURATES)
        for route in ("show_comment", "hide_comment")
    ),
    *(
        Row("insight:answer_idea", method, KEEP, CHANGE, partly=BUT_RESTRICTED, **CURATES)
        for method in ("GET", "POST")
    ),
    *(
        Row("insight:vote_for", method, VOTE, CHANGE, partly=BUT_RESTRICTED, **LISTENS)
        for method in ("GET", "POST")
    ),
    Row("insight:remove_vote", "POST", VOTE, CHANGE, partly=BUT_RESTRICTED, **LISTENS),
    Row("insight:visitor_data", "GET", ERASE, Section.RUN, **HEADS),
    Row("insight:erase_visitor", "GET", ERASE, Section.RUN, **HEADS),
    Row("insight:erase_visitor", "POST", ERASE, Section.RUN, **HEADS),
    Row("insight:portal_settings", "GET", SWITCH, Section.RUN, **HEADS),
    Row("insight:portal_settings", "POST", SWITCH, Section.RUN, **HEADS),
]

RAIL: list[Entry] = [Entry(navigation.Section.INSIGHT, "Portal", "insight:portal_desk", key="V", order=4)]
