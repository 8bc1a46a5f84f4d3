"""Who may do what to members, teams, invitations, shared views and links."""

from northing.kernel.errors import NotAllowed
from northing.organisation.models import Invitation, Member, Role, SavedView, Team


def may_run_the_place(actor: Member) -> bool:
    """Invite, change the reporting line, make and archive teams."""
    return actor.runs_the_place


def may_change_member(actor: Member, member: Member) -> bool:
    """Heads change everybody but owners, who are changed by owners."""
    return actor.role == Role.OWNER or (actor.runs_the_place and member.role != Role.OWNER)


def may_change_role(actor: Member, member: Member, role: str) -> bool:
    """Only an owner makes owners or unmakes them."""
    if Role.OWNER in {member.role, role}:
        return may_make_owner(actor)
    return actor.runs_the_place


def may_make_owner(actor: Member) -> bool:
    return actor.role == Role.OWNER


def may_change_invitation(actor: Member, invitation: Invitation) -> bool:
    """Whoever renews it is shown its link, which opens the place in that role."""
    return may_make_owner(actor) if invitation.role == Role.OWNER else actor.runs_the_place


def roles_given_by(actor: Member) -> list[tuple[str, str]]:
    """Value and label of the roles that the actor may give to whom she invites."""
    return [choice for choice in Role.choices if choice[0] != Role.OWNER or may_make_owner(actor)]


def may_change_team(actor: Member, team: Team) -> bool:
    """Its lead sets mission and shares; those who run the place do so for every team."""
    return actor.runs_the_place or team.lead_id == actor.pk


def may_read_log(actor: Member) -> bool:
    """Everything that anybody changed is for owners; each thing's own history is for whoever sees the thing."""
    return actor.role == Role.OWNER


def may_look_back(actor: Member) -> bool:
    """Rights are those of today. What somebody may see of a past day would need the rights of then as well, so
    whole pages are for those who see everything; each thing's own history is for whoever sees the thing."""
    return actor.runs_the_place


def may_look_around(actor: Member) -> bool:
    """Owners see everything but people's own affairs, which seeing as somebody does not show either."""
    return actor.role == Role.OWNER


def may_see_as(actor: Member, member: Member) -> bool:
    return may_look_around(actor) and member.role != Role.OWNER and member.is_active


def may_change_view(actor: Member, view: SavedView) -> bool:
    return view.owner_id == actor.pk


def may_make_links(actor: Member) -> bool:
    """What leaves the building is sent by those who answer for it."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def must(allowed: bool, why: str) -> None:
    """Refuse with a reason that tells the person whom to ask."""
    if not allowed:
        raise NotAllowed(why)
