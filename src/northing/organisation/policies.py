"""Who may do what to members, teams, invitations and shared views."""

from northing.kernel.errors import NotAllowed
from northing.organisation.models import Member, Role, Team


def may_run_the_place(actor: Member) -> bool:
    return actor.runs_the_place


def may_change_role(actor: Member, member: Member, role: str) -> bool:
    """Only an owner makes owners or unmakes them."""
    if Role.OWNER in {member.role, role}:
        return actor.role == Role.OWNER
    return actor.runs_the_place


def may_change_team(actor: Member, team: Team) -> bool:
    return actor.runs_the_place or team.lead_id == actor.pk


def must(allowed: bool, why: str) -> None:
    """Refuse with a reason that tells the person whom to ask."""
    if not allowed:
        raise NotAllowed(why)
