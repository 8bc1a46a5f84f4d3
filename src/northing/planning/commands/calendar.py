"""When people work, and how much."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Team
from northing.planning import policies
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.models import Capacity, Holiday, WorkingWeek


def set_working_week(*, actor: Member, team: Team | None, days: Sequence[int]) -> WorkingWeek:
    """The days on which a team (or, without one, everybody) works: 1 is Monday."""
    with recorded(actor=actor, command="planning.set_working_week"):
        _may(actor)
        if not days or not set(days) <= set(range(1, 8)):
            raise Refused(days="Choose at least one day, from 1 for Monday to 7 for Sunday.")
        week, _ = WorkingWeek.objects.update_or_create(team=team, defaults={"days": sorted(set(days))})
        ask_forecast(actor=actor)
    return week


def add_holiday(
    *, actor: Member, name: str, starts_on: date, ends_on: date, team: Team | None = None
) -> Holiday:
    with recorded(actor=actor, command="planning.add_holiday"):
        _may(actor)
        if not name.strip():
            raise Refused(name="Give the days off a name.")
        if ends_on < starts_on:
            raise Refused(ends_on=f"{ends_on:%-d %B %Y} is before they start, {starts_on:%-d %B %Y}.")
        holiday = Holiday.objects.create(team=team, name=name.strip(), starts_on=starts_on, ends_on=ends_on)
        ask_forecast(actor=actor)
    return holiday


def remove_holiday(*, actor: Member, holiday: Holiday) -> None:
    with recorded(actor=actor, command="planning.remove_holiday"):
        _may(actor)
        holiday.delete()
        ask_forecast(actor=actor)


def set_capacity(
    *, actor: Member, team: Team, starts_on: date, ends_on: date, person_weeks: Decimal, reason: str = ""
) -> Capacity:
    """Person-weeks that the team has from `starts_on` up to, not including, `ends_on`, before days off."""
    with recorded(actor=actor, command="planning.set_capacity", reason=reason):
        _may(actor)
        if person_weeks < 0:
            raise Refused(person_weeks="Capacity is 0 or more person-weeks.")
        if ends_on <= starts_on:
            raise Refused(ends_on="The period ends after it starts.")
        capacity, _ = Capacity.objects.update_or_create(
            team=team, starts_on=starts_on, defaults={"ends_on": ends_on, "person_weeks": person_weeks}
        )
        ask_forecast(actor=actor)
    return capacity


def _may(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed("Calendars and capacity are changed by product managers. Ask a head of product.")
