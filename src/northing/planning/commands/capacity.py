"""Whose time there is: people lent, what is kept free, absences, and the disciplines that features need."""

from datetime import date

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Membership, Team
from northing.planning import policies
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.commands.scenarios import lend_in_scenario, new_scenario
from northing.planning.models import Absence, KeptFree, Lending, Scenario

LONGEST = 366  # days that anybody is lent or away for


def lend(
    *,
    actor: Member,
    member: Member,
    from_team: Team,
    to_team: Team,
    starts_on: date,
    ends_on: date,
    share: int = 100,
    reason: str = "",
) -> Lending:
    """Both days included."""
    with recorded(actor=actor, command="planning.lend", reason=reason):
        _may(actor)
        lending = checked_lending(
            member=member,
            from_team=from_team,
            to_team=to_team,
            starts_on=starts_on,
            ends_on=ends_on,
            share=share,
        )
        lending.reason = reason
        lending.save(force_insert=True)
        ask_forecast(actor=actor)
    return lending


def try_lending(*, actor: Member, lending: Lending) -> Scenario:
    """A copy of the plan in which that lending counts, to be compared and proposed; `lending` is not saved."""
    with recorded(actor=actor, command="planning.try_lending"):
        name = f"Lend {lending.member.name} to {lending.to_team.name}"
        scenario = new_scenario(actor=actor, name=name[:120])
        lend_in_scenario(
            actor=actor,
            scenario=scenario,
            member=lending.member,
            from_team=lending.from_team,
            to_team=lending.to_team,
            starts_on=lending.starts_on,
            ends_on=lending.ends_on,
            share=lending.share,
        )
    return scenario


def checked_lending(
    *, member: Member, from_team: Team, to_team: Team, starts_on: date, ends_on: date, share: int = 100
) -> Lending:
    """As it would be kept, for those who only ask what it would bring. It is not saved."""
    if not Membership.objects.filter(team=from_team, member=member).exists():
        raise Refused(member=f"{member.name} does not work in {from_team.name}.")
    if from_team == to_team:
        raise Refused(member=f"{member.name} is in {to_team.name} already.")
    _check_days(starts_on, ends_on)
    if not 1 <= share <= 100:
        raise Refused(share="A share is from 1 to 100 per cent of their time in the team.")
    return Lending(
        member=member,
        from_team=from_team,
        to_team=to_team,
        starts_on=starts_on,
        ends_on=ends_on,
        share=share,
    )


def end_lending(*, actor: Member, lending: Lending) -> None:
    """They are back tomorrow; one that has not begun is taken back whole."""
    with recorded(actor=actor, command="planning.end_lending"):
        _may(actor)
        today = clock.today()
        if lending.starts_on >= today:
            lending.delete()
        else:
            lending.ends_on = today
            lending.save(update_fields=["ends_on"])
        ask_forecast(actor=actor)


def keep_free(
    *, actor: Member, low: float, likely: float, high: float, team: Team | None = None, reason: str = ""
) -> KeptFree:
    """Shares of time, 0 to 1, of a team; without one, of every team that says nothing itself."""
    with recorded(actor=actor, command="planning.keep_free", reason=reason):
        _may(actor)
        if not 0 <= low <= likely <= high:
            raise Refused(likely="Low, likely and high are in order, from 0 up.")
        if high >= 1:
            raise Refused(high="Some time is left for features: less than 100 per cent is kept free.")
        said = {"low": low, "likely": likely, "high": high, "reason": reason}
        kept, _ = KeptFree.objects.update_or_create(
            team=team, defaults={**said, "said_by": actor, "said_at": clock.now()}
        )
        ask_forecast(actor=actor)
    return kept


def add_absence(*, actor: Member, member: Member, starts_on: date, ends_on: date) -> Absence:
    """Whose absence one may not know of, one cannot say either: then the person is not found."""
    with recorded(actor=actor, command="planning.add_absence"):
        if not policies.may_say_absence(actor, member):
            raise NotVisible
        _check_days(starts_on, ends_on)
        absence = Absence.objects.create(member=member, starts_on=starts_on, ends_on=ends_on)
        ask_forecast(actor=actor)
    return absence


def remove_absence(*, actor: Member, absence: Absence) -> None:
    with recorded(actor=actor, command="planning.remove_absence"):
        if not policies.may_say_absence(actor, absence.member):
            raise NotAllowed("Absences are changed by the person and those above them in the line.")
        absence.delete()
        ask_forecast(actor=actor)


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused(ends_on=f"{ends_on:%-d %B %Y} is before the first day, {starts_on:%-d %B %Y}.")
    if (ends_on - starts_on).days >= LONGEST:
        raise Refused(ends_on="That is more than a year: choose an earlier last day.")


def _may(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed("Capacity is changed by product managers. Ask a head of product.")
