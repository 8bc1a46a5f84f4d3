"""Every write of this room, one sentence each."""

from northing.organisation.commands.account import change_account, note_visit
from northing.organisation.commands.api_tokens import (
    answering_once,
    make_api_token,
    note_use,
    revoke_api_token,
)
from northing.organisation.commands.custom_fields import (
    add_custom_field,
    archive_custom_field,
    bring_back_custom_field,
    change_custom_field,
    move_custom_field,
    with_custom,
)
from northing.organisation.commands.invitations import (
    Sent,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from northing.organisation.commands.members import (
    add_member,
    change_manager,
    change_role,
    deactivate,
    must_have_an_owner,
    reactivate,
)
from northing.organisation.commands.notices import notify, read_notices
from northing.organisation.commands.passwords import (
    change_password,
    member_of_link,
    send_sign_in_link,
    sign_in_link,
    use_sign_in_link,
)
from northing.organisation.commands.saved_views import change_view, delete_view, save_view
from northing.organisation.commands.setup import begin_setup, create_organisation, set_up
from northing.organisation.commands.share_links import make_share_link, note_opening, revoke_share_link
from northing.organisation.commands.teams import (
    archive_team,
    change_team,
    change_team_field,
    create_team,
    remove_membership,
    set_membership,
)
from northing.organisation.commands.undoing import restore_field, undo

__all__ = [
    "Sent",
    "accept_invitation",
    "add_custom_field",
    "add_member",
    "answering_once",
    "archive_custom_field",
    "archive_team",
    "begin_setup",
    "bring_back_custom_field",
    "change_account",
    "change_custom_field",
    "change_manager",
    "change_password",
    "change_role",
    "change_team",
    "change_team_field",
    "change_view",
    "create_organisation",
    "create_team",
    "deactivate",
    "delete_view",
    "invite",
    "make_api_token",
    "make_share_link",
    "member_of_link",
    "move_custom_field",
    "must_have_an_owner",
    "note_opening",
    "note_use",
    "note_visit",
    "notify",
    "reactivate",
    "read_notices",
    "remove_membership",
    "renew_invitation",
    "restore_field",
    "revoke_api_token",
    "revoke_share_link",
    "save_view",
    "send_sign_in_link",
    "set_membership",
    "set_up",
    "sign_in_link",
    "undo",
    "use_sign_in_link",
    "with_custom",
    "withdraw_invitation",
]
