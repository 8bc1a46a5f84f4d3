"""Every write of this room, one sentence each."""

from northing.organisation.commands.members import (
    add_member,
    change_manager,
    change_role,
    deactivate,
    reactivate,
)
from northing.organisation.commands.setup import begin_setup, create_organisation, set_up
from northing.organisation.commands.teams import (
    archive_team,
    change_team,
    create_team,
    remove_membership,
    set_membership,
)

__all__ = [
    "add_member",
    "archive_team",
    "begin_setup",
    "change_manager",
    "change_role",
    "change_team",
    "create_organisation",
    "create_team",
    "deactivate",
    "reactivate",
    "remove_membership",
    "set_membership",
    "set_up",
]
