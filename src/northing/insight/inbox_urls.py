"""The addresses of the inbox, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.queries import inbox_list
from northing.insight.queries.saved_lists import INBOX as INBOX_LIST
from northing.insight.views import inbox, inbox_export, inbox_filters, replies, reply_settings, triage
from northing.organisation.access.table import Row, Section
from northing.organisation.models import Member
from northing.ui import navigation, saved_views
from northing.ui.navigation import Count, Entry

urlpatterns: list[URLPattern] = [
    path("insight/inbox/", inbox.page, name="inbox"),
    path("insight/inbox/more/", inbox.more, name="inbox_more"),
    path("insight/inbox/filter/", inbox_filters.filters, name="inbox_filters"),
    path("insight/inbox/export.<str:kind>", inbox_export.export, name="inbox_export"),
    path("insight/inbox/views/new/", saved_views.save_view, {"of": INBOX_LIST}, name="save_inbox_view"),
    path(
        "insight/inbox/views/<int:pk>/", saved_views.change_view, {"of": INBOX_LIST}, name="change_inbox_view"
    ),
    path(
        "insight/inbox/views/<int:pk>/delete/",
        saved_views.delete_view,
        {"of": INBOX_LIST},
        name="delete_inbox_view",
    ),
    path("insight/inbox/<int:pk>/", inbox.piece, name="piece"),
    path("insight/inbox/<int:pk>/history/", inbox.piece_history, name="piece_history"),
    path("insight/inbox/<int:pk>/link/", triage.link, name="link_piece"),
    path("insight/inbox/<int:pk>/problems/", triage.problems_to_link, name="problems_to_link"),
    path("insight/inbox/<int:pk>/unlink/", triage.unlink, name="unlink_piece"),
    path("insight/inbox/<int:pk>/problem/", triage.name_problem, name="name_problem"),
    path("insight/inbox/<int:pk>/set-aside/", triage.set_aside, name="set_aside"),
    path("insight/inbox/<int:pk>/bring-back/", triage.bring_back, name="bring_back"),
    path("insight/inbox/<int:pk>/snooze/", triage.snooze, name="snooze"),
    path("insight/inbox/<int:pk>/hand-over/", triage.hand_over, name="hand_over"),
    path("insight/inbox/<int:pk>/merge/", triage.merge, name="merge_piece"),
    path("insight/inbox/<int:pk>/keep-apart/", triage.keep_apart, name="keep_apart"),
    path("insight/inbox/<int:pk>/draft/", replies.draft, name="draft"),
    path("insight/inbox/<int:pk>/reply/", replies.reply, name="reply"),
    path("insight/reply-rules/", reply_settings.rules, name="reply_rules"),
    path("insight/reply-rules/new/", reply_settings.rule, name="new_rule"),
    path("insight/reply-rules/<int:pk>/", reply_settings.rule, name="rule"),
    path("insight/reply-rules/<int:pk>/up/", reply_settings.raise_rule, name="raise_rule"),
    path("insight/reply-rules/<int:pk>/remove/", reply_settings.remove_rule, name="remove_rule"),
    path("insight/reply-templates/", reply_settings.templates, name="reply_templates"),
    path("insight/reply-templates/new/", reply_settings.template, name="new_template"),
    path("insight/reply-templates/<int:pk>/", reply_settings.template, name="template"),
    path("insight/reply-templates/<int:pk>/remove/", reply_settings.remove_template, name="remove_template"),
]

INBOX = "The inbox"
VIEWS = "Saved views"
TRIAGE = "Link, answer, hand over, snooze, set aside"
# "Other" stands for a piece about a restricted product here.
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
LISTENS = {"manager": "yyh", "member": "yyh", "viewer": "nnh"}
REPLIES = "Promise replies by rule, keep templates"
HEADS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
BUT_RESTRICTED = "but restricted ones"

ACCESS: list[Row] = [
    Row("insight:inbox", "GET", INBOX, Section.SEE),
    Row("insight:inbox_more", "GET", INBOX, Section.SEE),
    Row("insight:inbox_filters", "GET", INBOX, Section.SEE),
    Row("insight:inbox_export", "GET", INBOX, Section.SEE),
    Row("insight:save_inbox_view", "GET", VIEWS, Section.CHANGE),
    Row("insight:save_inbox_view", "POST", VIEWS, Section.CHANGE),
    Row("insight:change_inbox_view", "GET", VIEWS, Section.CHANGE, *["ynh"] * 5),
    Row("insight:change_inbox_view", "POST", VIEWS, Section.CHANGE, *["ynh"] * 5),
    Row("insight:delete_inbox_view", "POST", VIEWS, Section.CHANGE, *["ynh"] * 5),
    Row("insight:piece", "GET", INBOX, Section.SEE, partly=BUT_RESTRICTED, **RESTRICTED),
    Row("insight:piece_history", "GET", INBOX, Section.SEE, partly=BUT_RESTRICTED, **RESTRICTED),
    Row("insight:problems_to_link", "GET", TRIAGE, Section.CHANGE, partly=BUT_RESTRICTED, **LISTENS),
    *(
        Row(f"insight:{route}", "POST", TRIAGE, Section.CHANGE, partly=BUT_RESTRICTED, **LISTENS)
        for route in (
            *("link_piece", "unlink_piece", "name_problem", "set_aside", "bring_back", "snooze", "hand_over"),
            *("merge_piece", "keep_apart", "draft", "reply"),
        )
    ),
    *(
        Row(f"insight:{route}", method, REPLIES, Section.RUN, **HEADS)
        for route, methods in (
            *dict.fromkeys(("reply_rules", "reply_templates"), ("GET",)).items(),
            *dict.fromkeys(("new_rule", "rule", "new_template", "template"), ("GET", "POST")).items(),
            *dict.fromkeys(("raise_rule", "remove_rule", "remove_template"), ("POST",)).items(),
        )
        for method in methods
    ),
]


def _to_triage(member: Member) -> Count | None:
    number = inbox_list.to_triage(member)
    return Count(number, at_least=number >= inbox_list.MOST) if number else None


RAIL: list[Entry] = [
    Entry(
        navigation.Section.INSIGHT,
        "Inbox",
        "insight:inbox",
        key="I",
        order=1,
        phone="Inbox",
        also=("insight:add", "exchange:feedback"),
        count=_to_triage,
    ),
    Entry(navigation.Section.SETTINGS, "Replies", "insight:reply_rules", order=5),
]
