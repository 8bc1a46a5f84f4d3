"""The portal's addresses, which anybody may ask for: the portal says whether it is there, and for whom."""

from django.urls import URLPattern, path

from northing.insight.views.portal import doors, home, taking_part
from northing.organisation.access.table import Row, Section

urlpatterns: list[URLPattern] = [
    path("portal/", home.home, name="portal"),
    path("portal/ideas/", home.ideas, name="portal_ideas"),
    path("portal/ideas/new/", taking_part.new_idea, name="new_idea"),
    path("portal/ideas/alike/", taking_part.alike, name="ideas_alike"),
    path("portal/ideas/<int:pk>/", home.idea, name="portal_idea"),
    path("portal/ideas/<int:pk>/vote/", taking_part.give_vote, name="give_vote"),
    path("portal/ideas/<int:pk>/vote/back/", taking_part.take_vote, name="take_vote"),
    path("portal/ideas/<int:pk>/comment/", taking_part.comment, name="comment"),
    path("portal/follow/", taking_part.follow, name="follow"),
    path("portal/unfollow/", taking_part.unfollow, name="unfollow"),
    path("portal/new/", home.changes, name="portal_changes"),
    path("portal/new.atom", home.feed, name="portal_feed"),
    path("portal/logo", home.logo, name="portal_logo"),
    path("portal/me/", doors.me, name="portal_me"),
    path("portal/sign-in/", doors.sign_in, name="portal_sign_in"),
    path("portal/sign-in/code/", doors.code, name="portal_code"),
    path("portal/sign-in/<str:token>/", doors.link, name="portal_link"),
    path("portal/sign-out/", doors.sign_out, name="portal_sign_out"),
    path("portal/stop/<str:token>/", doors.stop_mail, name="stop_mail"),
]

LOOK = "Look at the portal"
TAKE_PART = "Vote, comment and follow in the portal"
DOORS = "Sign in to the portal"


def _open(thing: str, section: Section, route: str, *methods: str) -> list[Row]:
    note = "Off until it is switched on; then customers who proved their address." if thing == TAKE_PART else ""
    return [Row(f"insight:{route}", method, thing, section, nobody="yyy", note=note) for method in methods]


ACCESS: list[Row] = [
    *_open(LOOK, Section.SEE, "portal", "GET"),
    *_open(LOOK, Section.SEE, "portal_ideas", "GET"),
    *_open(LOOK, Section.SEE, "portal_idea", "GET"),
    *_open(LOOK, Section.SEE, "ideas_alike", "GET"),
    *_open(LOOK, Section.SEE, "portal_changes", "GET"),
    *_open(LOOK, Section.SEE, "portal_feed", "GET"),
    *_open(LOOK, Section.SEE, "portal_logo", "GET"),
    *_open(TAKE_PART, Section.CHANGE, "new_idea", "GET", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "give_vote", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "take_vote", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "comment", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "follow", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "unfollow", "POST"),
    *_open(TAKE_PART, Section.CHANGE, "portal_me", "GET", "POST"),
    *_open(DOORS, Section.SEE, "portal_sign_in", "GET", "POST"),
    *_open(DOORS, Section.SEE, "portal_code", "GET", "POST"),
    *_open(DOORS, Section.SEE, "portal_link", "GET", "POST"),
    *_open(DOORS, Section.SEE, "portal_sign_out", "POST"),
    *_open(DOORS, Section.SEE, "stop_mail", "GET", "POST"),
]
