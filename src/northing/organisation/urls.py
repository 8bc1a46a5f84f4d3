"""The addresses of this room, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.organisation.views import (
    account,
    api_tokens,
    custom_fields,
    doors,
    history,
    links,
    members,
    notices,
    teams,
)

app_name = "organisation"

urlpatterns = [
    path("setup/", doors.set_up, name="set_up"),
    path("invitation/<str:token>/", doors.accept, name="accept"),
    path("sign-in/link/", doors.request_link, name="request_link"),
    path("sign-in/link/<str:who>/<str:token>/", doors.sign_in_link, name="sign_in_link"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/sessions/end/", account.end_sessions, name="end_sessions"),
    path("account/tokens/", api_tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", api_tokens.revoke, name="revoke_token"),
    path("account/notices/", notices.notices, name="notices"),
    path("account/notices/read/", notices.read, name="read_notices"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/left/", members.members, {"left": True}, name="left"),
    path("settings/members/invited/", members.invited, name="invited"),
    path("settings/members/invite/", members.invite, name="invite"),
    path("settings/members/invited/<int:pk>/renew/", members.renew, name="renew_invitation"),
    path("settings/members/invited/<int:pk>/withdraw/", members.withdraw, name="withdraw_invitation"),
    path("settings/members/<int:pk>/role/", members.change_role, name="change_role"),
    path("settings/members/<int:pk>/manager/", members.change_manager, name="change_manager"),
    path("settings/members/<int:pk>/deactivate/", members.deactivate, name="deactivate"),
    path("settings/members/<int:pk>/reactivate/", members.reactivate, name="reactivate"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<int:pk>/", teams.team, name="team"),
    path("settings/teams/<int:pk>/members/", teams.set_membership, name="set_membership"),
    path(
        "settings/teams/<int:pk>/members/<int:member>/remove/",
        teams.remove_membership,
        name="remove_membership",
    ),
    path("settings/teams/<int:pk>/archive/", teams.archive, name="archive_team"),
    path("settings/fields/", custom_fields.fields, name="fields"),
    path("settings/fields/<int:pk>/", custom_fields.field, name="field"),
    path("settings/fields/<int:pk>/move/", custom_fields.move, name="move_field"),
    path("settings/fields/<int:pk>/archive/", custom_fields.archive, name="archive_field"),
    path("settings/fields/<int:pk>/bring-back/", custom_fields.bring_back, name="bring_back_field"),
    path("settings/history/", history.whole_log, name="log"),
    path("settings/links/", links.links, name="links"),
    path("settings/links/<int:pk>/revoke/", links.revoke, name="revoke_link"),
    path("look-back/", history.look_back, name="look_back"),
    path("see-as/", history.see_as, name="see_as"),
    path("undo/<uuid:context>/", history.undo, name="undo"),
    path("history/<str:model>/<int:event>/<str:field>/restore/", history.restore, name="restore"),
]

NO = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
INVITE = "Invite, remove, change roles"
TEAMS = "Teams: name, mission, people"
ACCOUNT = "Own account"
LINKS = "Share links"
FIELDS = "Own fields of features, opportunities and products"
TOKENS = "Own tokens for programs"


def _run(route: str, method: str, thing: str = INVITE, note: str = "", **roles: str) -> Row:
    """For owners and heads; other roles as given."""
    return Row(f"organisation:{route}", method, thing, Section.RUN, note=note, **{**NO, **roles})


def _lead(route: str) -> Row:
    """For owners, heads, and the team's own lead, who in the table's terms may be anybody."""
    return _run(route, "POST", TEAMS, "A team’s lead changes the team, whatever their role.")


ACCESS = [
    *(
        Row("organisation:set_up", method, "Set up", Section.RUN, "hhh", "hhh", "hhh", "hhh", "hhh", "hhh")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"organisation:{route}", method, "Sign in", Section.SEE, nobody="yyy")
        for route in ("accept", "request_link", "sign_in_link")
        for method in ("GET", "POST")
    ),
    Row("organisation:account", "GET", ACCOUNT, Section.CHANGE),
    Row("organisation:account", "POST", ACCOUNT, Section.CHANGE),
    Row("organisation:change_password", "POST", ACCOUNT, Section.CHANGE),
    Row("organisation:end_sessions", "POST", ACCOUNT, Section.CHANGE),
    Row("organisation:tokens", "GET", TOKENS, Section.CHANGE),
    Row("organisation:tokens", "POST", TOKENS, Section.CHANGE),
    Row("organisation:revoke_token", "POST", TOKENS, Section.CHANGE, *["yhh"] * 5),
    Row("organisation:notices", "GET", "Own notices", Section.SEE),
    Row("organisation:read_notices", "POST", "Own notices", Section.CHANGE),
    Row("organisation:members", "GET", "Members and teams", Section.SEE),
    Row("organisation:teams", "GET", "Members and teams", Section.SEE),
    Row("organisation:team", "GET", "Members and teams", Section.SEE),
    _run("left", "GET"),
    _run("invited", "GET"),
    _run("invite", "GET"),
    _run("invite", "POST"),
    _run("renew_invitation", "POST"),
    _run("withdraw_invitation", "POST"),
    _run("change_role", "POST", head="yyn", partly="but owners", note="Only owners make and unmake owners."),
    _run("change_manager", "POST"),
    _run("deactivate", "POST"),
    _run("reactivate", "POST"),
    _run("teams", "POST", TEAMS),
    _run("archive_team", "POST", TEAMS),
    Row("organisation:fields", "GET", FIELDS, Section.SEE),
    Row("organisation:field", "GET", FIELDS, Section.SEE),
    _run("fields", "POST", FIELDS),
    _run("field", "POST", FIELDS),
    _run("move_field", "POST", FIELDS),
    _run("archive_field", "POST", FIELDS),
    _run("bring_back_field", "POST", FIELDS),
    _lead("team"),
    _lead("set_membership"),
    _lead("remove_membership"),
    _run("log", "GET", "The log of everything", head="nnn"),
    _run("see_as", "POST", "See as somebody else does", owner="nyy", head="nnn", partly="but owners"),
    _run("look_back", "POST", "Whole pages of a past day"),
    Row("organisation:links", "GET", LINKS, Section.DECIDE, member="nnn", viewer="nnn"),
    Row(
        "organisation:revoke_link",
        "POST",
        LINKS,
        Section.DECIDE,
        manager="yhh",
        member="hhh",
        viewer="hhh",
    ),
    Row(
        "organisation:undo",
        "POST",
        "Undo a change",
        Section.CHANGE,
        manager="yhh",
        member="yhh",
        viewer="yhh",
        note="What one changed oneself; owners and heads everything.",
    ),
    Row(
        "organisation:restore",
        "POST",
        "Restore one field",
        Section.CHANGE,
        manager="yyn",
        member="yyn",
        viewer="nnn",
        note="Whoever may change the thing; the columns say it of a feature.",
    ),
]
