"""Teams: what they are for, who leads, who works there with what share."""

from typing import Any

from django.db import IntegrityError, transaction

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import policies
from northing.organisation.history import recorded
from northing.organisation.models import Discipline, Member, Membership, Team

ASK = "Ask the team's lead or a head of product."


def create_team(*, actor: Member, name: str, mission: str = "", lead: Member | None = None) -> Team:
    with recorded(actor=actor, command="organisation.create_team"):
        policies.must(policies.may_run_the_place(actor), "Teams are made by owners and heads of product.")
        team = Team(name=_checked_name(name), mission=mission.strip(), lead=lead)
        _save(team)
    return team


def change_team(
    *, actor: Member, team: Team, name: str, mission: str, lead: Member | None, reason: str = ""
) -> Team:
    with recorded(actor=actor, command="organisation.change_team", reason=reason):
        team = _locked(actor, team)
        team.name, team.mission, team.lead = _checked_name(name), mission.strip(), lead
        _save(team, fields=["name", "mission", "lead"])
    return team


def change_team_field(*, actor: Member, row: Team, field: str, value: Any, reason: str = "") -> Team:
    """One field, as history brings it back; for `lead` the value is a member's id."""
    values: dict[str, Any] = {"name": row.name, "mission": row.mission, "lead": row.lead}
    values[field] = Member.objects.filter(pk=value).first() if field == "lead" else value
    return change_team(actor=actor, team=row, **values, reason=reason)


def archive_team(*, actor: Member, team: Team) -> Team:
    """It takes no new work; what it did stays."""
    with recorded(actor=actor, command="organisation.archive_team"):
        policies.must(policies.may_run_the_place(actor), "Teams are archived by owners and heads of product.")
        team = _locked(actor, team)
        team.archived_at = clock.now()
        team.save(update_fields=["archived_at"])
    return team


def set_membership(
    *, actor: Member, team: Team, member: Member, share: int = 100, discipline: str = Discipline.ENGINEERING
) -> Membership:
    """Put somebody into a team, or change their share of time or discipline there."""
    with recorded(actor=actor, command="organisation.set_membership"):
        team = _locked(actor, team)
        if not 1 <= share <= 100:
            raise Refused(share="A share is 1 to 100 per cent of full time.")
        if discipline not in Discipline.values:
            raise Refused(discipline="Choose one of the disciplines.")
        membership, _ = Membership.objects.update_or_create(
            team=team, member=member, defaults={"share": share, "discipline": discipline}
        )
    return membership


def remove_membership(*, actor: Member, team: Team, member: Member) -> None:
    with recorded(actor=actor, command="organisation.remove_membership"):
        team = _locked(actor, team)
        Membership.objects.filter(team=team, member=member).delete()


def _locked(actor: Member, team: Team) -> Team:
    team = Team.objects.select_for_update().get(pk=team.pk)
    policies.must(policies.may_change_team(actor, team), ASK)
    return team


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    longest = Team._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        raise Refused(name=f"A team's name has 1 to {longest} characters.")
    return name


def _save(team: Team, *, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            team.save(update_fields=fields)
    except IntegrityError as error:
        raise Refused(name=f"There is a team {team.name} already.") from error
